"""Checks on pixels: contrast, QR codes, colour vision."""
