"""The suite that measures the toolkit against other ways to make the same pictures (``make bench``)."""
