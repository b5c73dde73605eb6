"""Painting many pictures from few layers."""
