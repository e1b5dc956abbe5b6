"""Entries of a made-up day: one desk, one clock, one line each."""

from datetime import timedelta

from summitry.operations.bodies import Body
from summitry.operations.event import Event
from tests.plans.small_moments import at

POST = "CP-1"


def entered(number: int, body: Body, **columns: object) -> Event:
    """Return the entry of that number, written so many minutes after the opening."""
    moment = at(0) + timedelta(minutes=number)
    post = columns.pop("post", POST)
    told = {"author": "N-U-1", "observed": moment, "entered": moment, **columns}
    stamp = round(told["entered"].timestamp() * 1000)
    return Event(
        entry_id=f"{post}-{number}", post=post, order=(stamp, 0, post, number), body=body, **told
    )
