"""The example: command posts, radio, readiness, assets; all invented."""

from hanoi.book import Book
from hanoi.facts import Scale


def add_command(book: Book, scale: Scale) -> None:
    """Add the rows."""
