"""The example: conference, interpretation, precedence, reception, image, treaty; all invented."""

from hanoi.book import Book
from hanoi.facts import Scale


def add_protocol(book: Book, scale: Scale) -> None:
    """Add the rows."""
