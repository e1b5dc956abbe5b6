"""Pages and answers of the site plan."""
