"""Unicode: scripts, boundaries, bidi."""
