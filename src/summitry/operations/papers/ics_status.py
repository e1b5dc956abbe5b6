"""ICS 209, the incident status summary: how one incident stands."""

from collections.abc import Iterator

from summitry.kit.errors import SummitryError, Text
from summitry.operations import situation
from summitry.operations.bodies import FieldReport, IncidentChanged
from summitry.operations.event import Event
from summitry.operations.papers import standing
from summitry.operations.papers.ics import block, entry_of, period, person, value
from summitry.operations.papers.paper import Kind, Paper, Part, Told
from summitry.operations.papers.reading import Reading, reference
from summitry.operations.situation import IncidentStands, OrderStands
from summitry.plan.command import CommandPost
from summitry.plan.places import Site
from summitry.plan.posts import Post

TITLE = Text("Incident Status Summary (ICS 209)")
INITIAL = Text("Initial")
UPDATE = Text("Update")
FINAL = Text("Final")
REPORTED = Text("Reported at {at}: {text}")
CHANGED = Text("At {at}: {text}")
CHANGED_TO = Text("At {at}: {status}. {text}")
DUE = Text("By {due}: “{text}”, by {addressees}.")

_BEFORE_28: tuple[tuple[int, Text], ...] = (
    (16, Text("State")),
    (17, Text("County/Parish/Borough")),
    (18, Text("City")),
    (19, Text("Unit or Other")),
)
_AFTER_28: tuple[tuple[int, Text], ...] = (
    (29, Text("Primary Materials or Hazards Involved")),
    (30, Text("Damage Assessment Information")),
    (31, Text("Public Status Summary")),
    (32, Text("Responder Status Summary")),
    (33, Text("Life, Safety, and Health Status/Threat Remarks")),
    (34, Text("Life, Safety, and Health Threat Management")),
    (35, Text("Weather Concerns")),
    (36, Text("Projected Incident Activity, Potential, Movement, Escalation, or Spread")),
    (37, Text("Strategic Objectives")),
    (38, Text("Current Incident Threat Summary and Risk Information")),
    (39, Text("Critical Resource Needs")),
    (40, Text("Strategic Discussion")),
)
_AFTER_41: tuple[tuple[int, Text], ...] = (
    (42, Text("Projected Final Incident Size/Area")),
    (43, Text("Anticipated Incident Management Completion Date")),
    (44, Text("Projected Significant Resource Demobilization Start Date")),
    (45, Text("Estimated Incident Costs to Date")),
    (46, Text("Projected Final Incident Cost Estimate")),
    (47, Text("Remarks")),
)
_AFTER_48: tuple[tuple[int, Text], ...] = (
    (49, Text("Resources")),
    (50, Text("Additional Personnel not assigned to a resource")),
    (51, Text("Total Personnel")),
    (52, Text("Total Resources")),
    (53, Text("Additional Cooperating and Assisting Organizations Not Listed Above")),
)


def status_summary(reading: Reading, incident_id: str) -> Paper:
    """Return the form about one incident.

    Raises
    ------
    SummitryError
        ``paper.no_entry`` where there is no such entry, ``paper.other_kind`` where it is none.
    """
    entry_of(reading, incident_id)
    found = [
        each for each in situation.incidents(reading.record) if each.event.entry_id == incident_id
    ]
    if not found:
        raise SummitryError("paper.other_kind", got=incident_id, wanted=("incident",))
    stands = found[0]
    orders = [each for each in situation.orders(reading.record) if each.body.to == incident_id]
    parts = (
        *_identity(reading, stands),
        *_routing(),
        *_location(reading, stands.event),
        block(28, Text("Significant Events for the Time Period Reported"),
              *_events(reading, stands, orders)),
        *_blank(_AFTER_28),
        block(41, Text("Planned Actions for Next Operational Period"), *_planned(reading, orders)),
        *_blank(_AFTER_41),
        block(48, Text("Agency or Organization"), *_agencies(reading, orders)),
        *_blank(_AFTER_48),
    )  # fmt: skip
    return reading.paper(Kind.ICS_209, TITLE, (), *parts)


def _blank(blocks: tuple[tuple[int, Text], ...]) -> Iterator[Part]:
    return (block(number, title) for number, title in blocks)


def _identity(reading: Reading, stands: IncidentStands) -> Iterator[Part]:
    event = stands.event
    changes = reading.record.answers(event.entry_id, IncidentChanged)
    version = FINAL if not stands.is_open else UPDATE if changes else INITIAL
    last = (each.event.entry_id for each in changes[-1:])
    yield block(1, Text("Incident Name"), value(reading, stands.title, event.entry_id))
    yield block(2, Text("Incident Number"), value(reading, reference(event), event.entry_id))
    yield block(3, Text("Report Version"), reading.told(version, event.entry_id, *last))
    yield block(
        4, Text("Incident Commander(s) & Agency or Organization"), *_commander(reading, event)
    )
    yield block(5, Text("Incident Management Organization"))
    yield block(
        6, Text("Incident Start Date/Time"),
        value(reading, event.observed, event.entry_id),
    )  # fmt: skip
    yield block(7, Text("Current Incident Size or Area Involved"))
    yield block(8, Text("Percent (%) Contained or Completed"))
    yield block(9, Text("Incident Definition"))
    yield block(10, Text("Incident Complexity Level"))
    yield block(11, Text("For Time Period"), period(reading))


def _commander(reading: Reading, event: Event) -> Iterator[Told]:
    """Yield who commands the post in whose journal the incident stands, by the plan."""
    post = reading.plan.rows(CommandPost).get(event.post)
    if post is not None and post.commander_id is not None:
        yield person(reading, post.commander_id)


def _routing() -> Iterator[Part]:
    yield block(12, Text("Prepared By"))
    yield block(13, Text("Date/Time Submitted"))
    yield block(14, Text("Approved By"))
    yield block(15, Text("Primary Location, Organization, or Agency Sent To"))


def _location(reading: Reading, event: Event) -> Iterator[Part]:
    place = event.place
    is_site = place is not None and place.table == "sites"
    site = reading.plan.rows(Site).get(place.key) if place is not None and is_site else None
    owner = "" if site is None else site.owner_unit_id or ""
    yield from _blank(_BEFORE_28)
    yield block(
        20, Text("Incident Jurisdiction"),
        value(reading, reading.name("units", owner) if owner else ""),
    )  # fmt: skip
    yield block(21, Text("Incident Location Ownership (if different than jurisdiction)"))
    yield block(22, Text("Longitude and Latitude"))
    yield block(23, Text("US National Grid Reference"))
    yield block(24, Text("Legal Description (township, section, range)"))
    yield block(
        25, Text("Short Location or Area Description"),
        value(reading, reading.thing(place), event.entry_id),
    )  # fmt: skip
    yield block(26, Text("UTM Coordinates"))
    yield block(27, Text("Note any electronic geospatial data included or attached"))


def _events(reading: Reading, stands: IncidentStands, orders: list[OrderStands]) -> Iterator[Told]:
    """Yield what was reported, what changed and what was ordered, each kind in order of time."""
    for report_id in stands.reports:
        report = reading.record.get(report_id)
        if report is not None and isinstance(report.body, FieldReport):
            yield reading.told(REPORTED, report_id, at=report.observed, text=report.body.text)
    for change in reading.record.answers(stands.event.entry_id, IncidentChanged):
        body = change.body
        facts = {"at": change.event.observed, "text": body.text}
        if body.status is None:
            yield reading.told(CHANGED, change.event.entry_id, **facts)
        else:
            yield reading.told(CHANGED_TO, change.event.entry_id, status=body.status, **facts)
    for order in orders:
        yield from standing.order(reading, order)


def _planned(reading: Reading, orders: list[OrderStands]) -> Iterator[Told]:
    for order in orders:
        if order.is_open and order.body.done_by is not None:
            yield reading.told(
                DUE, order.event.entry_id, due=order.body.done_by, text=order.body.text,
                addressees=reading.names(order.body.addressees),
            )  # fmt: skip


def _agencies(reading: Reading, orders: list[OrderStands]) -> Iterator[Told]:
    """Yield the units that were ordered to act on the incident, and those that staff the posts."""
    found: dict[str, list[str]] = {}
    for order in orders:
        posts = (reading.plan.rows(Post).get(each) for each in order.body.post_ids)
        staffing = (row.holder_unit_id or row.owner_unit_id for row in posts if row is not None)
        for key in dict.fromkeys((*order.body.unit_ids, *filter(None, staffing))):
            found.setdefault(key, []).append(order.event.entry_id)
    for unit, cites in found.items():
        told = value(reading, reading.name("units", unit), *cites)
        if told is not None:
            yield told
