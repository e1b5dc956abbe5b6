"""What is said of the host's papers, and kept with them."""
