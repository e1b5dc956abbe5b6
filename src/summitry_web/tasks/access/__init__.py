"""Everything that a reader learns about tasks: only of rows that the reader may read."""

from summitry_web.tasks.access.book import Book, Standing, State, book_of
from summitry_web.tasks.access.deadlines import TABLES_DUE, Deadline, deadlines

__all__ = ["TABLES_DUE", "Book", "Deadline", "Standing", "State", "book_of", "deadlines"]
