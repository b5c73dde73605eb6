"""Artboards: their slots, and how they adapt, stack and mirror."""
