"""Pages and sheets for the people who make kits."""
