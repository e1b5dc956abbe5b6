"""The rules that are in force: the built-in ones, and those that packages add."""

from functools import cache
from importlib.metadata import entry_points

import summitry.check.rules  # noqa: F401  # fills the registry
from summitry.check.registry import ENTRY_POINTS, REGISTRY, Rule


@cache
def rules() -> tuple[Rule, ...]:
    """Return every rule in order of code."""
    for entry in entry_points(group=ENTRY_POINTS):
        entry.load()
    return tuple(REGISTRY[code] for code in sorted(REGISTRY, key=place))


def place(code: str) -> tuple[str, int, str]:
    """Return the sort key of a code: its letters, then its number as a number."""
    letters = code.rstrip("0123456789")
    return letters, int(code[len(letters) :] or 0), code
