"""What is done at a command post; each is an entry of its journal."""
