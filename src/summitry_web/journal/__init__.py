"""The audit journal: signed, append-only; who did or read what matters, and when."""
