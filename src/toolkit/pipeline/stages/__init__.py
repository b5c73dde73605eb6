"""The stages of a build, in order: layout, captions, paint, pack."""
