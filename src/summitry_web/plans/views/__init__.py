"""Pages of events and plans."""
