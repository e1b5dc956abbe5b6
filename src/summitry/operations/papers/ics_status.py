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

_BEFORE_28: tuple[Text, ...] = (
    Text("16. State"),
    Text("17. County/Parish/Borough"),
    Text("18. City"),
    Text("19. Unit or Other"),
)
_AFTER_28: tuple[Text, ...] = (
    Text("29. Primary Materials or Hazards Involved"),
    Text("30. Damage Assessment Information"),
    Text("31. Public Status Summary"),
    Text("32. Responder Status Summary"),
    Text("33. Life, Safety, and Health Status/Threat Remarks"),
    Text("34. Life, Safety, and Health Threat Management"),
    Text("35. Weather Concerns"),
    Text("36. Projected Incident Activity, Potential, Movement, Escalation, or Spread"),
    Text("37. Strategic Objectives"),
    Text("38. Current Incident Threat Summary and Risk Information"),
    Text("39. Critical Resource Needs"),
    Text("40. Strategic Discussion"),
)
_AFTER_41: tuple[Text, ...] = (
    Text("42. Projected Final Incident Size/Area"),
    Text("43. Anticipated Incident Management Completion Date"),
    Text("44. Projected Significant Resource Demobilization Start Date"),
    Text("45. Estimated Incident Costs to Date"),
    Text("46. Projected Final Incident Cost Estimate"),
    Text("47. Remarks"),
)
_AFTER_48: tuple[Text, ...] = (
    Text("49. Resources"),
    Text("50. Additional Personnel not assigned to a resource"),
    Text("51. Total Personnel"),
    Text("52. Total Resources"),
    Text("53. Additional Cooperating and Assisting Organizations Not Listed Above"),
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
        block(Text("28. Significant Events for the Time Period Reported"),
              *_events(reading, stands, orders)),
        *_blank(_AFTER_28),
        block(Text("41. Planned Actions for Next Operational Period"), *_planned(reading, orders)),
        *_blank(_AFTER_41),
        block(Text("48. Agency or Organization"), *_agencies(reading, orders)),
        *_blank(_AFTER_48),
    )  # fmt: skip
    return reading.paper(Kind.ICS_209, TITLE, (), *parts)


def _blank(titles: tuple[Text, ...]) -> Iterator[Part]:
    return map(block, titles)


def _identity(reading: Reading, stands: IncidentStands) -> Iterator[Part]:
    event = stands.event
    changes = reading.record.answers(event.entry_id, IncidentChanged)
    version = FINAL if not stands.is_open else UPDATE if changes else INITIAL
    last = (each.event.entry_id for each in changes[-1:])
    yield block(Text("1. Incident Name"), value(reading, stands.title, event.entry_id))
    yield block(Text("2. Incident Number"), value(reading, reference(event), event.entry_id))
    yield block(Text("3. Report Version"), reading.told(version, event.entry_id, *last))
    yield block(
        Text("4. Incident Commander(s) & Agency or Organization"), *_commander(reading, event)
    )
    yield block(Text("5. Incident Management Organization"))
    yield block(Text("6. Incident Start Date/Time"),
        value(reading, event.observed, event.entry_id),
    )  # fmt: skip
    yield block(Text("7. Current Incident Size or Area Involved"))
    yield block(Text("8. Percent (%) Contained or Completed"))
    yield block(Text("9. Incident Definition"))
    yield block(Text("10. Incident Complexity Level"))
    yield block(Text("11. For Time Period"), period(reading))


def _commander(reading: Reading, event: Event) -> Iterator[Told]:
    """Yield who commands the post in whose journal the incident stands, by the plan."""
    post = reading.plan.rows(CommandPost).get(event.post)
    if post is not None and post.commander_id is not None:
        yield person(reading, post.commander_id)


def _routing() -> Iterator[Part]:
    yield block(Text("12. Prepared By"))
    yield block(Text("13. Date/Time Submitted"))
    yield block(Text("14. Approved By"))
    yield block(Text("15. Primary Location, Organization, or Agency Sent To"))


def _location(reading: Reading, event: Event) -> Iterator[Part]:
    place = event.place
    is_site = place is not None and place.table == "sites"
    site = reading.plan.rows(Site).get(place.key) if place is not None and is_site else None
    owner = "" if site is None else site.owner_unit_id or ""
    yield from _blank(_BEFORE_28)
    yield block(Text("20. Incident Jurisdiction"),
        value(reading, reading.name("units", owner) if owner else ""),
    )  # fmt: skip
    yield block(Text("21. Incident Location Ownership (if different than jurisdiction)"))
    yield block(Text("22. Longitude and Latitude"))
    yield block(Text("23. US National Grid Reference"))
    yield block(Text("24. Legal Description (township, section, range)"))
    yield block(Text("25. Short Location or Area Description"),
        value(reading, reading.thing(place), event.entry_id),
    )  # fmt: skip
    yield block(Text("26. UTM Coordinates"))
    yield block(Text("27. Note any electronic geospatial data included or attached"))


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
