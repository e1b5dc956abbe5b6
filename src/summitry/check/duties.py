"""Duty of persons: all shifts as arrays, for every rule that looks at one person's duty."""

import numpy as np
from msgspec import Struct

from summitry.check.presence import needs, person_places, roster
from summitry.check.view import View
from summitry.kit.ids import PersonId
from summitry.plan.posts import Post
from summitry.policy.duty import Tours, known, tours
from summitry.policy.pieces import Roster

READS = ("posts", "post_requirements", "shifts", "persons")
"""The posts' requirements are read with the posts, though these rules do not look at them."""


class Duty(Struct, frozen=True):
    """All shifts as arrays, with the ids and posts that places in them stand for."""

    roster: Roster
    persons: tuple[PersonId, ...]
    posts: tuple[Post, ...]

    def post(self, shift: int) -> Post:
        """Return the shift's post."""
        return self.posts[int(self.roster.post[shift])]

    def person(self, shift: int) -> PersonId:
        """Return who has the shift."""
        return self.persons[int(self.roster.person[shift])]

    def start(self, shift: int) -> int:
        """Return when the shift begins."""
        return int(self.roster.start[shift])

    def end(self, shift: int) -> int:
        """Return when it ends."""
        return int(self.roster.end[shift])


def duties(view: View) -> Duty:
    """Return the shifts for rules about persons."""
    posts = view.rows(Post)
    return Duty(
        view.derive(roster),
        tuple(PersonId(person_id) for person_id in view.derive(person_places)),
        tuple(posts[post_id] for post_id in view.derive(needs).posts),
    )


def whole_tours(view: View) -> Tours:
    """Return each person's tours of duty: shifts that touch, whatever the posts."""
    duty = view.derive(duties)
    return tours(duty.roster, np.zeros_like(duty.roster.post), known(duty.roster))
