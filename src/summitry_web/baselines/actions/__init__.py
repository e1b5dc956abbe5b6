"""What is done with baselines and exercises."""
