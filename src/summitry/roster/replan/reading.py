"""The published roster of a plan, and the edits of the plan that mend it."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from msgspec.structs import replace

from summitry.kit.ids import PersonId, PostId
from summitry.kit.time import MINUTE_SECONDS, end_of_day, moment_of, seconds_of
from summitry.plan.change import Edit
from summitry.plan.command import CommandPost
from summitry.plan.communications import Liaison
from summitry.plan.movements import TravelTime
from summitry.plan.organisation import Person as PersonRow
from summitry.plan.organisation import PersonQualification, Unit
from summitry.plan.posts import Post as PostRow
from summitry.plan.posts import PostRequirement, Shift
from summitry.plan.snapshot import Snapshot
from summitry.plan.table import TABLES
from summitry.policy.leading import leading_hours
from summitry.policy.limits import Limits, limits_of
from summitry.policy.weeks import WEEK_SECONDS
from summitry.roster.replan.judged import duties_after
from summitry.roster.replan.loss import after
from summitry.roster.replan.problem import (
    EVER,
    NOBODY,
    Duty,
    Job,
    Loss,
    Person,
    Post,
    Roster,
    Rules,
    Step,
)

HOUR = 3_600


def published(
    snapshot: Snapshot, *, base_hash: str = "",
    absences: Mapping[str, Iterable[tuple[int, int]]] | None = None,
) -> Roster:  # fmt: skip
    """Return the roster of the plan; shifts of unknown persons or posts are left out.

    Parameters
    ----------
    absences
        Known already, by person, in seconds: whoever is away then was lost before.
    """
    kinds: dict[tuple[str, str], int] = {}
    posts = _posts(snapshot, kinds)
    persons = _persons(snapshot, kinds, absences or {})
    places = {str(each.post_id): number for number, each in enumerate(posts)}
    people = {str(each.person_id): number for number, each in enumerate(persons)}
    return Roster(
        posts=tuple(posts),
        persons=tuple(persons),
        duties=tuple(_duties(snapshot, places, people)),
        rules=_rules(snapshot),
        kinds=tuple(kinds),
        base_hash=base_hash,
    )


def _posts(snapshot: Snapshot, kinds: dict[tuple[str, str], int]) -> list[Post]:
    needs: dict[str, dict[int, int]] = {}
    for row in snapshot.rows(PostRequirement).values():
        kind = ("language", row.language)
        if row.qualification_id is not None:
            kind = ("qualification", str(row.qualification_id))
        number = kinds.setdefault(kind, len(kinds))
        own = needs.setdefault(row.post_id, {})
        own[number] = own.get(number, 0) + row.headcount_min
    leading = leading_hours(snapshot.rows(PostRow))
    return [
        Post(
            post_id=PostId(key),
            start=seconds_of(row.start),
            end=seconds_of(row.end),
            headcount=row.headcount_min,
            needs=tuple(sorted(needs.get(key, {}).items())),
            level=row.weight.depth,
            site=str(row.site_id),
            gate="" if row.gate_id is None else str(row.gate_id),
            unit_id=row.holder_unit_id or row.owner_unit_id,
            leads=tuple(
                (seconds_of(span.start), seconds_of(span.end))
                for span in leading.get(PostId(key), ())
            ),
        )
        for key, row in snapshot.rows(PostRow).items()
    ]


def _persons(
    snapshot: Snapshot,
    kinds: Mapping[tuple[str, str], int],
    absences: Mapping[str, Iterable[tuple[int, int]]],
) -> list[Person]:
    zone = snapshot.event.zone
    skills: dict[str, dict[int, int]] = {}
    for held in snapshot.rows(PersonQualification).values():
        number = kinds.get(("qualification", str(held.qualification_id)))
        if number is not None:
            day = held.expires
            until = EVER if day is None else seconds_of(end_of_day(day, zone))
            skills.setdefault(held.person_id, {})[number] = until
    desks = [row.commander_id for row in snapshot.rows(CommandPost).values()]
    desks += [row.person_id for row in snapshot.rows(Liaison).values()]
    desks += [row.commander_id for row in snapshot.rows(Unit).values()]
    rostered = set(snapshot.bulks["shifts"].columns.words.get("person_id", ()))
    bound = {str(each) for each in desks if each is not None}
    found = []
    for key, row in snapshot.rows(PersonRow).items():
        own = dict(skills.get(key, {}))
        for language in row.languages:
            if ("language", language) in kinds:
                own[kinds["language", language]] = EVER
        away = (*_unavailable(row.available_from, row.available_until), *absences.get(key, ()))
        found.append(
            Person(
                person_id=PersonId(key),
                unit_id=row.unit_id,
                skills=own,
                away=away,
                is_bound=key in bound or (bool(row.powers) and key not in rostered),
            )
        )
    return found


def _unavailable(start: datetime | None, end: datetime | None) -> Iterator[tuple[int, int]]:
    if start is not None:
        yield -EVER, seconds_of(start)
    if end is not None:
        yield seconds_of(end), EVER


def _duties(
    snapshot: Snapshot, places: Mapping[str, int], people: Mapping[str, int]
) -> Iterator[Duty]:
    columns = snapshot.bulks["shifts"].columns
    if columns.size == 0:
        return
    post = [places.get(word, -1) for word in columns.words["post_id"]]
    person = [people.get(word, -1) for word in columns.words["person_id"]]
    lines = zip(
        *(columns[name].tolist() for name in ("post_id", "person_id", "start", "end", "slot")),
        strict=True,
    )
    for where, who, start, end, slot in lines:
        if post[where] >= 0 and person[who] >= 0:
            yield Duty(post=post[where], start=start, end=end, person=person[who], slot=slot)


def _rules(snapshot: Snapshot) -> Rules:
    limits = limits_of(snapshot)
    full = limits.week_hours_max * HOUR >= WEEK_SECONDS
    any_row = limits.days_in_row_max >= Limits().days_in_row_max
    return Rules(
        rest_seconds_min=round(limits.rest_hours_min * HOUR),
        tour_seconds_max=round(limits.shift_hours_max * HOUR),
        gate_seconds_max=round(limits.gate_duty_hours_max * HOUR),
        same_site_seconds=round(limits.same_site_minutes * MINUTE_SECONDS),
        week_seconds_max=None if full else round(limits.week_hours_max * HOUR),
        week_rest_seconds_min=round(limits.weekly_rest_hours_min * HOUR) or None,
        days_in_row_max=None if any_row else int(limits.days_in_row_max),
        zone=snapshot.event.zone,
        ways={
            (str(row.from_site_id), str(row.to_site_id)): round(row.minutes * MINUTE_SECONDS)
            for row in snapshot.rows(TravelTime).values()
        },
    )


def edits_of(
    snapshot: Snapshot, roster: Roster, loss: Loss, steps: Iterable[Step]
) -> tuple[Edit, ...]:
    """Return the edits of the table of shifts: who is lost is taken out, who steps in is put in.

    Whoever would be without a post between two duties, too short for a rest, keeps the row on the
    closed post: they stand by, and it stays one tour of duty.
    """
    left = after(roster, loss)
    before, kept = set(roster.duties), _standing_by(roster, loss, duties_after(left, steps))
    touched = {d.post for d in before.symmetric_difference(kept)}
    table = TABLES["shifts"]
    rows: dict[str, Shift] = {}
    for duty in sorted((d for d in kept if d.post in touched), key=lambda d: (d.slot == 0, d)):
        row = _shift(roster, duty, rows)
        rows[table.key_of(row)] = row
    old = {table.key_of(row): row for row in _rows_on(snapshot, roster, touched)}
    gone = [Edit("shifts", key, None) for key in old if key not in rows]
    put = [Edit("shifts", key, row) for key, row in rows.items() if old.get(key) != row]
    return tuple(sorted([*gone, *put], key=lambda edit: edit.key))


def _standing_by(roster: Roster, loss: Loss, kept: Iterable[Duty]) -> list[Duty]:
    """Return the duties with those on closed posts between two others that are no rest apart."""
    closed, lost = {post for post, _, _ in loss.closed}, {person for person, _, _ in loss.away}
    found = set(kept)
    own: dict[int, list[Duty]] = {}
    for duty in found:
        own.setdefault(duty.person, []).append(duty)
    for duty in set(roster.duties).difference(found):
        if duty.post not in closed or duty.person in lost:
            continue
        whole = (duty.post, duty.slot)
        parts = [d for d in own.get(duty.person, ()) if (d.post, d.slot) == whole
                 and duty.start <= d.start and d.end <= duty.end]  # fmt: skip
        others = [d for d in own.get(duty.person, ()) if d not in parts]
        ended = max((d.end for d in others if d.start <= duty.start), default=-EVER)
        starts = min((d.start for d in others if d.start > duty.start), default=EVER)
        is_free = ended <= duty.start and duty.end <= starts
        # What was done of it before the post closed is duty, and no rest follows on it either.
        leaves = max([ended, *(d.end for d in parts if d.start == duty.start)])
        if is_free and starts - leaves < roster.rules.rest_seconds_min:
            found.difference_update(parts)
            found.add(duty)
    return sorted(found)


def _shift(roster: Roster, duty: Duty, taken: Mapping[str, Shift]) -> Shift:
    """Return the row of the duty, in its slot or the first that is free."""
    slot = max(duty.slot, 1)
    while TABLES["shifts"].key_of(_new(roster, replace(duty, slot=slot))) in taken:
        slot += 1
    return _new(roster, replace(duty, slot=slot))


def orders_of(snapshot: Snapshot, roster: Roster, steps: Iterable[Step]) -> tuple[Edit, ...]:
    """Return the edits that an order of the day makes of the steps.

    Whoever is away keeps their rows: they stand there again if they come back.
    """
    steps = list(steps)
    shifts, table = snapshot.bulks["shifts"], TABLES["shifts"]
    changed: dict[str, Shift | None] = {}
    for step in steps:
        if not step.job.is_forced:
            row = _row(snapshot, roster, _duty(roster, step.job))
            since = moment_of(step.job.start)
            changed[table.key_of(row)] = replace(row, end=since) if row.start < since else None
    for step in steps:
        if step.person == NOBODY:
            continue
        job, slot = step.job, 0
        while True:
            slot += 1
            duty = Duty(post=job.post, start=job.start, end=job.end, person=step.person, slot=slot)
            key = table.key_of(_new(roster, duty))
            if (changed[key] if key in changed else shifts.get(key)) is None:
                changed[key] = _new(roster, duty)
                break
    return tuple(Edit("shifts", key, row) for key, row in sorted(changed.items()))


def _duty(roster: Roster, job: Job) -> Duty:
    """Return the published duty of which the job is what can be given away."""
    return next(
        duty
        for duty in roster.duties
        if (duty.post, duty.person, duty.slot, duty.end)
        == (job.post, job.holder, job.slot, job.end)
        and duty.start <= job.start
    )


def _new(roster: Roster, duty: Duty) -> Shift:
    person = roster.persons[duty.person]
    return Shift(
        post_id=roster.posts[duty.post].post_id,
        start=moment_of(duty.start),
        slot=duty.slot,
        end=moment_of(duty.end),
        person_id=person.person_id,
        unit_id=person.unit_id,
    )


def _row(snapshot: Snapshot, roster: Roster, duty: Duty) -> Shift:
    """Return the plan's row of a published duty."""
    row = snapshot.bulks["shifts"].get(TABLES["shifts"].key_of(_new(roster, duty)))
    assert isinstance(row, Shift)
    return row


def _rows_on(snapshot: Snapshot, roster: Roster, posts: Iterable[int]) -> Iterator[Shift]:
    """Yield the plan's shifts on the posts, those of the roster only."""
    wanted = set(posts)
    for duty in roster.duties:
        if duty.post in wanted:
            yield _row(snapshot, roster, duty)
