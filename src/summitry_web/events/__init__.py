"""The events of an installation, separate everywhere."""
