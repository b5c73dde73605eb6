"""Specimens, text proofs, and adding fonts."""
