"""The site: for now the report of a plan, served as a local page."""
