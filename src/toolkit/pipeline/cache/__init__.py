"""What was made once and need not be made again: files by their content, results by their sources."""
