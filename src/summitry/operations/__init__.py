"""The day itself: the journal of each command post, its proofs, and how posts exchange it."""
