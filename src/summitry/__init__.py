"""Summitry: one merged plan of an international event, checked like code."""

__version__ = "0.1.0"
