"""Findings beside the work: the readiness picture, the list, one finding, and "my desk"."""
