"""Frozen plans: compared, approved by two persons, published; and exercise copies of them."""
