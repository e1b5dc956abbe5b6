"""Mutants aimed at demands that a change by chance seldom meets: just short of enough, or just not.

Words that end too soon, ways that take too long, signings that are too short and high risks that
nothing holds. Beside each that spoils something stands one that stays just within the limit, so
that an alarm without cause shows as well.
"""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from benchmarks.mutants_cells import NOTHING, NOWHERE, pick
from benchmarks.mutants_kinds import Kind, Mutant, Plan, put, remade
from summitry.kit.streams import Stream
from summitry.plan.attestation import Attestation
from summitry.plan.change import Edit
from summitry.plan.mandate import EventLimit
from summitry.plan.table import Row
from summitry.plan.tables import TABLES

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
HIGH = 5
LASTING = ("posts", "signatories", "controls", "contingency_cards", "list_copies")
"""The tables whose words must hold until the row is needed no longer."""
ANYONE = ("controls", "list_copies")
"""Those of them of which anybody in the plan may say it."""


def _now(plan: Plan) -> datetime:
    return plan.snapshot.event.now or plan.snapshot.event.opens


def _needed_until(plan: Plan, row: Any) -> datetime:
    item = plan.snapshot.get("programme", getattr(row, "item_id", None) or "")
    return getattr(row, "end", None) or getattr(item, "end", plan.snapshot.event.closes)


Ends = Callable[[Plan, Row], datetime]
ENDS: tuple[tuple[str, Ends], ...] = (
    ("an hour from now", lambda plan, _: _now(plan) + HOUR),
    ("a minute too soon", lambda plan, row: _needed_until(plan, row) - MINUTE),
    ("just in time", _needed_until),
)


def _words_of(plan: Plan, stream: Stream, table: str) -> tuple[Row | None, list[Attestation]]:
    """Return a row of the table and all that is said of it, of a row of which anything is."""
    keys = {word.subject_key for word in plan.words if word.subject_table == table}
    key = pick(stream, sorted(keys & set(plan.keys(table))))
    if key is NOTHING:
        return None, []
    said = [w for w in plan.words if (w.subject_table, w.subject_key) == (table, key)]
    return plan.snapshot.get(table, key), said


def _ending(table: str, ends: Ends, *, beside: bool) -> Kind:
    """Let all words on a row end then; or leave them, and have one that does beside them."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row, said = _words_of(plan, stream, table)
        if row is None:
            return None
        ending = [remade(word, expires=ends(plan, row)) for word in said]
        if beside:
            ending = [remade(said[0], expires=ends(plan, row), at=said[0].at + MINUTE)]
        if None in ending:
            return None
        kept = [word for word in plan.words if beside or word not in said]
        return Mutant(words=(*kept, *ending))

    return kind


def _kept_by_a_stranger(table: str) -> Kind:
    """Let the word that counts end soon, and somebody's who may not say it last for ever."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        row, said = _words_of(plan, stream, table)
        known = table not in ANYONE
        by = pick(stream, plan.keys("persons")) if known else NOWHERE
        if row is None or by is NOTHING:
            return None
        ending = [remade(word, expires=_now(plan) + HOUR) for word in said]
        other = remade(said[0], by=by, at=said[0].at + MINUTE, expires=None, second_by=None)
        if None in (other, *ending):
            return None
        kept = [word for word in plan.words if word not in said]
        return Mutant(words=(*kept, *ending, other))

    return kind


def _way(spare: timedelta) -> Kind:
    """Send somebody to another site between two duties; the way takes the time, less what is spare.

    Where nobody has two duties at different sites, the post of the later duty is changed first.
    """

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        one, other = _duties(plan, stream)
        posts: dict[str, Any] = dict(plan.snapshot.tables["posts"])
        if one is None or one.post_id not in posts:
            return None
        here = posts[one.post_id].site_id
        there = pick(stream, [p for p in posts.values() if p.site_id != here])
        minutes = (other.start - one.end - spare) / MINUTE
        if there is NOTHING or minutes < 0:
            return None
        moved = remade(other, post_id=there.post_id)
        keys = (f"{here}|{there.site_id}", f"{there.site_id}|{here}")
        ways = [row for row in (plan.snapshot.get("travel_times", key) for key in keys) if row]
        edits = put(TABLES["shifts"], moved, old=other)
        for row in ways:
            edits += put(TABLES["travel_times"], remade(row, minutes=minutes), old=row)
        return Mutant(edits=edits) if ways and moved is not None else None

    return kind


def _duties(plan: Plan, stream: Stream) -> tuple[Any, Any]:
    """Return two duties of one person, the later after the earlier."""
    by_person = _by(plan.rows["shifts"], "person_id")
    pairs = [
        (one, other)
        for own in by_person.values()
        for one, other in pairwise(sorted(own, key=lambda shift: shift.start))
        if one.end < other.start
    ]
    pair = pick(stream, pairs)
    return (None, None) if pair is NOTHING else pair


def _by(rows: Iterable[Any], column: str) -> dict[str, list[Any]]:
    found: dict[str, list[Any]] = {}
    for row in rows:
        found.setdefault(getattr(row, column), []).append(row)
    return found


def _signing(plan: Plan) -> tuple[Any, int]:
    """Return the signing with the least time for each who signs in it, and how many do."""
    by_item = _by(plan.rows["signatories"], "item_id")
    programme: list[Any] = plan.rows["programme"]
    items = [row for row in programme if row.kind == "signing"]
    counts = [(item, len(by_item.get(item.item_id, ()))) for item in items]
    each = [((item.end - item.start) / count, item, count) for item, count in counts if count]
    _, item, count = min(each, key=lambda one: one[0], default=(None, None, 0))
    return item, count


def _limit(plan: Plan, name: str, value: float) -> tuple[Edit, ...]:
    table = TABLES["limits"]
    row = EventLimit(limit_id=name, value=value, source="Set for this mutant")
    return put(table, row, old=plan.snapshot.get("limits", name))


def _slow_hands(more: float) -> Kind:
    """Let each signature take so long that all together take the item, and some more."""

    def kind(plan: Plan, _: Stream) -> Mutant | None:
        item, count = _signing(plan)
        if item is None:
            return None
        minutes = (item.end - item.start) / MINUTE / count
        return Mutant(edits=_limit(plan, "signature_minutes", minutes + more))

    return kind


def _short_signing(spare: timedelta) -> Kind:
    """Leave an item the time that its signatures take at a minute each, and some more or less."""

    def kind(plan: Plan, _: Stream) -> Mutant | None:
        item, count = _signing(plan)
        if item is None:
            return None
        other = remade(item, end=item.start + count * MINUTE + spare)
        if other is None:
            return None
        one_each = _limit(plan, "signature_minutes", 1.0)
        return Mutant(edits=put(TABLES["programme"], other, old=item) + one_each)

    return kind


def _risk(plan: Plan, stream: Stream) -> tuple[Any, list[Any]]:
    """Return a risk that is treated by controls, and these."""
    by_risk = _by(plan.rows["controls"], "risk_id")
    risks: list[Any] = [row for row in plan.rows["risks"] if getattr(row, "risk_id", "") in by_risk]
    risk = pick(stream, [row for row in risks if row.treatment != "accept"])
    return (None, []) if risk is NOTHING else (risk, by_risk[risk.risk_id])


def _as_high(risk: Any) -> tuple[Edit, ...]:
    return put(TABLES["risks"], remade(risk, likelihood=HIGH, consequence=HIGH), old=risk)


def _unverified(*, keep: int, due: timedelta | None) -> Kind:
    """Take back what was verified for a high risk but for so many, each due so long from now."""

    def kind(plan: Plan, stream: Stream) -> Mutant | None:
        risk, controls = _risk(plan, stream)
        if risk is None:
            return None
        gone = {each.control_id for each in controls[keep:]}
        words = tuple(
            w for w in plan.words if w.subject_table != "controls" or w.subject_key not in gone
        )
        edits = _as_high(risk)
        for each in controls if due is not None else ():
            moved = remade(each, due=_now(plan) + due)
            edits += put(TABLES["controls"], moved, old=each)
        return Mutant(edits=edits, words=words)

    return kind


def _uncontrolled(plan: Plan, stream: Stream) -> Mutant | None:
    risk, controls = _risk(plan, stream)
    if risk is None:
        return None
    gone = [edit for each in controls for edit in put(TABLES["controls"], None, old=each)]
    return Mutant(edits=(*_as_high(risk), *gone))


AIMED: tuple[tuple[str, Kind], ...] = (
    *(
        (f"end words {name}: {table}", _ending(table, ends, beside=False))
        for table in LASTING
        for name, ends in ENDS
    ),
    *(
        (f"one more word that ends soon: {table}", _ending(table, ENDS[0][1], beside=True))
        for table in LASTING
    ),
    *((f"only a stranger's word lasts: {table}", _kept_by_a_stranger(table)) for table in LASTING),
    ("a way as long as the time for it", _way(timedelta())),
    ("a way a minute too long", _way(-MINUTE)),
    ("a way ten hours too long", _way(-10 * HOUR)),
    ("signatures that just fit", _slow_hands(-1e-6)),
    ("signatures that just do not fit", _slow_hands(0.01)),
    ("signatures that take far too long", _slow_hands(5)),
    ("a signing just long enough", _short_signing(timedelta())),
    ("a signing a minute too short", _short_signing(-MINUTE)),
    ("take all verifications of a risk", _unverified(keep=0, due=None)),
    ("take all verifications of a risk but one", _unverified(keep=1, due=None)),
    ("take all verifications, due an hour ago", _unverified(keep=0, due=-HOUR)),
    ("take all verifications, due in an hour", _unverified(keep=0, due=HOUR)),
    ("take all controls of a high risk", _uncontrolled),
)
