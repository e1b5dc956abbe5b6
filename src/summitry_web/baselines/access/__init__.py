"""Reading baselines: rights filter before anything is counted."""
