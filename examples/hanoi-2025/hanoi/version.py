"""The sound plan of a version: every part of it put into one book."""

from hanoi.access import add_counts, add_exports, add_gates, add_lists
from hanoi.book import Book
from hanoi.command_part import add_command
from hanoi.command_radio import add_liaison, add_radios
from hanoi.entry_part import add_entry
from hanoi.facts import Scale, add_facts
from hanoi.governance_part import add_governance
from hanoi.movements import add_movements
from hanoi.organisation import add_nets, add_units
from hanoi.people import add_participants
from hanoi.places import ACCEPTED, add_sites, add_views
from hanoi.plans import accept, add_contingencies, add_plans, add_risks
from hanoi.programme import add_delegations, add_principals, add_programme, add_signatories
from hanoi.protocol_part import add_protocol
from hanoi.roads_part import add_roads
from hanoi.roster import add_roster
from hanoi.safety_part import add_safety
from hanoi.standing import add_standing

FAMILIES = (
    add_governance,
    add_command,
    add_safety,
    add_roads,
    add_entry,
    add_protocol,
)
"""What fields add to the plan; before the roster, so that their posts are staffed too."""


def sound(scale: Scale) -> Book:
    """Return the plan on the figures of the scale, with nothing left uncovered."""
    book = Book()
    add_facts(book, scale)
    add_units(book)
    add_sites(book)
    add_nets(book)
    add_plans(book)
    add_risks(book)
    add_contingencies(book)
    add_views(book)
    for position in ACCEPTED:
        accept(book, "positions", position, "Locked, alarmed and watched by camera from CP-HALL")
    add_delegations(book, scale)
    add_principals(book)
    add_programme(book)
    add_signatories(book, scale)
    add_participants(book, scale)
    add_gates(book, scale)
    add_counts(book, scale)
    add_lists(book)
    add_exports(book)
    add_movements(book)
    for add in FAMILIES:
        add(book, scale)
    add_roster(book)
    add_standing(book)
    add_radios(book)
    add_liaison(book)
    return book
