"""The command post: its journal, its desk, what stands and what is owed."""
