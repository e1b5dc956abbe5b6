"""A day of the small plan on a node that is its command post."""

from datetime import timedelta

from msgspec.structs import replace

from summitry.operations.bodies import Absence, Body
from summitry.package.package import Package
from summitry.plan.change import Edit, apply
from summitry.plan.organisation import Person, PersonQualification, Qualification
from summitry.plan.places import Site
from summitry.plan.posts import Post, PostRequirement, Shift
from summitry.plan.table import table_of
from summitry.plan.terms import Marking, Severity
from summitry.report.language import language
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Role
from summitry_web.events.clock import look_at
from summitry_web.operations.access import day_of
from summitry_web.operations.actions.enter import Written, enter, open_post
from summitry_web.operations.seen import seen_by
from tests.plans.small import small
from tests.plans.small_moments import at
from tests.web.made import AT, a_planned_event, an_actor
from tests.web.operations.made import somebody

FREE = "N-free"
GONE = "N-005"
SWAPPED = "N-desk"
HANDLER, OTHER_HANDLER = "N-dog1", "N-dog2"
OPENING = at(0)
EARLY = OPENING - timedelta(minutes=5)


def placed():
    """Return the edits that give the sites of the small plan a place."""
    sites = small()[0].rows(Site)
    places = {"hall": (5.0, 5.0), "hotel": (900.0, 400.0)}
    return tuple(
        Edit("sites", key, replace(sites[key], x_m=east, y_m=north))
        for key, (east, north) in places.items()
    )


def swappable():
    """Return the edits that put somebody who can search on a post of less weight."""
    post = Post(
        post_id="P-desk", name="Desk", site_id="hall", start=at(-3), end=at(2),
        owner_unit_id="U-1", holder_unit_id="U-1", net_id="N1", weight=Severity.LOW,
    )  # fmt: skip
    duty = Shift(post_id="P-desk", start=at(-3), end=at(2), person_id=SWAPPED, unit_id="U-1")
    skill = PersonQualification(person_id=SWAPPED, qualification_id="search")
    rows = (post, duty, Person(person_id=SWAPPED, unit_id="U-1"), skill)
    return tuple(Edit(table_of(row).name, table_of(row).key_of(row), row) for row in rows)


def kennel():
    """Return the edits that put two dog handlers on two posts as grave, one of which needs none."""
    cells = {"site_id": "hall", "start": at(-3), "end": at(2), "owner_unit_id": "U-1",
             "holder_unit_id": "U-1", "net_id": "N1"}  # fmt: skip
    rows = [
        Qualification(qualification_id="dogs", name="Dog handler"),
        PostRequirement(post_id="P-dogs", requirement="dogs", qualification_id="dogs"),
    ]
    for post, person in (("P-dogs", HANDLER), ("P-door", OTHER_HANDLER)):
        rows += [
            Post(post_id=post, name=post, **cells),
            Person(person_id=person, unit_id="U-1"),
            PersonQualification(person_id=person, qualification_id="dogs"),
            Shift(post_id=post, start=at(-3), end=at(2), person_id=person, unit_id="U-1"),
        ]
    return tuple(Edit(table_of(row).name, table_of(row).key_of(row), row) for row in rows)


def a_day(more=()):
    """Return the event at its opening, with somebody free who can search, and its commander."""
    snapshot, attestations = small()
    edits = (
        *more,
        Edit("persons", FREE, Person(person_id=FREE, unit_id="U-1")),
        Edit(
            "person_qualifications", f"{FREE}|search",
            PersonQualification(person_id=FREE, qualification_id="search"),
        ),
    )  # fmt: skip
    package = Package(snapshot=apply(snapshot, edits), attestations=attestations)
    event, _, organiser = a_planned_event(package=package)
    look_at(event, OPENING)
    event.save()
    open_post(organiser, event, "CP-1", at=AT)
    account, _ = somebody(event, Role.COMMANDER, person_id="N-U-1")
    return event, account


def said(event, account, body: Body, **cells):
    """Return the entry that the account has written."""
    return enter(an_actor(account, event), event, Written(body=body, **cells), at=AT)


def an_absence(event, account, person=GONE, **cells):
    """Return the entry that somebody is not at their post for three hours."""
    body = Absence(person_id=person, start=OPENING, end=OPENING + timedelta(hours=3))
    return said(event, account, body, **cells)


def record_of(event):
    """Return everything that was entered."""
    return day_of(event, "CP-1").whole()


def seen_as(event, account, code="en"):
    """Return what the account sees of the day, in the language."""
    actor = an_actor(account, event)
    here = Here(event=event, account=account, actor=actor, reader=language(code), at=AT)
    return seen_by(here)


def a_reader(event, clearance=Marking.AMBER, **cells):
    """Return somebody who reads the whole event up to the marking."""
    return somebody(event, Role.READER, clearance=clearance, **cells)[0]
