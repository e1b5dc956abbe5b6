"""Rooms: one thing at a time in each."""

from collections.abc import Iterator
from itertools import pairwise

from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.programme import Item
from summitry.plan.terms import Field, Severity


@rule(
    "X-01",
    title=Text("Room booked twice"),
    why=Text("Two delegations stand before one door, and the later one waits in the corridor."),
    cases={"": Text("{first} and {second} are both in room {room} from {start} to {end}.")},
    remedy=Text("Move one of the two to another room or another time."),
    source=Text("Standing order 4 of the host's protocol service."),
    field=Field.PROGRAMME,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("programme",),
)
def rooms_booked_twice(view: View) -> Iterator[Gap]:
    """Yield each pair of neighbouring items that share a room and a moment."""
    for room, items in grouped(view.rows(Item).values(), "room_id").items():
        for first, second in pairwise(sorted(items, key=lambda item: item.start)):
            if second.start < first.end:
                yield Gap(
                    table="programme",
                    key=second.item_id,
                    column="room_id",
                    discriminator=first.item_id,
                    start=second.start,
                    end=min(first.end, second.end),
                    facts={"first": first.item_id, "second": second.item_id, "room": room},
                    joins=(("programme", first.item_id),),
                )
