"""Everything that a reader learns about findings."""
