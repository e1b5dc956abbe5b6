"""What engines return: findings, proposals, estimates; and the live state they may be given."""
