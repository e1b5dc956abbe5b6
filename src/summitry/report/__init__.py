"""What a person reads: findings as sentences, tables and pages, in the reader's language."""
