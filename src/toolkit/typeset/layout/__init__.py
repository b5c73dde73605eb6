"""Lines placed in a frame, as outlines."""
