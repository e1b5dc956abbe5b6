"""Routes of vehicles with time windows: fewest vehicles first, then least distance."""
