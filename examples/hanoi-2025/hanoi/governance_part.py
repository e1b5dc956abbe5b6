"""The example: mandate, bodies, plans, requirements, resources; all invented."""

from hanoi.book import Book
from hanoi.facts import Scale
from hanoi.governance_bodies import add_bodies, add_decisions, add_objectives
from hanoi.governance_clauses import add_clauses, add_minimums
from hanoi.governance_plans import add_briefings, add_deputies, add_register, add_wind_down
from hanoi.governance_resources import add_needs, add_requests, add_welfare


def add_governance(book: Book, scale: Scale) -> None:
    """Add the rows."""
    add_bodies(book)
    add_objectives(book, scale.signatories)
    add_decisions(book)
    add_register(book)
    add_deputies(book)
    add_briefings(book)
    add_wind_down(book)
    add_clauses(book)
    add_minimums(book)
    add_needs(book)
    add_requests(book)
    add_welfare(book)
