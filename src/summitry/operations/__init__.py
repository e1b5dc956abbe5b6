"""The day itself: each command post's journal with its proofs, what stands, what is owed."""
