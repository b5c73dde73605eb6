"""The laid-out SVG as a document: reading, sanitising, references, bounds."""
