"""Importing drawings: exports of design tools become designs of a workspace."""
