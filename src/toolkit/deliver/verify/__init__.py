"""Verifying: whether a kit is whole, and what it says it is."""
