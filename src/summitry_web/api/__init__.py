"""What programs use: an API with tokens, calendars, and mail that counts."""
