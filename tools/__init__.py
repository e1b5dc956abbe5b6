"""What keeps the repository in order: tidiness, and the reference pages made from the code."""
