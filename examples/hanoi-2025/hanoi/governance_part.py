"""The example: mandate, bodies, plans, requirements, resources; all invented."""

from hanoi.book import Book
from hanoi.facts import Scale


def add_governance(book: Book, scale: Scale) -> None:
    """Add the rows."""
