"""The journal of a command post on its own disk: one file, one writer, nothing ever changed."""
