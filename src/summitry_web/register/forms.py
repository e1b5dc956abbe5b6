"""What was typed into the forms of the register."""

from collections.abc import Mapping
from datetime import date

from summitry.kit.errors import SummitryError
from summitry_web.register.actions.deciding import Wish
from summitry_web.register.paper import Paper

SEPARATOR = "\t"


def text_in(cells: Mapping[str, str], name: str) -> str:
    """Return what was typed, without the blanks around it."""
    return cells.get(name, "").strip()


def wish_in(cells: Mapping[str, str], table: str, key: str) -> Wish:
    """Return what is said of the row."""
    return Wish(table=table, key=key, seen=text_in(cells, "seen"), reason=text_in(cells, "reason"))


def paper_in_form(cells: Mapping[str, str]) -> Paper | None:
    """Return the paper that was signed, None where it is approved here."""
    if cells.get("on_paper") != "yes":
        return None
    return Paper(
        number=text_in(cells, "number"),
        date=text_in(cells, "date"),
        seal=text_in(cells, "seal"),
        office=text_in(cells, "office"),
        printed=text_in(cells, "printed"),
    )


def day_in_form(cells: Mapping[str, str], name: str) -> date | None:
    """Return the day that was typed, None for none.

    Raises
    ------
    SummitryError
        ``paper.date``.
    """
    typed = text_in(cells, name)
    if not typed:
        return None
    try:
        return date.fromisoformat(typed)
    except ValueError as problem:
        raise SummitryError("paper.date", got=typed[:40]) from problem


def chosen_in(values: list[str], table: str) -> list[Wish]:
    """Return the rows that were ticked, each with the hash of the content that was seen."""
    found = []
    for value in values:
        seen, _, key = value.partition(SEPARATOR)
        found.append(Wish(table=table, key=key, seen=seen))
    return found
