"""People who sign in, what they are granted, and the one place that says what they may do."""
