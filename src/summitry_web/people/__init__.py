"""Identities of persons: erasable, apart from the plan, and read only through this app."""
