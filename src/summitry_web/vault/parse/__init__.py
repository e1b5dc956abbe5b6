"""Looks into files of strangers; runs in the sandbox's child alone, and knows no framework."""
