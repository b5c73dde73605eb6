"""Where lines break, and how large type can be."""
