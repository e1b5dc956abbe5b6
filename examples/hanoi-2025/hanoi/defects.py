"""The draft's planted defects: what each breaks, and the findings that must name it."""

from collections.abc import Callable, Iterator

from hanoi import (
    defects_access,
    defects_command,
    defects_entry,
    defects_governance,
    defects_places,
    defects_plans,
    defects_posts,
    defects_protocol,
    defects_roads,
    defects_safety,
    defects_ways,
)
from hanoi.book import Book
from hanoi.planted import Planted

Defect = Callable[[Book], Iterator[Planted]]

DEFECTS: tuple[Defect, ...] = (
    *defects_plans.DEFECTS,
    *defects_posts.DEFECTS,
    *defects_places.DEFECTS,
    *defects_access.DEFECTS,
    *defects_roads.DEFECTS,
    *defects_ways.DEFECTS,
    *defects_governance.DEFECTS,
    *defects_command.DEFECTS,
    *defects_safety.DEFECTS,
    *defects_entry.DEFECTS,
    *defects_protocol.DEFECTS,
)


def plant(book: Book) -> list[Planted]:
    """Put every defect into the sound plan; return what must be found, in order."""
    return sorted({planted for defect in DEFECTS for planted in defect(book)})
