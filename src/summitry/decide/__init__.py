"""Who decides on a plan: approvals of a frozen state, patches applied to it, proofs of it."""
