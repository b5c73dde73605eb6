"""Artboard and words in, laid-out SVG out; pure: no pixels, no clock, no network."""
