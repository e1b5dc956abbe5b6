"""Synthetic officers and their shifts: three watches a day, and gates relieved every two hours.

A watch of 8 h 15 min starts at 06:00, 14:00 and 22:00; the last quarter of an hour overlaps with
the next watch. A person always keeps the same watch, so the rest between two is 15 h 45 min.

At a gate three teams share a watch: one stands at the lanes for at most two hours, the others wait
in the reserve room, and whoever comes to the lanes overlaps a quarter of an hour with whoever
leaves.
"""

from datetime import date, datetime, timedelta

from making.turns import WATCHES, between, turns, watches

from hanoi.book import HANOI, Book, Duty
from hanoi.families import ENGLISH, Wants
from hanoi.organisation import SERVICES
from hanoi.posts import (
    GATE_PEOPLE,
    GATE_WANTS,
    Manned,
    add_post,
    gate_posts,
    posts,
    sector_posts,
)
from hanoi.programme import SEED
from summitry.kit.ids import PersonId, QualificationId, UnitId
from summitry.kit.streams import stream
from summitry.kit.time import seconds_of
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.posts import Post

OFFICERS = 6_000
_GRADES = ("officer", "officer", "officer", "senior officer", "sergeant")
_MORE = ("Q-FIRSTAID", "Q-RADIO", "Q-ARMED")
_LANGUAGES = ("en", "fr", "ru", "zh", "ar", "es", "lo", "th")
FIRST_EXPIRY = date(2025, 12, 1)


class Recruiter:
    """Makes synthetic officers one after another, each qualified for a place on a post."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._chance = stream(SEED, "officers")
        self.count = 0

    def hire(self, unit: str, want: str | None) -> str:
        """Add an officer of the unit who meets the want, and return the id."""
        self.count += 1
        person = PersonId(f"o-{self.count:05}")
        languages = {"vi"} if SERVICES[unit].kind != "international" else {"en"}
        if want == ENGLISH or self._chance.random() < 0.2:
            languages.add(ENGLISH)
        if self._chance.random() < 0.1:
            languages.add(_LANGUAGES[int(self._chance.integers(len(_LANGUAGES)))])
        self._book.put(
            Person(
                person_id=person,
                unit_id=UnitId(unit),
                grade=_GRADES[int(self._chance.integers(len(_GRADES)))],
                languages=tuple(sorted(languages)),
            )
        )
        held = {each for each in _MORE if self._chance.random() < 0.5}
        if want is not None and want != ENGLISH:
            held.add(want)
        for qualification in sorted(held):
            self._qualify(person, qualification)
        return person

    def _qualify(self, person: PersonId, qualification: str) -> None:
        days = int(self._chance.integers(0, 1100))
        unlimited = self._chance.random() < 0.15
        self._book.put(
            PersonQualification(
                person_id=person,
                qualification_id=QualificationId(qualification),
                expires=None if unlimited else FIRST_EXPIRY + timedelta(days=days),
            )
        )

    def team(self, unit: str, size: int, wants: Wants) -> list[str]:
        """Return new officers, the first of whom meet the wants one each."""
        padded = (*wants, *([None] * (size - len(wants))))
        return [self.hire(unit, want) for want in padded[:size]]


def add_roster(book: Book) -> None:
    """Add posts, officers and shifts until every post is covered, and a reserve up to 6,000."""
    recruiter = Recruiter(book)
    for manned in posts():
        add_post(book, manned)
        _staff(book, recruiter, manned)
    for manned, sector in sector_posts(book):
        add_post(book, manned)
        book.put(sector)
        _staff_once(book, recruiter, manned)
    for manned, room in gate_posts():
        add_post(book, manned)
        add_post(book, Manned(room, ()))
        _staff_gate(book, recruiter, manned.post, room)
    units = sorted(unit for unit in SERVICES if SERVICES[unit].kind in {"police", "army", "guard"})
    while recruiter.count < OFFICERS:
        recruiter.hire(units[recruiter.count % len(units)], None)


def _staff(book: Book, recruiter: Recruiter, manned: Manned) -> None:
    """Give each watch its own team, the same every day."""
    post = manned.post
    teams = [recruiter.team(_unit(post), post.headcount_min, manned.wants) for _ in range(WATCHES)]
    for watch, spell in watches(post.start, post.end, HANOI):
        _stand(book, post, spell, teams[watch])


def _staff_once(book: Book, recruiter: Recruiter, manned: Manned) -> None:
    """Give the post one team from beginning to end."""
    post = manned.post
    team = recruiter.team(_unit(post), post.headcount_min, manned.wants)
    _stand(book, post, (post.start, post.end), team)


def _unit(post: Post) -> str:
    assert post.holder_unit_id is not None
    return post.holder_unit_id


def _stand(
    book: Book, post: Post, when: tuple[datetime, datetime], team: list[str], slot: int = 1
) -> None:
    for place, person in enumerate(team):
        duty = Duty(seconds_of(when[1]), person, _unit(post))
        book.stand(post.post_id, when[0], slot + place, duty)


def _staff_gate(book: Book, recruiter: Recruiter, lanes: Post, room: Post) -> None:
    """Give each watch three teams that take turns at the lanes."""
    unit = _unit(lanes)
    groups = [
        [recruiter.team(unit, GATE_PEOPLE, GATE_WANTS) for _ in range(3)] for _ in range(WATCHES)
    ]
    for watch, (start, end) in watches(lanes.start, lanes.end, HANOI):
        stints = list(turns(start, end))
        for number, team in enumerate(groups[watch]):
            mine = [turn for place, turn in enumerate(stints) if place % 3 == number]
            for turn in mine:
                _stand(book, lanes, turn, team)
            for wait in between(start, end, mine):
                _stand(book, room, wait, team, slot=1 + GATE_PEOPLE * number)
