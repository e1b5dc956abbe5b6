"""Pages of tokens, calendars and digests."""
