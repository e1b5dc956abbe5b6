"""Tasks: who leads, who helps, how far they are, what decides, and what each unit does when."""
