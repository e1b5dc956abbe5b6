"""Pages for who reports, and for the desk."""
