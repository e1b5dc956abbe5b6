"""The parts of the plan of a summit over three invented cities."""
