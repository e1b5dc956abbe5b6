"""What the plans of the cases are made with."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from summitry.package.package import Package
from summitry.plan.access import ControlledList, ListCopy, ListVersion
from summitry.plan.attestation import Attestation, AttestationKind, Attestations, row_hash
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person, Unit
from summitry.plan.posts import Post, Shift
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import Row
from summitry.plan.terms import Field, ListKind, UnitKind

HOUR = timedelta(hours=1)


def no_words(_snapshot: Snapshot) -> Iterable[Attestation]:
    """Return nothing: nobody has said anything about the plan."""
    return ()


class Case(NamedTuple):
    """A failure of the past: the rows of its plan, and what was said of them."""

    rows: Callable[[], list[Row]]
    words: Callable[[Snapshot], Iterable[Attestation]] = no_words

    def package(self) -> Package:
        """Return the plan with what was said of it."""
        snapshot = Snapshot.of(self.rows())
        return Package(snapshot=snapshot, attestations=Attestations(self.words(snapshot)))


def at(text: str) -> datetime:
    """Return a moment given with its offset, in UTC."""
    return datetime.fromisoformat(text).astimezone(UTC)


def units(**kinds: UnitKind) -> list[Row]:
    """Return units with one officer each, who is an id and nothing more."""
    made: list[Row] = []
    for name, kind in kinds.items():
        officer = f"officer-{name.lower()}"
        made.append(Unit(unit_id=name, name=name.capitalize(), kind=kind))
        made.append(Person(person_id=officer, unit_id=name))
    return made


def post(post_id: str, name: str, event: Event, **cells: object) -> Post:
    """Return a post for the length of the event."""
    return Post(
        **{
            "post_id": post_id,
            "name": name,
            "site_id": "GROUNDS",
            "start": event.opens,
            "end": event.closes,
            "field": Field.PROTECTEES,
            **cells,
        }
    )


def staffed(row: Post, person: str, unit: str) -> Shift:
    """Return the shift of one person over the whole of the post."""
    return Shift(post_id=row.post_id, start=row.start, end=row.end, person_id=person, unit_id=unit)


def word(
    snapshot: Snapshot, subject: tuple[str, str], kind: AttestationKind, by: str, said: datetime
) -> Attestation:
    """Return one person's word on a row as it stands, by table and key."""
    table, key = subject
    row = snapshot.get(table, key)
    assert row is not None
    return Attestation(
        subject_table=table, subject_key=key, row_hash=row_hash(row), kind=kind, by=by, at=said
    )


def gate_list(kind: ListKind, owner: str, gate_ids: Iterable[str], event: Event) -> list[Row]:
    """Return a signed list that shows a gate yes or no, with its copy at each gate."""
    list_id, issued = kind.value.upper(), event.opens - 6 * HOUR
    return [
        ControlledList(
            list_id=list_id,
            name="Who may enter",
            kind=kind,
            owner_unit_id=owner,
            shows=("yes/no",),
        ),
        ListVersion(
            list_id=list_id, version=1, issued=issued, signature="invented", records_as_of=issued
        ),
        *(ListCopy(list_id=list_id, version=1, gate_id=gate_id) for gate_id in gate_ids),
    ]


def copies_acknowledged(snapshot: Snapshot, by: str) -> list[Attestation]:
    """Return the word of a person on the list that lies at each gate."""
    said = snapshot.event.opens - 5 * HOUR
    return [
        word(snapshot, ("list_copies", key), AttestationKind.ACKNOWLEDGED, by, said)
        for key in snapshot.rows(ListCopy)
    ]
