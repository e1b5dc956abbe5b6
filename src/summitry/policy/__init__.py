"""One rule, one place: limits and calculations that check, roster and gates share."""
