"""The list for one gate: its hours and staff, the lists in force, how it decides, who may enter.

Participants stand on it by badge number and category, never by name: a gate compares the badge
that it is shown.
"""

from collections.abc import Iterator, Mapping

from summitry.check.shelves import Shelf, shelves
from summitry.check.view import View, grouped
from summitry.kit.errors import SummitryError, Text
from summitry.plan.access import Gate, Participant, Quota
from summitry.plan.command import CommandPost, Net
from summitry.plan.places import Zone
from summitry.plan.posts import Post
from summitry.plan.terms import Category
from summitry.report.paper.document import (
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
NO_PARTICIPANT = Text("The plan names no category that may enter here.")

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
    posts = source.view.derive(_posts_by_gate).get(gate.gate_id, [])
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


def _posts_by_gate(view: View) -> Mapping[str, list[Post]]:
    return grouped(view.rows(Post).values(), "gate_id")


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
    posts = source.view.derive(_posts_by_gate).get(gate.gate_id, [])
    used = sorted({post.net_id for post in posts if post.net_id is not None})
    return [Words(nets[net_id].name) for net_id in used if net_id in nets]


def _admitted(source: Source, gate: Gate, marks: Marks) -> Grid:
    """Return the badges of the categories that have a quota in the zone."""
    view = source.view
    quotas = [quota for quota in view.rows(Quota).values() if quota.zone_id == gate.zone_id]
    categories: frozenset[Category] = frozenset(quota.category for quota in quotas)
    people = [each for each in view.rows(Participant).values() if each.category in categories]
    marks.note_all((*quotas, *people))
    return Grid(
        name="admitted",
        columns=("badge", "category"),
        rows=tuple(
            (Words(each.badge or each.participant_id), Term(each.category))
            for each in sorted(people, key=lambda each: (each.badge, each.participant_id))
        ),
        empty=Sentence(NO_PARTICIPANT),
        strips=STRIPS,
    )
