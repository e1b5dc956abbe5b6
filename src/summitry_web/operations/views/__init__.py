"""Pages of the command post."""
