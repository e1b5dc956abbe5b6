"""Mutants of what has been ruled on findings: by the wrong person, too late, on nothing."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from benchmarks.mutants_cells import NOTHING, NOWHERE, pick
from benchmarks.mutants_kinds import Kind, Mutant, Plan, remade
from summitry.kit.streams import Stream
from summitry.plan.rulings import Ruling
from summitry.plan.terms import Severity

DAY = timedelta(days=1)


def _ruling(change: Callable[[Plan, Stream, Ruling], Any]) -> Kind:
    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        ruling = pick(stream, list(plan.rulings))
        if ruling is NOTHING:
            return None
        after = change(plan, stream, ruling)
        if after is None:
            return None
        rest = [each for each in plan.rulings if each is not ruling]
        return Mutant(rulings=(*rest, after))

    return kind


def _renewed(plan: Plan, stream: Stream) -> Mutant | None:
    """Let a ruling end, and rule the same anew."""
    ruling = pick(stream, list(plan.rulings))
    if ruling is NOTHING:
        return None
    rest = [each for each in plan.rulings if each is not ruling]
    early = remade(ruling, at=ruling.at - 2 * DAY, expires=ruling.at - DAY)
    return Mutant(rulings=(*rest, early, remade(ruling, ruling_id=f"{ruling.ruling_id}-x")))


RULING_KINDS: tuple[tuple[str, Kind], ...] = (
    ("ruling that has ended", _ruling(lambda _p, _s, r: remade(r, expires=r.at))),
    ("ruling without end", _ruling(lambda _p, _s, r: remade(r, expires=None))),
    ("ruling without reason", _ruling(lambda _p, _s, r: remade(r, reason=" "))),
    ("ruling of a stranger", _ruling(lambda _p, _s, r: remade(r, by=NOWHERE))),
    ("ruling of somebody", _ruling(lambda p, s, r: remade(r, by=pick(s, p.keys("persons"))))),
    ("ruling alone", _ruling(lambda _p, _s, r: remade(r, second_by=None))),
    (
        "ruling with somebody",
        _ruling(lambda p, s, r: remade(r, second_by=pick(s, p.keys("persons")))),
    ),
    ("ruling on a graver", _ruling(lambda _p, s, r: remade(r, severity=pick(s, list(Severity))))),
    ("ruling on no rule", _ruling(lambda _p, _s, r: remade(r, code=NOWHERE))),
    (
        "ruling on no row",
        _ruling(lambda _p, _s, r: remade(r, subject_key=NOWHERE) if r.subject_key else None),
    ),
    ("ruling in the future", _ruling(lambda _p, _s, r: remade(r, at=r.at + DAY))),
    ("ruling renewed", _renewed),
)
