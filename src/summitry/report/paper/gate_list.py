"""The list for one gate: its hours and staff, the lists in force, how it decides, who may enter.

Participants stand on it by badge number and category, never by name: a gate compares the badge
that it is shown.
"""

from collections.abc import Iterator, Mapping

from summitry.check.places import posts_by_gate
from summitry.check.shelves import Shelf, shelves
from summitry.kit.errors import SummitryError, Text
from summitry.plan.access import Gate, Participant
from summitry.plan.accreditation import AccessRight, Revocation, ZoneRight
from summitry.plan.command import CommandPost, Net
from summitry.plan.places import Zone
from summitry.report.paper.document import (
    Answer,
    Content,
    Facts,
    Grid,
    Marks,
    Moment,
    Notes,
    Number,
    Sentence,
    Span,
    Term,
    Value,
    Words,
    listed,
    said,
)
from summitry.report.paper.source import Source

STRIPS = 4
"""Badge numbers are short: four strips of them fill a page."""

NO_LIST = Text("No list is in force. Let nobody in before the desk has issued one.")
NO_POST = Text("No post of the plan stands at this gate.")
NO_CATEGORY = Text("The plan gives no category the right to enter here.")
NO_REVOCATION = Text("No badge is revoked.")
NO_PARTICIPANT = Text("Nobody by badge.")

DECIDE = (
    Text("Admit: badge on the list, photograph matches the bearer, zone and hour are right."),
    Text("Badge on the revocation list: keep the badge, do not argue, call the desk."),
    Text("Badge not on any list: refer to the desk. The desk decides, not the gate."),
    Text("A delegate of a State is never refused at the gate: refer to protocol and wait."),
    Text(
        "Every refusal gets a reason code, the name of the office that decided, and a way to "
        "complain."
    ),
    Text("List recalled or seal broken: stop admitting, hand the copy back, ask for the new one."),
)
ESCALATE = Text("Call {command_post} on the net {net}.")
ESCALATE_PLAIN = Text("Call {command_post}.")


def subjects(source: Source) -> Iterator[str]:
    """Yield every gate."""
    yield from source.view.rows(Gate)


def content(source: Source, subject: str) -> Content:
    """Return the list of a gate.

    Raises
    ------
    SummitryError
        ``print.no_row`` where the plan has no such gate.
    """
    gate = source.view.rows(Gate).get(subject)
    if gate is None:
        raise SummitryError("print.no_row", table="gates", key=subject)
    marks = Marks()
    marks.note(gate)
    return Content(
        heading=Words(gate.name),
        marks=marks,
        blocks=(
            Facts("", tuple(_gate(source, gate, marks))),
            _staff(source, gate, marks),
            _lists(source, marks),
            Notes("decision-rule", tuple(map(Sentence, DECIDE))),
            Notes("escalation", tuple(_escalation(source, gate, marks))),
            _categories(source, gate, marks),
            _revoked(source, marks),
            _admitted(source, gate, marks),
        ),
    )


def _gate(source: Source, gate: Gate, marks: Marks) -> Iterator[tuple[str, Value]]:
    zone = source.view.rows(Zone).get(gate.zone_id)
    marks.note(zone)
    yield "gate", Words(gate.gate_id)
    yield "zone", Words(zone.name if zone is not None else gate.zone_id)
    yield "open", Span(gate.opens, gate.closes)
    yield "lanes", Number(gate.lanes)
    yield "persons-per-hour", Number(gate.lanes * gate.lane_persons_per_hour)
    yield "unit", source.unit_name(gate.owner_unit_id)


def _staff(source: Source, gate: Gate, marks: Marks) -> Grid:
    posts = source.view.derive(posts_by_gate).get(gate.gate_id, [])
    marks.note_all(posts)
    return Grid(
        name="staff",
        columns=("post", "on-duty", "headcount", "holder"),
        rows=tuple(
            (
                Words(post.post_id),
                Span(post.start, post.end),
                Number(post.headcount_min),
                source.unit_name(post.holder_unit_id or post.owner_unit_id),
            )
            for post in posts
        ),
        empty=Sentence(NO_POST),
    )


def _lists(source: Source, marks: Marks) -> Grid:
    """Return each list with the version on which the gate decides now."""
    found = source.view.derive(shelves).values()
    rows: list[tuple[Value, ...]] = []
    for shelf in found:
        marks.note(shelf.listed, *shelf.active)
        rows += _versions(shelf)
    return Grid(
        name="lists-in-force",
        columns=("list", "kind", "version", "issued", "signature"),
        rows=tuple(rows),
        empty=Sentence(NO_LIST),
    )


def _versions(shelf: Shelf) -> Iterator[tuple[Value, ...]]:
    for version in shelf.active:
        yield (
            Words(shelf.listed.name),
            Term(shelf.listed.kind),
            Number(version.version),
            Moment(version.issued),
            Words(version.signature),
        )


def _escalation(source: Source, gate: Gate, marks: Marks) -> Iterator[Sentence]:
    """Yield whom to call: the command posts at the gate's site, else those of its unit."""
    view = source.view
    zone = view.rows(Zone).get(gate.zone_id)
    every = view.rows(CommandPost).values()
    near = [each for each in every if zone is not None and each.site_id == zone.site_id]
    own = [each for each in every if each.owner_unit_id == gate.owner_unit_id]
    nets = _gate_nets(source, gate)
    for each in near or own:
        marks.note(each)
        name = Words(each.name)
        if nets:
            yield said(ESCALATE, command_post=name, net=listed(nets))
        else:
            yield said(ESCALATE_PLAIN, command_post=name)


def _gate_nets(source: Source, gate: Gate) -> list[Value]:
    nets = source.view.rows(Net)
    posts = source.view.derive(posts_by_gate).get(gate.gate_id, [])
    used = sorted({post.net_id for post in posts if post.net_id is not None})
    return [Words(nets[net_id].name) for net_id in used if net_id in nets]


def _categories(source: Source, gate: Gate, marks: Marks) -> Grid:
    rights = _rights(source, gate)
    marks.note_all(rights)
    return Grid(
        name="categories",
        columns=("category", "escorted"),
        rows=tuple((Term(each.category), Answer(each.escorted)) for each in rights),
        empty=Sentence(NO_CATEGORY),
    )


def _rights(source: Source, gate: Gate) -> tuple[ZoneRight, ...]:
    every = source.view.rows(ZoneRight).values()
    return tuple(each for each in every if each.zone_id == gate.zone_id)


def _revoked(source: Source, marks: Marks) -> Grid:
    people = source.view.rows(Participant)
    revocations = in_force(source)
    marks.note_all(revocations)
    return Grid(
        name="revoked",
        columns=("badge", "since"),
        rows=tuple(
            (Words(_badge(people, each.participant_id)), Moment(each.decided))
            for each in revocations
        ),
        empty=Sentence(NO_REVOCATION),
        strips=2,
    )


def in_force(source: Source) -> tuple[Revocation, ...]:
    """Return the revocations that are decided and have not expired."""
    return tuple(
        each
        for each in source.view.rows(Revocation).values()
        if each.decided <= source.at and (each.expires is None or source.at < each.expires)
    )


def _badge(people: Mapping[str, Participant], participant_id: str) -> str:
    person = people.get(participant_id)
    return participant_id if person is None or not person.badge else person.badge


def _admitted(source: Source, gate: Gate, marks: Marks) -> Grid:
    """Return the badges of the categories, and of those with an extra right, less the revoked."""
    people = source.view.rows(Participant)
    categories = {each.category for each in _rights(source, gate)}
    extra = {
        each.participant_id: each
        for each in source.view.rows(AccessRight).values()
        if each.zone_id == gate.zone_id and (each.end is None or source.at < each.end)
    }
    barred = {each.participant_id for each in in_force(source)}
    shown = [
        each
        for key, each in people.items()
        if (each.category in categories or key in extra) and key not in barred
    ]
    marks.note_all((*shown, *extra.values()))
    return Grid(
        name="admitted",
        columns=("badge", "category"),
        rows=tuple(
            (Words(_badge(people, each.participant_id)), Term(each.category))
            for each in sorted(shown, key=lambda each: (each.badge, each.participant_id))
        ),
        empty=Sentence(NO_PARTICIPANT),
        strips=STRIPS,
    )
