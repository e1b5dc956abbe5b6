"""C-73: enough interpreters in every booth, none of them in two places or without rest."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from summitry.check.attendance import at_hand
from summitry.check.booths import Duty, duties
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import (
    HOUR_SECONDS,
    MINUTE_SECONDS,
    Interval,
    day_of,
    seconds_of,
    union,
)
from summitry.outcome.finding import Gap, Phase
from summitry.plan.conference import Booth, BoothDuty
from summitry.plan.organisation import Person
from summitry.plan.programme import Item
from summitry.plan.terms import Field, ItemKind, Severity
from summitry.policy.interpretation import interpreters_needed
from summitry.policy.timing import Use, clashes

LANGUAGES_OF_ONE_BOOTH = 2
"""A booth that works both ways serves both languages of an item in two."""


@rule(
    "C-73",
    title=Text("Too few interpreters"),
    why=Text(
        "An interpreter without relief loses the thread within the hour, and a language without a "
        "booth takes the floor from every delegation that speaks it."
    ),
    cases={
        "no-booth": Text(
            "{item} is interpreted in {language}, and room {room} has no booth of it."
        ),
        "short": Text("Interpreters in booth {booth} for {item}: {have}; needed: {need}."),
        "twice": Text("{person} is in booth {booth} and in booth {other} at the same time."),
        "language": Text("{person} works in booth {booth}, but does not speak {language}."),
        "unknown": Text(
            "{person} works in booth {booth}, but what languages {person} speaks is not known."
        ),
        "long": Text(
            "{person} is in booths for {have_hours} h without a pause; {most_hours} are the most."
        ),
        "day": Text(
            "{person} is in booths for {have_hours} h in a day; {most_hours} are the most."
        ),
        "rest": Text(
            "{person} has {have_hours} h between two days in booths; {need_hours} are needed."
        ),
    },
    remedy=Text("Add interpreters to the booth, or share the duties out anew."),
    source=Text(
        "Guidance of the conference interpreters' association on team strength, as described by "
        "practitioners; not verified."
    ),
    field=Field.PROGRAMME,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.SITE,
    reads=("programme", "booths", "booth_duties", "persons"),
    limits=(
        "conference_languages_min",
        "booth_team_min",
        "both_ways_team_min",
        "booth_hours_max",
        "booth_day_hours_max",
        "rest_hours_min",
    ),
)
def interpreters_missing(view: View) -> Iterator[Gap]:
    """Yield languages without booth, booths with too few, and interpreters asked too much."""
    yield from _thin_booths(view)
    by_person: dict[str, list[Duty]] = defaultdict(list)
    for duty in view.derive(duties):
        by_person[duty.person_id].append(duty)
    for own in by_person.values():
        yield from _in_two_booths(own)
        yield from _tired(view, own)
    yield from _without_language(view)


def _thin_booths(view: View) -> Iterator[Gap]:
    """Yield each language of an item that has no booth in its room, or too few people in it."""
    by_room = grouped(view.rows(Booth).values(), "room_id")
    by_booth = _present(view)
    for item in view.rows(Item).values():
        if item.kind is ItemKind.BILATERAL or not item.languages:
            continue
        by_language = grouped(by_room.get(item.room_id, ()), "language")
        yield from _no_booth(item, by_language)
        for language in item.languages:
            if language in by_language:
                yield from _short(view, item, by_language[language], by_booth)


def _present(view: View) -> Mapping[str, Sequence[Duty]]:
    """Return who is in each booth when, without those who are absent."""
    found: dict[str, list[Duty]] = defaultdict(list)
    for duty in view.derive(duties):
        for there in at_hand(view, duty.person_id, duty.interval):
            found[duty.booth_id].append(Duty(duty.key, duty.booth_id, duty.person_id, there))
    return found


def _no_booth(item: Item, by_language: Mapping[str, Sequence[Booth]]) -> Iterator[Gap]:
    few = len(item.languages) <= LANGUAGES_OF_ONE_BOOTH
    served = few and any(
        booth.both_ways for language in item.languages for booth in by_language.get(language, ())
    )
    for language in item.languages:
        if language not in by_language and not served:
            yield Gap(
                table="programme",
                key=item.item_id,
                column="languages",
                case="no-booth",
                discriminator=language,
                start=item.start,
                end=item.end,
                facts={"item": item.item_id, "language": language, "room": item.room_id},
                joins=(("rooms", item.room_id),),
            )


def _short(
    view: View,
    item: Item,
    booths: Sequence[Booth],
    by_booth: Mapping[str, Sequence[Duty]],
) -> Iterator[Gap]:
    """Yield each stretch of the item in which the booths of a language have too few people."""
    during = Interval(item.start, item.end)
    need = interpreters_needed(
        len(item.languages),
        during.seconds / MINUTE_SECONDS,
        both_ways=any(booth.both_ways for booth in booths),
        limits=view.limits,
    )
    on_duty = [
        duty
        for booth in booths
        for duty in by_booth.get(booth.booth_id, ())
        if duty.interval.overlaps(during)
    ]
    for stretch, have in occupied(during, on_duty):
        if have < need:
            yield Gap(
                table="booths",
                key=booths[0].booth_id,
                case="short",
                discriminator=item.item_id,
                start=stretch.start,
                end=stretch.end,
                facts={
                    "booth": booths[0].booth_id,
                    "item": item.item_id,
                    "have": have,
                    "need": need,
                },
                joins=(("programme", item.item_id),),
            )


def occupied(during: Interval, on_duty: Iterable[Duty]) -> Iterator[tuple[Interval, int]]:
    """Yield the stretches of the interval with how many different people are there."""
    listed = list(on_duty)
    inner = {
        edge
        for duty in listed
        for edge in (duty.interval.start, duty.interval.end)
        if during.start < edge < during.end
    }
    start, before = during.start, -1
    for left, right in pairwise(sorted({during.start, *inner, during.end})):
        piece = Interval(left, right)
        have = len({duty.person_id for duty in listed if duty.interval.overlaps(piece)})
        if have != before and before >= 0:
            yield Interval(start, left), before
            start = left
        before = have
    yield Interval(start, during.end), before


def _in_two_booths(own: Sequence[Duty]) -> Iterator[Gap]:
    """Yield each two duties of one person at once in different booths."""
    by_key = {duty.key: duty for duty in own}
    uses = [
        Use(seconds_of(duty.interval.start), seconds_of(duty.interval.end), duty.key, duty.booth_id)
        for duty in own
    ]
    for first, second in clashes(uses, 0):
        earlier, later = by_key[first.key], by_key[second.key]
        yield Gap(
            table="booth_duties",
            key=later.key,
            column="start",
            case="twice",
            discriminator=earlier.booth_id,
            start=later.interval.start,
            end=min(earlier.interval.end, later.interval.end),
            facts={
                "person": later.person_id,
                "booth": later.booth_id,
                "other": earlier.booth_id,
            },
            joins=(
                ("booth_duties", earlier.key),
                ("booths", earlier.booth_id),
                ("booths", later.booth_id),
            ),
        )


def _tired(view: View, own: Sequence[Duty]) -> Iterator[Gap]:
    """Yield where one person is in booths for too long at a time, in a day, or without rest."""
    limits, zone = view.limits, view.zone
    # Of duties that start together the one with the first key is told.
    by_key = sorted(own, key=lambda duty: duty.key, reverse=True)
    first = {duty.interval.start: duty for duty in by_key}
    stretches = union(duty.interval for duty in own)
    days: dict[object, list[Interval]] = defaultdict(list)
    for stretch in stretches:
        days[day_of(stretch.start, zone)].append(stretch)
        if _hours(stretch) > limits.booth_hours_max:
            facts = _facts(first[stretch.start], _hours(stretch), limits.booth_hours_max)
            yield _asked_too_much(first[stretch.start], "long", stretch, facts)
    for day in days.values():
        hours = sum(map(_hours, day))
        if hours > limits.booth_day_hours_max:
            facts = _facts(first[day[0].start], hours, limits.booth_day_hours_max)
            whole = Interval(day[0].start, day[-1].end)
            yield _asked_too_much(first[day[0].start], "day", whole, facts)
    for before, after in pairwise(days.values()):
        rest = Interval(before[-1].end, after[0].start)
        if _hours(rest) < limits.rest_hours_min:
            facts = _facts(first[rest.end], _hours(rest), limits.rest_hours_min)
            yield _asked_too_much(first[rest.end], "rest", rest, facts)


def _hours(interval: Interval) -> float:
    return interval.seconds / HOUR_SECONDS


def _facts(duty: Duty, hours: float, limit: float) -> dict[str, str | float]:
    return {
        "person": duty.person_id,
        "have_hours": round(hours, 2),
        "most_hours": limit,
        "need_hours": limit,
    }


def _asked_too_much(duty: Duty, case: str, when: Interval, facts: dict[str, str | float]) -> Gap:
    return Gap(
        table="booth_duties",
        key=duty.key,
        column="end",
        case=case,
        discriminator=case,
        start=when.start,
        end=when.end,
        facts=facts,
        joins=(("persons", duty.person_id),),
        severity=Severity.MEDIUM,
    )


def _without_language(view: View) -> Iterator[Gap]:
    """Yield the first duty in a booth of somebody who does not speak its language, or may not."""
    booths, persons = view.rows(Booth), view.rows(Person)
    told: set[tuple[str, str]] = set()
    for key, row in view.rows(BoothDuty).items():
        if (row.booth_id, row.person_id) in told:
            continue
        told.add((row.booth_id, row.person_id))
        booth, person = booths.get(row.booth_id), persons.get(row.person_id)
        if booth is None or person is None or booth.language in person.languages:
            continue
        yield Gap(
            table="booth_duties",
            key=key,
            column="person_id",
            case="language" if person.languages else "unknown",
            discriminator="language",
            start=row.start,
            end=row.end,
            facts={
                "person": row.person_id,
                "booth": row.booth_id,
                "language": booth.language,
            },
            joins=(("booths", row.booth_id), ("persons", row.person_id)),
            unknown=not person.languages,
            severity=None if person.languages else Severity.MEDIUM,
        )
