"""Reading and writing the SVG of artboards: documents, layers, colours."""
