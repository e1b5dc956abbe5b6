"""Commands of the people who sign in."""
