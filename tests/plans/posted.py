"""A post of one site with its people on it, for rules that ask whether somebody is there."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from summitry.kit.time import Interval
from summitry.plan.organisation import Person
from summitry.plan.posts import Post, Shift
from summitry.plan.table import Row
from tests.plans.one_rule import CLOSES, OPENS


def posted(
    post_id: str = "post",
    *,
    start: datetime = OPENS,
    end: datetime = CLOSES,
    shifts: Iterable[Interval] | None = None,
    heads: int = 1,
    **cells: Any,
) -> list[Row]:
    """Return a post, and for each shift so many new people who stand on it then.

    Without shifts the same people stand on it from beginning to end.
    """
    post = Post(
        **{
            "post_id": post_id,
            "name": post_id,
            "site_id": "hall",
            "start": start,
            "end": end,
            "headcount_min": heads,
            "owner_unit_id": "police",
            "holder_unit_id": "police",
            **cells,
        }
    )
    found: list[Row] = [post]
    for turn, shift in enumerate([post.interval] if shifts is None else shifts):
        for slot in range(1, heads + 1):
            person_id = f"{post_id}-{turn}-{slot}"
            found += [
                Person(person_id=person_id, unit_id="police"),
                Shift(
                    post_id=post_id,
                    start=shift.start,
                    slot=slot,
                    end=shift.end,
                    person_id=person_id,
                    unit_id="police",
                ),
            ]
    return found
