"""Laying out as tasks, and sizes that pictures have in common."""
