"""Pages of the journal: they stand above the accounts, which write into the journal themselves."""
