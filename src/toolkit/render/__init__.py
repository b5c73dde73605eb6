"""Render: a laid-out SVG in, the bytes of a finished file out."""
