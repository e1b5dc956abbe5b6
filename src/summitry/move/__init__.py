"""Who travels when and by which way: motorcades on a grid of roads and time, with a bound."""
