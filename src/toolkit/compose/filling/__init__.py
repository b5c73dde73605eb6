"""Filling slots: words, pictures, QR codes and charts, set and drawn."""
