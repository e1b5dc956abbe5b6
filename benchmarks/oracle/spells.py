"""Spells of time, units that belong together, and who is away: for demands of command."""

from collections.abc import Iterable, Iterator
from typing import Any

from benchmarks.oracle.world import World, cut, minutes
from summitry.kit.time import seconds_of

Spell = tuple[int, int]


def clipped(spell: Spell, within: Spell) -> list[Spell]:
    """Return what of a spell lies within another, in a list of one or none."""
    start, end = max(spell[0], within[0]), min(spell[1], within[1])
    return [(start, end)] if start < end else []


def bare(wanted: Spell, covers: Iterable[Spell]) -> Iterator[Spell]:
    """Yield the pieces of the wanted spell that no cover reaches."""
    there = list(covers)
    instants = [each for spell in there for each in spell]
    for start, end in cut(instants, *wanted) if wanted[0] < wanted[1] else ():
        if not any(first <= start and end <= last for first, last in there):
            yield start, end


def bare_minutes(wanted: Spell, covers: Iterable[Spell]) -> set[int]:
    """Return every minute of the wanted spell in which cover is missing."""
    return {minute for piece in bare(wanted, covers) for minute in minutes(*piece)}


def away(person: Any, within: Spell) -> list[Spell]:
    """Return when the person is not available within a spell."""
    found: list[Spell] = []
    if person.available_from is not None:
        found += clipped((within[0], seconds_of(person.available_from)), within)
    if person.available_until is not None:
        found += clipped((seconds_of(person.available_until), within[1]), within)
    return found


def above(world: World, unit_id: str | None) -> list[str]:
    """Return the unit and the units that it is part of."""
    found: list[str] = []
    while unit_id is not None and unit_id not in found:
        unit = world.get("units", unit_id)
        if unit is None:
            break
        found.append(unit_id)
        unit_id = unit.parent_id
    return found


def kin(world: World, one: str | None, other: str | None) -> bool:
    """Say whether one of two units is the other, or part of it."""
    if one is None or other is None:
        return False
    return one in above(world, other) or other in above(world, one)
