"""Contact sheets: any selection of pictures side by side."""
