"""The example: accreditation, gates, press, exchange, records; all invented."""

from hanoi.book import Book
from hanoi.facts import Scale


def add_entry(book: Book, scale: Scale) -> None:
    """Add the rows."""
