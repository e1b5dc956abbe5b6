"""Why posts stay uncovered: the smallest reasons, solved again, and the cheapest ways out."""
