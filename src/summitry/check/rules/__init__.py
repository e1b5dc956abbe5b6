"""Every built-in rule; importing this package fills the registry."""
