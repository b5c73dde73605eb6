"""The report of a build, as JSON and as a page."""
