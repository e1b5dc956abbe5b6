"""Plans in the database, for tests of the checker."""

from collections.abc import Iterable
from datetime import UTC, datetime

from summitry.plan.attestation import Attestation
from summitry.plan.change import Edit
from summitry.plan.rulings import Ruling
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import table_of
from summitry_web.events.models import Event
from summitry_web.plans import store
from summitry_web.plans.models import StoredChange

CREATED = datetime(2025, 1, 1, tzinfo=UTC)


class StoppedClock:
    """A clock that a test moves."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


def an_event_of(snapshot: Snapshot, *, slug: str = "trial") -> Event:
    event = Event.objects.create(slug=slug, name="Trial", created=CREATED)
    rows = [row for table in snapshot.tables.values() for row in table.values()]
    rows += [row for bulk in snapshot.bulks.values() for row in bulk.rows()]
    save(event, [Edit(table_of(row).name, table_of(row).key_of(row), row) for row in rows])
    return event


def save(event: Event, edits: Iterable[Edit]) -> int:
    """Write the edits as one change and return its revision."""
    event.refresh_from_db()
    event.revision += 1
    change = StoredChange.objects.create(
        event=event, revision=event.revision, kind="edit", person_id="P-1", at=CREATED
    )
    store.written_edits(change, list(edits))
    event.save()
    return event.revision


def say(event: Event, words: Iterable[Attestation | Ruling]) -> None:
    store.written_words(event, list(words), by=None)
