"""What to make, and making it on every core."""
