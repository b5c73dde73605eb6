"""Print pages as PDF."""
