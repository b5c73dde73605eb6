"""Painting as tasks: what is ordered, and what comes back."""
