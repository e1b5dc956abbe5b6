"""What is done with accounts: each checks rights, saves, and writes the journal."""
