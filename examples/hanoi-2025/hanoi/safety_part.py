"""The example: perimeter, sweeps, evacuation, medical care, fire; all invented."""

from hanoi.book import Book
from hanoi.facts import Scale


def add_safety(book: Book, scale: Scale) -> None:
    """Add the rows."""
