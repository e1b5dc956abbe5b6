"""Papers of the day: made from the record, every sentence with the entries that bear it out."""
