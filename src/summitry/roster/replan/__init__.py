"""A roster that has been published is mended: cover first, then the least change."""
