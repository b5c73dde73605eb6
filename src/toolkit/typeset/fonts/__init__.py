"""Font files: faces, stacks, coverage, outlines."""
