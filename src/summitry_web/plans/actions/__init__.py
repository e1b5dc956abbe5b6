"""What changes a plan."""
