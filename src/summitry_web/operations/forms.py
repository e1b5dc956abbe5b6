"""What somebody types at the desk, as entries."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import TypeVar
from zoneinfo import ZoneInfo

from msgspec import Struct
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.kit.ids import ItemId, NetId, PersonId, PostId
from summitry.operations.bodies import (
    Absence,
    Body,
    Closure,
    Delay,
    Failure,
    FieldReport,
    Incident,
    Note,
    Presence,
    Priority,
    Progress,
    RadioMessage,
    Struck,
    Thing,
    Verification,
)
from summitry.operations.bodies.facts import BREAKABLE, CLOSABLE, DELAYABLE
from summitry.operations.entry import Correction
from summitry.plan.terms import Marking, Severity
from summitry_web.operations.actions.enter import Written
from summitry_web.operations.actions.line import derived, named
from summitry_web.operations.cells import moment_of, number_of
from summitry_web.operations.listed import Standing
from summitry_web.operations.places import OFFERED, thing_of
from summitry_web.operations.store.shown import Line

ValueT = TypeVar("ValueT")
AGO_MAX = 7 * 1_440
TAKES: Mapping[str, frozenset[str]] = {
    "note": frozenset({"priority"}),
    "field-report": frozenset({"priority"}),
    "radio-message": frozenset({"priority", "caller", "called"}),
    "incident": frozenset({"severity"}),
    "absence": frozenset({"person_id", "start", "end"}),
    "delay": frozenset({"minutes"}),
    "closure": frozenset({"start", "end"}),
    "failure": frozenset({"start", "end"}),
    "verification": frozenset({"passed"}),
    "presence": frozenset({"person_id", "there"}),
    "progress": frozenset({"over"}),
}
"""The kinds that a line makes, and the fields that each has beside its text and place."""
UNTYPED = ("to", "methane")
"""What bodies of these kinds hold beside that; other pages than the desk set it."""
WORDS: Mapping[str, tuple[str, str]] = {
    "passed": ("failed", "passed"),
    "there": ("left", "there"),
    "over": ("begun", "over"),
}
"""How a no and a yes are typed, by field."""
TYPED = tuple(TAKES)
PRESET = ("kind", "place", *sorted(frozenset[str]().union(*TAKES.values())))
"""The cells that the desk's address may set, so that a page can lead to a line half written."""
WANTED: Mapping[str, tuple[str, ...]] = {
    "radio-message": ("nets",),
    "delay": DELAYABLE,
    "closure": CLOSABLE,
    "failure": BREAKABLE,
    "verification": OFFERED,
    "presence": ("posts",),
    "progress": ("programme",),
}
"""The tables of which a kind must name a row."""
SPEAKING = frozenset({"note", "field-report", "radio-message", "incident", "verification"})
"""The kinds that hold the line itself; beside the others it stands as a note of its own."""


class Typed(Struct, frozen=True, kw_only=True):
    """The cells of a form, read in the venue's zone at the moment of the request."""

    cells: Mapping[str, str]
    zone: ZoneInfo
    at: datetime

    def text(self, name: str) -> str:
        """Return the cell without space around it; empty where there is none."""
        return self.cells.get(name, "").strip()

    def moment(self, name: str) -> datetime | None:
        """Return the moment in the cell; None where it is empty.

        Raises
        ------
        SummitryError
            ``operations.moment`` where it is none.
        """
        return moment_of(self.text(name), self.zone)

    def number(self, name: str) -> int:
        """Return the whole number in the cell, 0 where it is empty.

        Raises
        ------
        SummitryError
            ``operations.number`` where it is none.
        """
        return number_of(self.text(name))

    @property
    def entered(self) -> datetime:
        """When it was typed: by the device's clock where it waited there, never in the future."""
        return min(self.moment("entered") or self.at, self.at)

    @property
    def observed(self) -> datetime:
        """When it was so: at the moment that is given, so long before it was typed, or then.

        Raises
        ------
        SummitryError
            ``operations.number`` for a time ago that nobody remembers.
        """
        ago = self.number("ago")
        if not 0 <= ago <= AGO_MAX:
            raise SummitryError("operations.number", got=str(ago))
        return self.moment("observed") or self.entered - timedelta(minutes=ago)

    @property
    def place(self) -> Thing | None:
        """The row of the plan that it is about."""
        return thing_of(self.text("place"))

    def row(self, kind: str) -> Thing:
        """Return the row that the kind must name.

        Raises
        ------
        SummitryError
            ``operations.needs_place`` where it names none of the tables that the kind wants.
        """
        place = self.place
        if place is None or place.table not in WANTED[kind]:
            raise SummitryError("operations.needs_place", wanted=WANTED[kind])
        return place


def lines_of(typed: Typed) -> tuple[Written, ...]:
    """Return the entries that the line makes: one, and its words as a note where they need one.

    Raises
    ------
    SummitryError
        What the kind refuses, or lacks.
    """
    kind = typed.text("kind") or "note"
    if kind not in TAKES:
        raise SummitryError("operations.kind", got=kind[:40])
    first = _written(typed, _MAKERS[kind](typed))
    if kind in SPEAKING or not typed.text("text"):
        return (first,)
    note = Note(text=typed.text("text"), to=first.entry_id)
    return (first, replace(first, body=note, entry_id=derived(first.entry_id, "words")))


def _written(typed: Typed, body: Body) -> Written:
    return Written(
        body=body,
        entry_id=typed.text("entry_id"),
        observed=typed.observed,
        entered=typed.entered,
        place=typed.place,
        marking=_one_of(Marking, typed.text("marking") or Marking.AMBER, "marking"),
        scope=tuple(filter(None, (typed.text("scope"),))),
    )


def correction_of(typed: Typed, standing: Standing) -> Written:
    """Return what is written over the line: the same kind as it should be, or that it is struck.

    Cells that are not there stay as they were last.

    Raises
    ------
    SummitryError
        ``operations.reason`` without a reason; what the kind refuses.
    """
    reason = _one_of(Correction, typed.text("reason"), "reason")
    last = standing.last
    observed = typed.text("observed") or last.observed.isoformat()
    cells = {**cells_of(last, typed.zone), **typed.cells, "observed": observed}
    typed = replace(typed, cells=cells)
    body = Struck() if typed.text("act") == "strike" else _remade(typed, last.body)
    return Written(
        body=body,
        entry_id=typed.text("entry_id"),
        observed=typed.observed,
        entered=typed.entered,
        place=typed.place,
        marking=last.marking,
        scope=last.scope,
        corrects=standing.line.entry_id,
        reason=reason,
    )


def cells_of(line: Line, zone: ZoneInfo) -> dict[str, str]:
    """Return the line as it would be typed: what `lines_of` makes the same body of."""
    body = line.body
    places = [f"{table}/{key}" for table, key in named(body) if table != "persons"]
    cells = {
        name: _as_typed(name, getattr(body, name), zone)
        for name in TAKES.get(body.kind, frozenset())
    }
    words = _words_cell(body)
    if words:
        cells["text"] = getattr(body, words)
    return {**cells, "place": line.place or "".join(places[:1])}


def _words_cell(body: Body) -> str:
    """Return the name of the cell that holds the body's words; empty where it has none."""
    return next((each for each in ("text", "title", "question") if hasattr(body, each)), "")


def _as_typed(name: str, value: object, zone: ZoneInfo) -> str:
    if name in WORDS:
        return WORDS[name][bool(value)]
    if isinstance(value, datetime):
        return value.astimezone(zone).replace(tzinfo=None).isoformat(timespec="seconds")
    return "" if value is None else str(value)


def _remade(typed: Typed, body: Body) -> Body:
    """Return the body made anew of the cells; of a kind that no line makes, with its new words."""
    maker = _MAKERS.get(body.kind)
    if maker is None:
        name = _words_cell(body)
        return replace(body, **{name: typed.text("text")}) if name else body
    kept = {name: getattr(body, name) for name in UNTYPED if hasattr(body, name)}
    return replace(maker(typed), **kept)


def _one_of(kind: Callable[[str], ValueT], text: str, column: str) -> ValueT:
    try:
        return kind(text)
    except ValueError as problem:
        raise SummitryError(f"operations.{column}", got=text[:40]) from problem


def _priority(typed: Typed) -> Priority:
    return _one_of(Priority, typed.text("priority") or Priority.ROUTINE, "priority")


def _note(typed: Typed) -> Body:
    return Note(text=typed.text("text"), priority=_priority(typed))


def _report(typed: Typed) -> Body:
    place = typed.place
    post = PostId(place.key) if place is not None and place.table == "posts" else None
    return FieldReport(text=typed.text("text"), priority=_priority(typed), post_id=post)


def _radio(typed: Typed) -> Body:
    return RadioMessage(
        text=typed.text("text"), net_id=NetId(typed.row("radio-message").key),
        caller=typed.text("caller"), called=typed.text("called"), priority=_priority(typed),
    )  # fmt: skip


def _incident(typed: Typed) -> Body:
    severity = _one_of(Severity, typed.text("severity") or Severity.MEDIUM, "severity")
    return Incident(title=typed.text("text"), severity=severity)


def _absence(typed: Typed) -> Body:
    start = typed.moment("start") or typed.observed
    return Absence(person_id=_person(typed), start=start, end=typed.moment("end"))


def _delay(typed: Typed) -> Body:
    return Delay(thing=typed.row("delay"), minutes=typed.number("minutes"))


def _closure(typed: Typed) -> Body:
    start = typed.moment("start") or typed.observed
    return Closure(thing=typed.row("closure"), start=start, end=typed.moment("end"))


def _failure(typed: Typed) -> Body:
    start = typed.moment("start") or typed.observed
    return Failure(thing=typed.row("failure"), start=start, end=typed.moment("end"))


def _verification(typed: Typed) -> Body:
    return Verification(
        thing=typed.row("verification"),
        passed=typed.text("passed") != "failed",
        text=typed.text("text"),
    )


def _progress(typed: Typed) -> Body:
    item_id = ItemId(typed.row("progress").key)
    return Progress(item_id=item_id, over=typed.text("over") == "over")


def _presence(typed: Typed) -> Body:
    post_id = PostId(typed.row("presence").key)
    there = typed.text("there") != "left"
    return Presence(post_id=post_id, person_id=_person(typed), there=there)


def _person(typed: Typed) -> PersonId:
    person_id = typed.text("person_id")
    if not person_id:
        raise SummitryError("operations.needs_person")
    return PersonId(person_id)


_MAKERS: Mapping[str, Callable[[Typed], Body]] = {
    "note": _note,
    "field-report": _report,
    "radio-message": _radio,
    "incident": _incident,
    "absence": _absence,
    "delay": _delay,
    "closure": _closure,
    "failure": _failure,
    "verification": _verification,
    "presence": _presence,
    "progress": _progress,
}
