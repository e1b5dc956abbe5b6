"""The example: vehicles, routes, traffic, flights, flows on foot; all invented."""

from hanoi.book import Book
from hanoi.facts import Scale


def add_roads(book: Book, scale: Scale) -> None:
    """Add the rows."""
