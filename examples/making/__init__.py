"""What makers of examples share: a plan in the making, and people who take turns."""
