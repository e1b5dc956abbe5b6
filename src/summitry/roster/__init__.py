"""Rosters: who works which shift, with a bound on how good a roster can be."""
