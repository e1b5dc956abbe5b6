"""Defects in conference, interpretation, precedence, reception, image, treaty."""

from collections.abc import Callable, Iterator

from hanoi.book import Book
from hanoi.planted import Planted

DEFECTS: tuple[Callable[[Book], Iterator[Planted]], ...] = ()
