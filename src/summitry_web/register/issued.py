"""To which units a plan was issued: it stands in the evidence of the word that issues it."""

import json
from collections.abc import Iterable

from summitry_web.register.paper import cells_in

PREFIX = "issue:"


def as_evidence(units: Iterable[str]) -> str:
    """Return the units as the evidence of an ``issued`` word."""
    return PREFIX + json.dumps({"to": sorted(units)}, ensure_ascii=False, separators=(",", ":"))


def units_in(evidence: str) -> tuple[str, ...]:
    """Return the units that the evidence names; none where it names none."""
    found = cells_in(evidence, PREFIX)
    named = [] if found is None else found.get("to")
    return tuple(str(each) for each in named) if isinstance(named, list) else ()
