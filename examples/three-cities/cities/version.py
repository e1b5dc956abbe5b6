"""The whole plan: every part of it put into one book."""

from cities.access import add_access, add_participants, add_press
from cities.air import add_air
from cities.conference import add_conference, add_protocol
from cities.exchange import add_exchange, add_lessons, add_rights
from cities.governance import add_bodies, add_clauses, add_plans, add_resources, add_risks
from cities.moments import Book
from cities.organisation import add_command, add_units
from cities.people import add_people
from cities.places import add_places, add_views
from cities.posts import add_posts
from cities.programme import add_delegations, add_event, add_programme
from cities.readiness import add_assets, add_communications, add_readiness
from cities.safety import add_care, add_safety
from cities.vehicles import add_help, add_notices, add_vehicles
from cities.ways import add_movements
from cities.words import add_words

PARTS = (
    add_event,
    add_units,
    add_places,
    add_views,
    add_command,
    add_delegations,
    add_programme,
    add_movements,
    add_vehicles,
    add_help,
    add_notices,
    add_air,
    add_access,
    add_press,
    add_participants,
    add_people,
    add_exchange,
    add_rights,
    add_lessons,
    add_safety,
    add_care,
    add_conference,
    add_protocol,
    add_bodies,
    add_plans,
    add_clauses,
    add_resources,
    add_risks,
    add_posts,
    add_communications,
    add_readiness,
    add_assets,
    add_words,
)
"""In this order: radios and words come after the posts and rows that they belong to."""


def sound() -> Book:
    """Return the plan with nothing left uncovered."""
    book = Book()
    for add in PARTS:
        add(book)
    return book
