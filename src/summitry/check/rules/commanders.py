"""Commanders: they know the plan, they are trained, and somebody stands in for them."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from summitry.check.attendance import at_hand
from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import Interval, end_of_day, uncovered
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.command import CommandPost
from summitry.plan.governance import BodyMember, Deputy, Role
from summitry.plan.organisation import Person, PersonQualification, Qualification, Unit
from summitry.plan.plans import UnitPlan
from summitry.plan.posts import Post
from summitry.plan.readiness import Exercise
from summitry.plan.risks import Contingency
from summitry.plan.table import Row
from summitry.plan.terms import Field, Severity

_KNOWS = (AttestationKind.ACKNOWLEDGED, AttestationKind.APPROVED)


@rule(
    "C-43",
    title=Text("Commander who does not know the plan"),
    why=Text(
        "Toronto 2010: commanders were not part of the planning, and met their plans on the day."
    ),
    cases={
        "plan": Text(
            "{person} commands {unit}, and has neither acknowledged nor approved plan {row} in any "
            "version."
        ),
        "command-post": Text(
            "{person} is named commander of command post {row}, and has not acknowledged it."
        ),
    },
    remedy=Text("Have the commander read it, and record that; or name another commander."),
    source=Text("As described by reviews of the G20 in Toronto 2010; not verified."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("command_posts", "plans", "units"),
    attests=_KNOWS,
)
def commanders_who_do_not_know(view: View) -> Iterator[Gap]:
    """Yield each plan and command post whose commander has never acknowledged or approved it.

    That a later version is not known is told as a change after briefing.
    """
    units = view.rows(Unit)
    for key, plan in view.rows(UnitPlan).items():
        unit = units.get(plan.unit_id or "")
        if unit is not None and unit.commander_id is not None:
            yield from _not_known(view, plan, key, unit.commander_id)
    for key, post in view.rows(CommandPost).items():
        if post.commander_id is not None:
            yield from _not_known(view, post, key, post.commander_id)


def _not_known(view: View, row: UnitPlan | CommandPost, key: str, person_id: str) -> Iterator[Gap]:
    said = (entry for kind in _KNOWS for entry in view.attested_ever(row, kind))
    if any(entry.by == person_id and entry.at <= view.at for entry in said):
        return
    is_plan = isinstance(row, UnitPlan)
    yield Gap(
        table="plans" if is_plan else "command_posts",
        key=key,
        case="plan" if is_plan else "command-post",
        discriminator=person_id,
        facts={
            "row": key,
            "person": person_id,
            "unit": row.unit_id if isinstance(row, UnitPlan) else row.owner_unit_id,
        },
        joins=(("persons", person_id),),
        field=row.field if isinstance(row, UnitPlan) else None,
    )


@rule(
    "C-44",
    title=Text("Commander without training"),
    why=Text("Toronto 2010: too few commanders were trained in the system they had to work with."),
    cases={
        "": Text(
            "{person} commands {row}, holds no qualification to command that lasts until the event "
            "closes, and took part in no exercise that was held."
        ),
        "not-known": Text(
            "{person} commands {row}. The plan names no qualification to command and no exercise, "
            "so it cannot be told whether this commander is trained."
        ),
    },
    remedy=Text(
        "Enter the qualification to command that the person holds, let the person take part in an "
        "exercise, or name another commander."
    ),
    source=Text("As described by reviews of the G20 in Toronto 2010; not verified."),
    field=Field.COMMAND,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.PERSON,
    reads=(
        "command_posts",
        "contingencies",
        "exercises",
        "person_qualifications",
        "persons",
        "posts",
        "qualifications",
        "units",
    ),
    attests=(AttestationKind.EXERCISED,),
)
def untrained_commanders(view: View) -> Iterator[Gap]:
    """Yield each commander of an operation with neither training nor exercise.

    These are the commanders of command posts, and of units that hold posts or act in contingencies.
    """
    known = any(row.for_command for row in view.rows(Qualification).values())
    judged = known or bool(view.rows(Exercise))
    fit = view.derive(_trained) | view.derive(_exercised)
    for table, key, person_id in view.derive(_in_operations):
        if person_id not in fit:
            yield Gap(
                table=table,
                key=key,
                column="commander_id",
                case="" if judged else "not-known",
                discriminator=person_id,
                facts={"person": person_id, "row": key},
                joins=(("persons", person_id),),
                unknown=not judged,
            )


def _in_operations(view: View) -> tuple[tuple[str, str, str], ...]:
    """Return table, key and commander of what acts on the day."""
    acting: set[str | None] = set()
    for post in view.rows(Post).values():
        acting.add(post.owner_unit_id)
        acting.add(post.holder_unit_id)
    for row in view.rows(Contingency).values():
        acting.update(row.owner_unit_ids, row.agency_unit_ids)
    units = (
        ("units", key, unit.commander_id)
        for key, unit in view.rows(Unit).items()
        if unit.unit_id in acting
    )
    posts = (("command_posts", key, row.commander_id) for key, row in _posts(view))
    return tuple((table, key, who) for table, key, who in (*units, *posts) if who is not None)


def _posts(view: View) -> Iterable[tuple[str, CommandPost]]:
    return view.rows(CommandPost).items()


def _trained(view: View) -> frozenset[str]:
    """Return who holds a qualification to command until the event closes."""
    command = {key for key, row in view.rows(Qualification).items() if row.for_command}
    closes, zone = view.event.closes, view.zone
    return frozenset(
        row.person_id
        for row in view.rows(PersonQualification).values()
        if row.qualification_id in command
        and (row.expires is None or end_of_day(row.expires, zone) >= closes)
    )


def _exercised(view: View) -> frozenset[str]:
    """Return who took part in an exercise that somebody known says was held."""
    held = (
        row
        for row in view.rows(Exercise).values()
        if row.end <= view.at and by_anyone_known(view, row, AttestationKind.EXERCISED)
    )
    return frozenset(person_id for row in held for person_id in row.person_ids)


class _Decider(Struct, frozen=True, kw_only=True):
    """Somebody who must be stood in for: the row that says so, the person, and who sits beside."""

    table: str
    key: str
    person_id: str
    beside: tuple[str, ...] = ()


@rule(
    "C-106",
    title=Text("Nobody stands in for the one who decides"),
    why=Text("When the one who decides falls ill or is in the air, everything waits."),
    cases={
        "none": Text("{person} decides for {row}, and nobody is named who stands in."),
        "window": Text(
            "{person} decides for {row}, and from {start} to {end} nobody who could stand in is in "
            "office and there."
        ),
        "both": Text(
            "From {start} to {end} {person}, who decides for {row}, is away, and so is everybody "
            "who could stand in."
        ),
    },
    remedy=Text("Name a deputy for the whole event who is there when the other is not."),
    source=Text(
        "Common practice of command: every commander and chair has a deputy; not verified."
    ),
    field=Field.COMMAND,
    severity=Severity.MEDIUM,
    phase=Phase.D30,
    scope=Scope.PERSON,
    reads=("bodies", "body_members", "command_posts", "deputies", "persons", "units"),
)
def deciders_without_deputy(view: View) -> Iterator[Gap]:
    """Yield when, during the event, nobody would stand in for a commander or a chair."""
    event = Interval(view.event.opens, view.event.closes)
    named = grouped(view.rows(Deputy).values(), "person_id")
    for decider in view.derive(_deciders):
        deputies = named.get(decider.person_id, [])
        if not deputies and not decider.beside:
            yield _deputy_gap(decider, "none")
            continue
        terms = [
            *(_term(view, row) for row in deputies),
            *((person, event) for person in decider.beside),
        ]
        there = [part for person, term in terms for part in _present(view, person, term)]
        for gap in uncovered(event, there):
            yield from _alone(view, decider, gap)


def _alone(view: View, decider: _Decider, gap: Interval) -> Iterator[Gap]:
    """Yield the stretch without a deputy, apart where the decider is away too."""
    there = tuple(_present(view, decider.person_id, gap))
    for stretch in there:
        yield _deputy_gap(decider, "window", stretch)
    for stretch in uncovered(gap, there):
        yield _deputy_gap(decider, "both", stretch, Severity.HIGH)


def _term(view: View, row: Deputy) -> tuple[str, Interval]:
    """Return the deputy and the part of the event that the office lasts."""
    opens, closes = view.event.opens, view.event.closes
    start = max(opens, row.start or opens)
    return row.deputy_id, Interval(start, max(start, min(closes, row.end or closes)))


def _present(view: View, person_id: str, term: Interval) -> Iterator[Interval]:
    """Yield when in the term a person of the plan is not away."""
    if person_id in view.rows(Person):
        yield from at_hand(view, person_id, term)


def _deciders(view: View) -> tuple[_Decider, ...]:
    """Return the commanders of units and command posts, and the chairs of bodies."""
    commanders: list[tuple[str, str, Row]] = [
        *(("units", key, row) for key, row in view.rows(Unit).items()),
        *(("command_posts", key, row) for key, row in view.rows(CommandPost).items()),
    ]
    found = [
        _Decider(table=table, key=key, person_id=who)
        for table, key, row in commanders
        if (who := getattr(row, "commander_id", None)) is not None
    ]
    seats: Mapping[str, list[BodyMember]] = grouped(view.rows(BodyMember).values(), "body_id")
    for body_id, members in seats.items():
        beside = tuple(m.person_id for m in members if m.role is Role.DEPUTY_CHAIR)
        found += [
            _Decider(table="bodies", key=body_id, person_id=m.person_id, beside=beside)
            for m in members
            if m.role is Role.CHAIR
        ]
    return tuple(found)


def _deputy_gap(
    decider: _Decider,
    case: str,
    stretch: Interval | None = None,
    severity: Severity | None = None,
) -> Gap:
    start: datetime | None = None if stretch is None else stretch.start
    return Gap(
        table=decider.table,
        key=decider.key,
        case=case,
        discriminator=decider.person_id,
        start=start,
        end=None if stretch is None else stretch.end,
        facts={"person": decider.person_id, "row": decider.key},
        joins=(("persons", decider.person_id),),
        severity=severity,
    )
