"""Kits: their files, pages, manifest and archive."""
