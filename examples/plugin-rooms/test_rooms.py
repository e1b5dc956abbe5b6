"""Rooms: what the rule finds, and what it lets through."""

from datetime import UTC, datetime, timedelta

import rooms  # noqa: F401  # registers the rule

from summitry.check.registry import REGISTRY
from summitry.check.run import check
from summitry.outcome.finding import Finding
from summitry.plan.attestation import Attestations
from summitry.plan.mandate import Event
from summitry.plan.programme import Item
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import ItemKind, Level

NINE = datetime(2025, 10, 25, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
EVENT = Event(event_id="ev", name="Event", level=Level.OTHER, opens=NINE, closes=NINE + 8 * HOUR)


def item(item_id: str, start: datetime) -> Item:
    return Item(
        item_id=item_id,
        title=item_id,
        kind=ItemKind.BILATERAL,
        room_id="blue",
        start=start,
        end=start + HOUR,
    )


def findings(*items: Item) -> tuple[Finding, ...]:
    snapshot = Snapshot.of([EVENT, *items])
    return check(snapshot, Attestations(), at=NINE, rules=[REGISTRY["X-01"]]).findings


def test_second_item_is_found_when_it_starts_before_the_first_has_ended() -> None:
    (found,) = findings(item("first", NINE), item("second", NINE + HOUR / 2))

    assert (found.key, found.discriminator, found.end) == ("second", "first", NINE + HOUR)


def test_item_that_starts_when_the_first_ends_is_let_through() -> None:
    assert findings(item("first", NINE), item("second", NINE + HOUR)) == ()
