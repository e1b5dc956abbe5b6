"""What changes tokens, calendars and wishes, and what sends mail."""
