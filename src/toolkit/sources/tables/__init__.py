"""Rows that a team keeps in CSV files and spreadsheets."""
