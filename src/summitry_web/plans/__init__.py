"""The plan of an event as rows with a history, checked at every change."""
