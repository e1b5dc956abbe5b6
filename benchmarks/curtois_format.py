"""The text format of the public shift scheduling instances (schedulingbenchmarks.org)."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from summitry.roster.problem import Demand, Officer, Problem, ShiftKind, Wish


def instance(text: str) -> Problem:
    """Return the problem that a file of the format holds."""
    parts = dict(_parts(text))
    names = [cells[0] for cells in parts["SHIFTS"]]
    numbers = {name: number for number, name in enumerate(names)}
    kinds = tuple(
        ShiftKind(
            name=name, minutes=int(minutes),
            not_before=frozenset(numbers[each] for each in after.split("|") if each),
        )
        for name, minutes, after in parts["SHIFTS"]
    )  # fmt: skip
    off = {cells[0]: frozenset(map(int, cells[1:])) for cells in parts.get("DAYS_OFF", [])}
    officers = tuple(_officer(cells, numbers, off) for cells in parts["STAFF"])
    people = {each.name: number for number, each in enumerate(officers)}
    return Problem(
        days=int(parts["HORIZON"][0][0]),
        kinds=kinds,
        officers=officers,
        demands=[
            Demand(
                day=int(day), kind=numbers[kind], count=int(count),
                missing_cost=int(under), surplus_cost=int(over),
            )
            for day, kind, count, under, over in parts["COVER"]
        ],
        wishes=[
            Wish(
                officer=people[person], day=int(day), kind=numbers[kind], cost=int(cost),
                to_work=section == "SHIFT_ON_REQUESTS",
            )
            for section in ("SHIFT_ON_REQUESTS", "SHIFT_OFF_REQUESTS")
            for person, day, kind, cost in parts.get(section, [])
        ],
    )  # fmt: skip


def _parts(text: str) -> Iterator[tuple[str, list[list[str]]]]:
    name, rows = "", []
    for line in map(str.strip, text.splitlines()):
        if line.startswith("SECTION_"):
            if name:
                yield name, rows
            name, rows = line.removeprefix("SECTION_"), []
        elif line and not line.startswith("#"):
            rows.append([cell.strip() for cell in line.split(",")])
    if name:
        yield name, rows


def _officer(
    cells: list[str], numbers: Mapping[str, int], off: Mapping[str, frozenset[int]]
) -> Officer:
    name, most, *limits = cells
    longest, shortest, row_max, row_min, off_min, weekends = map(int, limits)
    pairs = [each.partition("=") for each in most.split("|")]
    return Officer(
        name=name,
        minutes_max=longest,
        minutes_min=shortest,
        working_days_max=row_max,
        working_days_min=row_min,
        days_off_min=off_min,
        weekends_max=weekends,
        kinds_max={numbers[kind]: int(count) for kind, _, count in pairs},
        days_off=off.get(name, frozenset()),
    )


def read(path: Path) -> Problem:
    """Return the problem in the file."""
    return instance(path.read_text(encoding="utf-8"))
