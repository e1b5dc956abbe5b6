"""Who should stand at a post, and who does."""

from collections.abc import Mapping
from datetime import datetime

import numpy as np
from msgspec import Struct

from summitry.kit.time import seconds_of
from summitry.operations.assurance import Watch
from summitry.plan.posts import Post


class Staffed(Struct, frozen=True, kw_only=True):
    """A post that must be staffed now: who should stand there, and who does.

    ``count`` is of everybody who should, ``planned`` names those whom the reader may know.
    """

    post: Post
    count: int
    planned: tuple[str, ...]
    there: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """Who should be there and has not been reported."""
        return tuple(each for each in self.planned if each not in self.there)

    @property
    def others(self) -> tuple[str, ...]:
        """Who is there and should not be."""
        return tuple(each for each in self.there if each not in self.planned)

    @property
    def is_short(self) -> bool:
        """Whether the plan of the day has fewer people than the post needs."""
        return self.count < self.post.headcount_min


def on_duty(watch: Watch, at: datetime) -> Mapping[str, tuple[str, ...]]:
    """Return who stands at each post at the moment by the plan of the day."""
    columns = watch.run.view.columns("shifts")
    second = seconds_of(at)
    start, end = np.asarray(columns["start"]), np.asarray(columns["end"])
    found: dict[str, set[str]] = {}
    gone = {person for person, away in watch.live.absences if away.start <= at < away.end}
    for line in np.flatnonzero((start <= second) & (end > second)).tolist():
        post_id, person_id = (
            columns.words[name][columns[name][line]] for name in ("post_id", "person_id")
        )
        if person_id and person_id not in gone:
            found.setdefault(post_id, set()).add(person_id)
    return {post_id: tuple(sorted(people)) for post_id, people in found.items()}
