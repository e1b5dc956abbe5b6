"""Whose word on a row counts: a person of the plan, of a unit, or with a power.

Everything about attestations here but `by_anyone_ever` asks for those on the row as it now stands
that hold at the view's moment. Of the persons a rule that uses these reads only those who have said
something.
"""

from collections.abc import Mapping
from itertools import islice

from summitry.check.view import View
from summitry.plan.attestation import Attestation, AttestationKind, row_hash
from summitry.plan.governance import BodyMember, Role
from summitry.plan.organisation import Person
from summitry.plan.rulings import Ruling
from summitry.plan.table import Row, table_of
from summitry.plan.terms import Power, Rank
from summitry.policy.rulings import fault_of, made

SIGNS_BY_OFFICE = frozenset({Rank.HEAD_OF_STATE, Rank.HEAD_OF_GOVERNMENT, Rank.FOREIGN_MINISTER})
"""Who signs a treaty without full powers (Vienna Convention on the Law of Treaties, article 7)."""


def by_anyone_known(view: View, row: Row, kind: AttestationKind) -> tuple[Attestation, ...]:
    """Return the current attestations by persons of the plan."""
    entries = view.attested(row, kind)
    persons = view.speakers
    return tuple(entry for entry in entries if entry.by in persons)


def all_by_anyone_known(
    view: View, rows: Mapping[str, Row], kind: AttestationKind
) -> frozenset[str]:
    """Return the keys of those rows of one table that `by_anyone_known` finds something for.

    It goes through the attestations once, so that tables of many thousand rows can be asked for.
    """
    persons, at = view.speakers, view.at
    tables = {table_of(row).name for row in islice(rows.values(), 1)}
    said: dict[str, set[str]] = {}
    for entry in view.attestations:
        is_about = entry.subject_table in tables and entry.kind is kind
        if is_about and entry.by in persons and entry.holds(at):
            said.setdefault(entry.subject_key, set()).add(entry.row_hash)
    return frozenset(
        key for key, hashes in said.items() if key in rows and row_hash(rows[key]) in hashes
    )


def by_anyone_ever(view: View, row: Row, kind: AttestationKind) -> tuple[Attestation, ...]:
    """Return the attestations by persons of the plan on any content of the row, expired ones too.

    For what stays true whatever becomes of the row, such as that something was published then.
    """
    persons = view.speakers
    return tuple(entry for entry in view.attested_ever(row, kind) if entry.by in persons)


def by_unit(view: View, row: Row, kind: AttestationKind, unit_id: str) -> tuple[Attestation, ...]:
    """Return the current attestations by persons of the unit."""
    persons = view.speakers
    entries = by_anyone_known(view, row, kind)
    return tuple(entry for entry in entries if persons[entry.by].unit_id == unit_id)


def with_power(
    view: View, row: Row, kind: AttestationKind, *powers: Power
) -> tuple[Attestation, ...]:
    """Return the current attestations by persons who have one of the powers."""
    persons = view.speakers
    entries = by_anyone_known(view, row, kind)
    return tuple(entry for entry in entries if set(powers) & set(persons[entry.by].powers))


def seats(view: View) -> Mapping[str, Mapping[str, Role]]:
    """Return the members of each body with their roles."""
    found: dict[str, dict[str, Role]] = {}
    for row in view.rows(BodyMember).values():
        found.setdefault(row.body_id, {})[row.person_id] = row.role
    return found


def is_cleared(view: View, row: Row) -> bool:
    """Say whether somebody who may has given the clearance as it stands."""
    return bool(with_power(view, row, AttestationKind.CLEARED, Power.CLEAR_PARTY))


def rulings_in_force(view: View) -> tuple[Ruling, ...]:
    """Return the rulings on findings that have effect now."""
    persons = view.rows(Person)
    known = made(view.rulings, view.at)
    return tuple(ruling for ruling in known if fault_of(ruling, persons, view.at) is None)
