"""Pixels in, the lightest file that looks the same out."""
