"""Movements: who travels when, by which way."""
