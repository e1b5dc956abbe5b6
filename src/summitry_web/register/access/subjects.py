"""One row of the host's papers with what was said of it, as far as the actor may read it."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from summitry.plan.attestation import Attestation, Attestations
from summitry.plan.organisation import Person, Unit
from summitry.plan.table import Row, table_of
from summitry_web.accounts.can import Actor, Thing, can
from summitry_web.accounts.roles import Verb
from summitry_web.events.clock import moment_in
from summitry_web.events.models import Event
from summitry_web.frame.refused import Denied
from summitry_web.plans.access import (
    held_snapshot,
    rows,
    stored_row_for,
    table_named,
    thing_of_row,
    things_of,
)
from summitry_web.plans.found import rows_joined, words_on
from summitry_web.plans.history import Cell, cells_between, row_then
from summitry_web.register.paper import Paper, code_of, paper_in
from summitry_web.register.terms import Standing, standing_of


class Subject(Struct, frozen=True, kw_only=True):
    """A row with its hash, its rights and its words."""

    table: str
    key: str
    row: Row
    hash: str
    thing: Thing
    words: Attestations
    standing: Standing

    @property
    def code(self) -> str:
        """Return the code that is printed on papers of this content."""
        return code_of(self.hash)


class Change(Struct, frozen=True, kw_only=True):
    """What changed between a former content and the present one.

    ``is_known`` is False where the former content never stood here, or is not the reader's.
    """

    is_known: bool
    cells: tuple[Cell, ...] = ()


class Said(Struct, frozen=True, kw_only=True):
    """A word on a row as the pages show it."""

    kind: str
    by: str
    at: datetime
    reason: str
    holds: bool
    paper: Paper | None
    expires: datetime | None


def subject_for(actor: Actor, event: Event, table: str, key: str, *, at: datetime) -> Subject:
    """Return the row with its words.

    Raises
    ------
    Denied
        Not there, or not the actor's to read.
    """
    stored = stored_row_for(actor, event, table, key, at=at)
    row = rows_joined(actor, event, [(table, key)], at=at).readable.get((table, key))
    if row is None:
        raise Denied("row")
    words = words_on(event, table, [key])
    return Subject(
        table=table,
        key=key,
        row=row,
        hash=stored.hash,
        thing=things_of([stored])[stored.pk],
        words=words,
        standing=standing_of(row, words, at=moment_in(event, at)),
    )


def change_since(
    actor: Actor, event: Event, subject: Subject, word: Attestation, *, at: datetime
) -> Change:
    """Return what changed since the content that the word speaks of."""
    table = table_named(subject.table)
    before = row_then(event, table, subject.key, word.row_hash)
    if before is None:
        return Change(is_known=False)
    thing = thing_of_row(
        before, of_parent=subject.thing.owners, recipients=subject.thing.recipients
    )
    if not can(actor, Verb.READ, thing, at=at):
        return Change(is_known=False)
    return Change(is_known=True, cells=cells_between(table, before, subject.row))


def said_of(subject: Subject) -> list[Said]:
    """Return every word on the row, the latest first."""
    words = sorted(subject.words, key=lambda word: word.at, reverse=True)
    return [
        Said(
            kind=word.kind.value,
            by=word.by,
            at=word.at,
            reason=word.reason,
            holds=word.row_hash == subject.hash,
            paper=paper_in(word.evidence),
            expires=word.expires,
        )
        for word in words
    ]


def units_of_speakers(event: Event) -> Mapping[str, str]:
    """Return the unit of each person of the plan: whose word it is, as the checks count it.

    It is for sums on the server, and shows no row of a person.
    """
    persons = held_snapshot(event).rows(Person)
    return {key: str(person.unit_id) for key, person in persons.items() if person.unit_id}


def unit_of_actor(actor: Actor, event: Event) -> str:
    """Return the unit for which the actor's word counts; empty where the plan names none."""
    return units_of_speakers(event).get(actor.person_id, "")


def unit_names(actor: Actor, event: Event, *, at: datetime) -> Mapping[str, str]:
    """Return the names of the units that the actor may read."""
    return {key: unit.name for key, unit in rows(actor, event, Unit, at=at).items()}


def title_of(row: Row) -> str:
    """Return what a row is called; its key where it has no name of its own."""
    for name in ("title", "name", "agenda", "part"):
        if told := getattr(row, name, ""):
            return str(told)
    return table_of(row).key_of(row)
