"""Identities in the database and out of it."""

from collections.abc import Iterable, Iterator

import msgspec
from django.db import connection

from summitry.kit.canonical import canonical
from summitry.plan.identity import Identity
from summitry_web.events.models import Event
from summitry_web.people.models import IdentityRecord, RecordKey
from summitry_web.people.sealing import Sealed, Sealer

ROWS_AT_ONCE = 1_000


def opened(event: Event, record_id: str = "") -> Iterator[Identity]:
    """Yield the event's identities by record; that of one record where it is given."""
    sealer = Sealer()
    keys = RecordKey.objects.filter(record__event=event, record__erased=None)
    if record_id:
        keys = keys.filter(record__record_id=record_id)
    rows = keys.select_related("record").order_by("record__record_id")
    for key in rows.iterator(ROWS_AT_ONCE):
        sealed = Sealed(bytes(key.record.content), bytes(key.sealed))
        content = sealer.opened(sealed, _place(event, key.record.record_id))
        yield msgspec.json.decode(content, type=Identity)


def erased_ids(event: Event) -> frozenset[str]:
    """Return the records that were erased on purpose."""
    rows = IdentityRecord.objects.filter(event=event).exclude(erased=None)
    return frozenset(rows.values_list("record_id", flat=True))


def put(event: Event, identities: Iterable[Identity]) -> None:
    """Add the identities, each under a new key."""
    sealer = Sealer()
    made = [
        (each.record_id, sealer.sealed(canonical(each), _place(event, each.record_id)))
        for each in identities
    ]
    rows = IdentityRecord.objects.bulk_create(
        [IdentityRecord(event=event, record_id=name, content=e.content) for name, e in made],
        batch_size=ROWS_AT_ONCE,
    )
    RecordKey.objects.bulk_create(
        [RecordKey(record=row, sealed=e.key) for row, (_, e) in zip(rows, made, strict=True)],
        batch_size=ROWS_AT_ONCE,
    )


def forget_all(event: Event) -> int:
    """Destroy every key and content of the event but the marks of what was erased."""
    _wipe()
    rows = IdentityRecord.objects.filter(event=event, erased=None)
    RecordKey.objects.filter(record__event=event).delete()
    return rows.delete()[0]


def forget_marks(event: Event) -> int:
    """Destroy the marks of what was erased."""
    return IdentityRecord.objects.filter(event=event).exclude(erased=None).delete()[0]


def held(event: Event, record_id: str) -> IdentityRecord | None:
    """Return the record for erasing, None where there is none."""
    rows = IdentityRecord.objects.select_for_update()
    return rows.filter(event=event, record_id=record_id, erased=None).first()


def forget(row: IdentityRecord) -> None:
    """Destroy the record's key and its content; ``row.erased`` says when."""
    _wipe()
    RecordKey.objects.filter(record=row).delete()
    row.content = b""
    row.save(update_fields=["content", "erased"])


def _wipe() -> None:
    """Have SQLite overwrite what is deleted: else a key stays readable in the file's free pages."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")


def _place(event: Event, record_id: str) -> str:
    return f"{event.pk}/{record_id}"
