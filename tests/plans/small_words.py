"""What people have said of the rows of the small plan, and who the invented people are."""

from collections.abc import Callable
from datetime import date, timedelta

from summitry.plan.access import (
    ListCopy,
    ListVersion,
)
from summitry.plan.attestation import Attestation, AttestationKind, Attestations, row_hash
from summitry.plan.identity import Identity
from summitry.plan.places import Position
from summitry.plan.posts import Post
from summitry.plan.programme import Signatory
from summitry.plan.risks import ContingencyCard, Control, Risk
from summitry.plan.table import Row, table_of
from summitry.plan.terms import Rank, Treatment
from tests.plans import (
    small_command,
    small_entry,
    small_governance,
    small_protocol,
    small_roads,
    small_safety,
)
from tests.plans.small_moments import NOW, at

FAMILIES = (
    small_governance,
    small_command,
    small_safety,
    small_roads,
    small_entry,
    small_protocol,
)
ACCEPTANCE = {"reason": "Nothing else is possible", "expires": at(200), "second_by": "N-U-2"}

Said = tuple[AttestationKind, str, dict[str, object]]


def of_post(row: Row) -> list[Said]:
    assert isinstance(row, Post)
    if row.holder_unit_id == row.owner_unit_id:
        return []
    return [(AttestationKind.ACCEPTED, f"N-{row.holder_unit_id}", {})]


def of_position(row: Row) -> list[Said]:
    assert isinstance(row, Position)
    taken = row.position_id == "PO-taken"
    return [(AttestationKind.ACCEPTED, "N-U-1", ACCEPTANCE)] if taken else []


def of_risk(row: Row) -> list[Said]:
    assert isinstance(row, Risk)
    accepted = row.treatment is Treatment.ACCEPT
    return [(AttestationKind.ACCEPTED, "N-U-1", ACCEPTANCE)] if accepted else []


def of_signatory(row: Row) -> list[Said]:
    assert isinstance(row, Signatory)
    by_office = row.rank is Rank.HEAD_OF_STATE
    return [] if by_office else [(AttestationKind.CLEARED, "N-U-2", {})]


def of_version(row: Row) -> list[Said]:
    assert isinstance(row, ListVersion | ListCopy)
    return [(AttestationKind.RECALLED, "N-U-1", {})] if row.version == 1 else []


SAID: dict[type[Row], Callable[[Row], list[Said]]] = {
    Post: of_post,
    Position: of_position,
    Risk: of_risk,
    Signatory: of_signatory,
    ListVersion: of_version,
    ListCopy: lambda row: [(AttestationKind.ACKNOWLEDGED, "N-U-1", {}), *of_version(row)],
    Control: lambda _: [(AttestationKind.VERIFIED, "N-U-2", {})],
    ContingencyCard: lambda row: [
        (AttestationKind.ACKNOWLEDGED, f"N-{getattr(row, 'unit_id', '')}", {})
    ],
}


def words(rows: list[Row]) -> Attestations:
    """Return what people have said of the rows, so that nothing waits for anybody."""
    return Attestations(
        Attestation(
            subject_table=table_of(row).name,
            subject_key=table_of(row).key_of(row),
            row_hash=row_hash(row),
            kind=kind,
            by=by,
            **{"at": NOW - timedelta(hours=5), **more},
        )
        for row in rows
        for said in (SAID, *(family.SAID for family in FAMILIES))
        for kind, by, more in said.get(type(row), lambda _: [])(row)
    )


def people() -> tuple[Identity, ...]:
    """Return synthetic identities of different people."""
    names = ("NGUYEN Van Thu", "Sample Alexei", "Test Maria", "Muster Erika")
    return tuple(
        Identity(
            record_id=f"ID-{number}",
            name=name,
            subject_id=f"PA-{number}",
            badge=f"B-{number}",
            birth_date=date(1970 + number, 3, 4),
            document=f"X{number}",
        )
        for number, name in enumerate(names)
    )
