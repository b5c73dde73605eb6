"""Dates, hours and countdowns in the form of each language."""
