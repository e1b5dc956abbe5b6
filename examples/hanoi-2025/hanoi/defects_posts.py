"""Defects in posts and shifts: gaps, double duty, short rest, short handover, long ways."""

from collections.abc import Iterator
from datetime import date, datetime

from hanoi.book import Book, Duty, at, minutes
from hanoi.families import ENGLISH
from hanoi.planted import Planted
from summitry.kit.ids import NetId, PersonId, PostId, QualificationId
from summitry.kit.time import seconds_of
from summitry.plan.attestation import AttestationKind
from summitry.plan.organisation import Person, PersonQualification
from summitry.plan.posts import Post


def _duty(book: Book, post: str, start: datetime, slot: int) -> Duty:
    return book.shifts[post, seconds_of(start), slot]


def _replace(book: Book, post: str, start: datetime, slot: int, duty: Duty | None) -> None:
    """Put another duty in the place of one that is there, or take it out."""
    key = (post, seconds_of(start), slot)
    del book.shifts[key]
    if duty is not None:
        book.shifts[key] = duty


def too_few(book: Book) -> Iterator[Planted]:
    """A watch is one short, a hotel floor is empty at night, a desk was never staffed."""
    _replace(book, "PM-05", at("25T06:00"), 4, None)
    for slot in (1, 2, 3):
        _replace(book, "HT-07-03", at("24T22:00"), slot, None)
    for key in [key for key in book.shifts if key[0] == "PC-06"]:
        del book.shifts[key]
    for post in ("PM-05", "HT-07-03", "PC-06"):
        yield Planted("C-52", "posts", post)


def one_for_two(book: Book) -> Iterator[Planted]:
    """One person is counted as fire officer and as paramedic at once."""
    start = at("25T06:00")
    paramedic = _duty(book, "FR-HAL-02", start, _slot_of(book, "FR-HAL-02", start, "Q-PARAMEDIC"))
    fire = _duty(book, "FR-HAL-02", start, _slot_of(book, "FR-HAL-02", start, "Q-FIRE"))
    book.drop("person_qualifications", f"{paramedic.person_id}|Q-PARAMEDIC")
    book.put(
        PersonQualification(
            person_id=PersonId(fire.person_id), qualification_id=QualificationId("Q-PARAMEDIC")
        )
    )
    yield Planted("C-52", "posts", "FR-HAL-02")


def _slot_of(book: Book, post: str, start: datetime, qualification: str) -> int:
    held = book.tables["person_qualifications"]
    return next(
        slot
        for slot in range(1, 9)
        if f"{_duty(book, post, start, slot).person_id}|{qualification}" in held
    )


def expires_at_midnight(book: Book) -> Iterator[Planted]:
    """The only physician's licence ends in the middle of the night watch."""
    start = at("25T22:00")
    doctor = _duty(book, "MD-HAL-03", start, _slot_of(book, "MD-HAL-03", start, "Q-DOCTOR"))
    key = f"{doctor.person_id}|Q-DOCTOR"
    book.edit(PersonQualification, key, expires=date(2025, 10, 25))
    yield Planted("C-52", "posts", "MD-HAL-03")


def nobody_speaks_english(book: Book) -> Iterator[Planted]:
    """The one person on an inner post who spoke English does not: the register was wrong."""
    start = at("25T06:00")
    for post in ("IN-01", "IN-03", "IN-05", "IN-07"):
        people = [_duty(book, post, start, slot).person_id for slot in (1, 2, 3)]
        speaking = [key for key in people if ENGLISH in book.get(Person, key).languages]
        if len(speaking) == 1:
            book.edit(Person, speaking[0], languages=("vi",))
            yield Planted("C-52", "posts", post)
            return


def two_posts_at_once(book: Book) -> Iterator[Planted]:
    """One officer stands on two perimeter posts; another is still at one when the next begins."""
    start = at("25T06:00")
    twice = _duty(book, "PM-09", start, 4)
    _replace(book, "PM-06", start, 4, twice)
    yield Planted("C-53", "persons", twice.person_id)
    late = _duty(book, "AF-08", at("24T06:00"), 3)
    begins = at("24T14:00")
    book.stand(
        "AF-11", begins, 9, Duty(seconds_of(begins + minutes(120)), late.person_id, late.unit_id)
    )
    yield Planted("C-53", "persons", late.person_id)


def tired(book: Book) -> Iterator[Planted]:
    """One officer has 7 h 45 min of rest, one stands 12 h 30 min, one 2 h 30 min at the lanes."""
    night = _duty(book, "HT-04-02", at("25T22:00"), 3)
    afternoon = at("26T14:00")
    held = _duty(book, "HT-04-02", afternoon, 3)
    _replace(book, "HT-04-02", afternoon, 3, Duty(held.end, night.person_id, night.unit_id))
    yield Planted("C-54", "persons", night.person_id)
    start = at("25T14:00")
    long = _duty(book, "JN-21", start, 3)
    until = seconds_of(start + minutes(750))
    _replace(book, "JN-21", start, 3, Duty(until, long.person_id, long.unit_id))
    yield Planted("C-54", "persons", long.person_id)
    # The four hours more are also too much for that officer's week.
    yield Planted("C-213", "persons", long.person_id)
    start = at("25T06:00")
    lanes = _duty(book, "GT-09", start, 4)
    until = seconds_of(start + minutes(150))
    _replace(book, "GT-09", start, 4, Duty(until, lanes.person_id, lanes.unit_id))
    waiting = at("25T08:00")
    room = _duty(book, "GR-09", waiting, 4)
    assert room.person_id == lanes.person_id
    _replace(book, "GR-09", waiting, 4, None)
    book.shifts["GR-09", until, 4] = room
    yield Planted("C-54", "persons", lanes.person_id)


def led_by_nobody(book: Book) -> Iterator[Planted]:
    """A post is led from one that is staffed for the arrivals of one morning only."""
    book.edit(Post, "PM-18", lead_post_id=PostId("SC-APRON-24-1"))
    yield Planted("C-214", "posts", "PM-18")


def short_handover(book: Book) -> Iterator[Planted]:
    """Two posts are handed over in ten minutes and in none."""
    for post, start, cut in (("IN-11", at("24T14:00"), 5), ("AF-20", at("25T22:00"), 15)):
        slot = 1
        while (post, seconds_of(start), slot) in book.shifts:
            duty = _duty(book, post, start, slot)
            shorter = Duty(duty.end - 60 * cut, duty.person_id, duty.unit_id)
            _replace(book, post, start, slot, shorter)
            slot += 1
        yield Planted("C-56", "posts", post)


def impossible_way(book: Book) -> Iterator[Planted]:
    """A reserve officer has no time at all from the hall to the airfield."""
    person, unit = _reserve(book)
    for post, start, end in (("PM-20", "25T08:00", "25T10:00"), ("AF-19", "25T10:00", "25T12:00")):
        book.stand(post, at(start), 9, Duty(seconds_of(at(end)), person, unit))
    yield Planted("C-57", "persons", person)


def _reserve(book: Book) -> tuple[str, str]:
    """Return an officer without a shift, and the unit."""
    busy = {duty.person_id for duty in book.shifts.values()}
    key = max(key for key in book.tables["persons"] if key.startswith("o-") and key not in busy)
    return key, book.get(Person, key).unit_id


def not_accepted(book: Book) -> Iterator[Planted]:
    """A holder never accepted its post; another changed, and its radio with it, afterwards."""
    book.unsay("posts", "PM-15", AttestationKind.ACCEPTED)
    book.freeze_words("posts", "PL-05")
    book.edit(Post, "PL-05", net_id=NetId("N-COMMAND"))
    yield Planted("C-08", "posts", "PM-15")
    yield Planted("C-08", "posts", "PL-05")
    yield Planted("C-14", "posts", "PL-05")


DEFECTS = (
    too_few,
    one_for_two,
    expires_at_midnight,
    nobody_speaks_english,
    two_posts_at_once,
    tired,
    led_by_nobody,
    short_handover,
    impossible_way,
    not_accepted,
)
