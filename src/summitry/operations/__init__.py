"""The day itself: what was entered, what holds because of it, what is still owed."""
