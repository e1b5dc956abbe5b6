from datetime import UTC, datetime, timedelta

import pytest

from summitry.plan.attestation import Attestation, AttestationKind, Attestations, row_hash
from summitry.plan.organisation import Unit

AT = datetime(2025, 10, 23, tzinfo=UTC)
UNIT = Unit(unit_id="A", name="A")
RENAMED = Unit(unit_id="A", name="B")


def word(
    row: Unit = UNIT,
    kind: AttestationKind = AttestationKind.ACCEPTED,
    *,
    by: str = "N-1",
    expires: datetime | None = None,
) -> Attestation:
    return Attestation(
        subject_table="units",
        subject_key=row.unit_id,
        row_hash=row_hash(row),
        kind=kind,
        by=by,
        at=AT,
        expires=expires,
    )


def test_row_hash_names_the_content() -> None:
    assert row_hash(UNIT) == row_hash(Unit(unit_id="A", name="A"))
    assert row_hash(UNIT) != row_hash(RENAMED)
    assert len(row_hash(UNIT)) == 32


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (timedelta(seconds=-1), False),
        (timedelta(), True),
        (timedelta(minutes=59), True),
        (timedelta(hours=1), False),
    ],
)
def test_attestation_holds_from_its_moment_to_its_expiry(
    after: timedelta, *, expected: bool
) -> None:
    assert word(expires=AT + timedelta(hours=1)).holds(AT + after) is expected


def test_attestation_without_expiry_holds_for_good() -> None:
    assert word().holds(AT + timedelta(days=10_000))


def test_changed_row_has_no_attestations_but_a_history() -> None:
    said = Attestations([word()])

    assert said.of(UNIT, AttestationKind.ACCEPTED, at=AT) == (word(),)
    assert said.of(RENAMED, AttestationKind.ACCEPTED, at=AT) == ()
    assert said.about(RENAMED, AttestationKind.ACCEPTED) == (word(),)


def test_other_kind_other_moment_and_other_row_do_not_count() -> None:
    said = Attestations([word()])

    assert said.of(UNIT, AttestationKind.VERIFIED, at=AT) == ()
    assert said.of(UNIT, AttestationKind.ACCEPTED, at=AT - timedelta(seconds=1)) == ()
    assert said.of(Unit(unit_id="Z", name="A"), AttestationKind.ACCEPTED, at=AT) == ()
    assert said.about(UNIT, AttestationKind.VERIFIED) == ()
    assert said.about(Unit(unit_id="Z", name="A"), AttestationKind.ACCEPTED) == ()


def test_order_does_not_matter() -> None:
    first, second = word(by="N-1"), word(by="N-2")
    said = Attestations([second, first])

    assert said == Attestations([first, second])
    assert hash(said) == hash(Attestations([first, second]))
    assert list(said) == [first, second]
    assert len(said) == 2
    assert said != Attestations([first])
    assert said != 3
