"""What is printed: notices, cards, lists and forms, each with a code that says if it is current."""
