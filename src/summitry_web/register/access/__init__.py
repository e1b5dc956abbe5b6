"""What pages of the register show: nothing of a row that the reader may not read."""
