"""Rooms and minutes: one thing at a time in a room, room for all, time for every speaker."""

from collections import defaultdict
from collections.abc import Iterator

from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import MINUTE_SECONDS, Interval, seconds_of
from summitry.outcome.finding import Gap, Phase
from summitry.plan.conference import Speaker
from summitry.plan.places import Room
from summitry.plan.programme import Item
from summitry.plan.terms import Field, Severity
from summitry.policy.timing import Use, clashes

MINUTES_TOLERANCE = 1e-9


@rule(
    "C-72",
    title=Text("Room booked twice, or too small"),
    why=Text(
        "Two delegations stand before one door, or more people come than the room may hold: the "
        "later item waits in the corridor."
    ),
    cases={
        "twice": Text("{first} and {second} are both in room {room} at the same time."),
        "small": Text(
            "{headcount} people are expected in {item}; room {room} may hold {capacity}."
        ),
        "unknown": Text(
            "{headcount} people are expected in {item}; how many room {room} may hold is not known."
        ),
    },
    remedy=Text("Move one of the two, or give the item a larger room."),
    source=Text("Practice of protocol and conference services; not verified."),
    field=Field.PROGRAMME,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("programme", "rooms"),
)
def rooms_overbooked(view: View) -> Iterator[Gap]:
    """Yield items that share a room and a moment, and items that their room cannot hold."""
    items = view.rows(Item)
    for own in grouped(items.values(), "room_id").values():
        uses = [
            Use(seconds_of(item.start), seconds_of(item.end), item.item_id, item.item_id)
            for item in own
        ]
        for first, second in clashes(uses, 0):
            yield _twice(items[first.key], items[second.key])
    rooms = view.rows(Room)
    for item in items.values():
        room = rooms.get(item.room_id)
        if room is not None and item.headcount is not None:
            yield from _held(item, room, item.headcount)


def _twice(first: Item, second: Item) -> Gap:
    return Gap(
        table="programme",
        key=second.item_id,
        column="room_id",
        case="twice",
        discriminator=first.item_id,
        start=second.start,
        end=min(first.end, second.end),
        facts={"first": first.item_id, "second": second.item_id, "room": second.room_id},
        joins=(("programme", first.item_id), ("rooms", second.room_id)),
    )


def _held(item: Item, room: Room, headcount: int) -> Iterator[Gap]:
    """Yield the item when the room is too small for it, or of unknown size."""
    known = room.capacity_max is not None
    if room.capacity_max is not None and headcount <= room.capacity_max:
        return
    if headcount < 1:
        return
    yield Gap(
        table="programme",
        key=item.item_id,
        column="headcount",
        case="small" if known else "unknown",
        discriminator="capacity",
        start=item.start,
        end=item.end,
        facts={
            "item": item.item_id,
            "room": room.room_id,
            "headcount": headcount,
            "capacity": room.capacity_max,
        },
        joins=(("rooms", room.room_id),),
        unknown=not known,
    )


@rule(
    "C-208",
    title=Text("Speakers need more time than the item has"),
    why=Text(
        "The last on the list speak to an empty room, or the next item begins late and every "
        "motorcade after it."
    ),
    cases={
        "": Text(
            "{speakers} speakers in item {item} take {need_minutes} min; it is given "
            "{have_minutes}."
        )
    },
    remedy=Text("Lengthen the item, shorten the time of each, or move speakers to another item."),
    source=Text("Hanoi 2025: about 60 statements were planned and 71 made; figures as published."),
    field=Field.PROGRAMME,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=("programme", "speakers"),
)
def speakers_out_of_time(view: View) -> Iterator[Gap]:
    """Yield the items whose speakers together take longer than the item."""
    minutes: dict[str, list[float]] = defaultdict(list)
    for speaker in view.rows(Speaker).values():
        minutes[speaker.item_id].append(speaker.minutes)
    for item_id, own in minutes.items():
        item = view.rows(Item).get(item_id)
        if item is None:
            continue
        have = Interval(item.start, item.end).seconds / MINUTE_SECONDS
        need = sum(own)
        if need > have + MINUTES_TOLERANCE:
            yield Gap(
                table="programme",
                key=item_id,
                column="end",
                start=item.start,
                end=item.end,
                facts={
                    "item": item_id,
                    "speakers": len(own),
                    "need_minutes": round(need, 2),
                    "have_minutes": round(have, 2),
                },
            )
