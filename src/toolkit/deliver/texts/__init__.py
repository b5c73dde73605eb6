"""Captions, alt texts and the words of kit pages."""
