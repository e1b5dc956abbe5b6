"""The few things every room needs: time, ids, chance, canonical bytes, proofs, refusals."""
