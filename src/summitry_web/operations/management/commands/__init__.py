"""Commands of the command post."""
