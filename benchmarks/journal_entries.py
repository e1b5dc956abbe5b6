"""Made-up entries of a busy day: kinds, languages, places and markings as a desk's day brings them.

Most are notes and radio messages. A report is set aside or attached soon after, an incident is
closed and an order read back and done, so that what is open stays as few as on a day.
"""

import heapq
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import TypeVar

from msgspec import Struct

from benchmarks.journal_words import LANGUAGES, sentence
from summitry.kit.ids import DeviceId, EntryId, EventId, NetId, PersonId, PostId
from summitry.kit.streams import Stream
from summitry.operations import bodies
from summitry.operations.bodies import Body, Priority
from summitry.operations.entry import Draft
from summitry.operations.sealing import KEY_BYTES, NONCE_BYTES, sealed
from summitry.plan.command import Net
from summitry.plan.organisation import Person
from summitry.plan.places import Site
from summitry.plan.posts import Post
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Marking, Severity
from summitry_web.operations.store.writer import Submission

KINDS = {
    "note": 0.55, "radio": 0.2, "report": 0.12, "presence": 0.12, "order": 0.008,
    "incident": 0.0018, "absence": 0.0002,
}  # fmt: skip
"""How often each begins; what follows from it comes later by itself."""
MARKINGS = {Marking.GREEN: 0.2, Marking.AMBER: 0.7, Marking.AMBER_STRICT: 0.1}
FOLLOWS = (20, 400)
"""So many entries later the answer to one comes."""
AUTHORS = 40
PRIORITIES = (Priority.ROUTINE, Priority.ROUTINE, Priority.ROUTINE, Priority.URGENT,
              Priority.IMMEDIATE)  # fmt: skip
ABSENT = timedelta(hours=2)
MADE_AT_ONCE = 4_096
Named = TypeVar("Named")


class Places(Struct, frozen=True, kw_only=True):
    """The rows of the plan that entries speak of."""

    posts: tuple[PostId, ...]
    nets: tuple[NetId, ...]
    sites: tuple[str, ...]
    persons: tuple[PersonId, ...]
    unit: str
    """The unit to which entries of AMBER+STRICT are scoped."""


def places_of(plan: Snapshot, unit: str) -> Places:
    """Return the rows of the plan that entries speak of."""
    return Places(
        posts=tuple(each.post_id for each in plan.rows(Post).values()),
        nets=tuple(each.net_id for each in plan.rows(Net).values()),
        sites=tuple(each.site_id for each in plan.rows(Site).values()),
        persons=tuple(each.person_id for each in plan.rows(Person).values()),
        unit=unit,
    )


class Made(Struct, frozen=True, kw_only=True):
    """What is written next: the words, and what stands around them."""

    body: Body
    place: str = ""
    marking: Marking = Marking.AMBER


class Writing:
    """The entries of one day, one after another; equal seeds give equal days.

    Parameters
    ----------
    began
        The moment at which the day begins.
    """

    def __init__(self, places: Places, event: EventId, began: datetime, draws: Stream) -> None:
        self.places = places
        self.event = event
        self.began = began
        self.count = 0
        self._draws = draws
        self._chances: Iterator[float] = iter(())
        self._due: list[tuple[int, int, Callable[[], Made]]] = []
        self._begin: dict[str, Callable[[str], Made]] = {
            "note": self._note, "radio": self._radio, "report": self._report,
            "presence": self._presence, "order": self._order, "incident": self._incident,
            "absence": self._absence,
        }  # fmt: skip

    def next(self, seconds: float) -> Submission:
        """Return the next entry, sealed, entered so many seconds after the beginning."""
        self.count += 1
        entry_id = EntryId(self._draws.bytes(16).hex())
        if self._due and self._due[0][0] <= self.count:
            made = heapq.heappop(self._due)[2]()
        else:
            made = self._begin[self._chosen(KINDS)](entry_id)
        return self._sealed(entry_id, made, seconds)

    def _sealed(self, entry_id: EntryId, made: Made, seconds: float) -> Submission:
        content = bodies.bytes_of(made.body)
        drawn = self._draws.bytes(KEY_BYTES + NONCE_BYTES)
        key, nonce = drawn[:KEY_BYTES], drawn[KEY_BYTES:]
        body = sealed(content, key=key, nonce=nonce, event=self.event, entry_id=entry_id)
        entered_ms = round((self.began + timedelta(seconds=seconds)).timestamp() * 1_000)
        strict = made.marking.height >= Marking.AMBER_STRICT.height
        draft = Draft(
            entry_id=entry_id, kind=made.body.kind,
            author=PersonId(f"SYNTHETIC-{self._below(AUTHORS)}"), device=DeviceId("bench"),
            observed_ms=entered_ms, entered_ms=entered_ms, place=made.place, marking=made.marking,
            scope=(self.places.unit,) if strict else (), body=body.commitment(),
        )  # fmt: skip
        return Submission(draft=draft, sealed=body, key=key)

    def _chance(self) -> float:
        """Return a number in [0, 1): drawn many at a time, which costs a tenth."""
        found = next(self._chances, None)
        if found is None:
            self._chances = iter(self._draws.random(MADE_AT_ONCE).tolist())
            found = next(self._chances)
        return found

    def _below(self, count: int) -> int:
        return int(self._chance() * count)

    def _of(self, members: tuple[Named, ...]) -> Named:
        return members[self._below(len(members))]

    def _chosen(self, shares: dict[Named, float]) -> Named:
        left = self._chance() * sum(shares.values())
        for member, share in shares.items():
            left -= share
            if left < 0:
                return member
        return member

    def _later(self, make: Callable[[], Made], after: int = 1) -> None:
        low, high = FOLLOWS
        due = self.count + after * (low + self._below(high - low))
        heapq.heappush(self._due, (due, self.count * 8 + after, make))

    def _said(self) -> str:
        """Return a sentence in one of the languages, with the number of the entry."""
        return sentence(self._of(LANGUAGES), self._below, self.count)

    def _note(self, _: str) -> Made:
        body = bodies.Note(text=self._said(), priority=self._of(PRIORITIES))
        return Made(body=body, place=self._place(), marking=self._chosen(MARKINGS))

    def _radio(self, _: str) -> Made:
        net = self._of(self.places.nets)
        body = bodies.RadioMessage(text=self._said(), net_id=net, caller="C-7", called="C-1")
        return Made(body=body, place=f"nets/{net}", marking=self._chosen(MARKINGS))

    def _report(self, entry_id: str) -> Made:
        post = self._of(self.places.posts)
        body = bodies.FieldReport(text=self._said(), priority=self._of(PRIORITIES), post_id=post)
        aside = bodies.Attached(to=entry_id, reason=self._said())
        self._later(lambda: Made(body=aside))
        return Made(body=body, place=f"posts/{post}")

    def _presence(self, _: str) -> Made:
        post, person = self._of(self.places.posts), self._of(self.places.persons)
        body = bodies.Presence(post_id=post, person_id=person, there=self._chance() < 0.5)  # noqa: PLR2004  # half come, half go
        return Made(body=body, place=f"posts/{post}")

    def _order(self, entry_id: str) -> Made:
        post = self._of(self.places.posts)
        text = self._said()
        back = bodies.ReadBack(to=entry_id, addressee=f"posts/{post}", words=text)
        done = bodies.OrderMoved(to=entry_id, step=bodies.OrderStep.DONE)
        self._later(lambda: Made(body=back))
        self._later(lambda: Made(body=done), after=3)
        return Made(body=bodies.Order(text=text, post_ids=(post,)), place=f"posts/{post}")

    def _incident(self, entry_id: str) -> Made:
        body = bodies.Incident(title=self._said(), severity=self._of(tuple(Severity)))
        closed = bodies.IncidentChanged(to=entry_id, status=bodies.IncidentStatus.CLOSED)
        self._later(lambda: Made(body=closed), after=6)
        return Made(body=body, place=f"sites/{self._of(self.places.sites)}")

    def _absence(self, _: str) -> Made:
        body = bodies.Absence(
            person_id=self._of(self.places.persons), start=self.began, end=self.began + ABSENT
        )
        return Made(body=body)

    def _place(self) -> str:
        if self._chance() < 0.5:  # noqa: PLR2004  # half of the notes name a place
            return ""
        return f"posts/{self._of(self.places.posts)}"
