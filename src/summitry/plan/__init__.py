"""The plan of an event: typed rows, each table declared once, frozen into a snapshot."""
