"""What need not be made again: keys, what earlier builds left, what is up to date."""
