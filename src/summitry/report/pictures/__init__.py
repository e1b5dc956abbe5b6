"""Pictures of a plan as SVG: drawn on the server, no script, each readable without its colours."""
