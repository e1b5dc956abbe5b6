"""The pages of accounts and rights."""
