"""What people do about findings."""
