"""The site: where the host's units prepare the event together."""
