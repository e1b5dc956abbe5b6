"""A published roster is mended: cover first, least change next, limits always kept."""

from collections.abc import Sequence
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.kit.streams import stream
from summitry.roster.replan import verify
from summitry.roster.replan.judged import duties_after
from summitry.roster.replan.loss import after
from summitry.roster.replan.problem import (
    NOBODY,
    Added,
    Duty,
    Ending,
    Kind,
    Loss,
    Person,
    Post,
    Result,
    Roster,
    Rules,
)
from summitry.roster.replan.solve import _Search, mend

HOUR = 3_600
DAY = 24 * HOUR
EVER = 1 << 60
MEDIC = 0
RULES = Rules(rest_seconds_min=11 * HOUR, tour_seconds_max=12 * HOUR, gate_seconds_max=2 * HOUR)


def post(name: str, hours: tuple[int, int] = (8, 16), headcount: int = 1, **facts: object) -> Post:
    """Return a post at one site."""
    given = {"post_id": PostId(name), "site": "S", "unit_id": UnitId("A"), **facts}
    start, end = hours[0] * HOUR, hours[1] * HOUR
    return Post(start=start, end=end, headcount=headcount, **given)  # type: ignore[arg-type]  # by name


def person(name: str, unit: str = "A", *, medic: bool = False, **facts: object) -> Person:
    """Return somebody."""
    skills = {MEDIC: EVER} if medic else {}
    return Person(  # type: ignore[call-arg]  # by name
        person_id=PersonId(name), unit_id=UnitId(unit), skills=skills, **facts
    )


def duty(post: int, who: int, hours: tuple[int, int] = (8, 16), slot: int = 1) -> Duty:
    """Return somebody's duty."""
    return Duty(post=post, start=hours[0] * HOUR, end=hours[1] * HOUR, person=who, slot=slot)


def roster_of(
    posts: Sequence[Post], persons: Sequence[Person], duties: Sequence[Duty], rules: Rules = RULES
) -> Roster:
    """Return the published roster."""
    return Roster(
        posts=tuple(posts), persons=tuple(persons), duties=tuple(duties), rules=rules,
        kinds=(("qualification", "medic"),), base_hash="base",
    )  # fmt: skip


def mended(roster: Roster, loss: Loss, seconds: float = 30.0) -> Result:
    """Return the result of a search that no clock ends."""
    return mend(roster, loss, stream(1, "replan"), lambda: 0.0, seconds=seconds, seed=1)


def away(who: int, hours: tuple[int, int] = (0, 48)) -> Loss:
    """Return the loss of one person."""
    return Loss(away=((who, hours[0] * HOUR, hours[1] * HOUR),))


def taken(result: Result) -> list[tuple[int, int, int, int]]:
    """Return post, from and to in hours, and person of what the best changes."""
    return [
        (s.job.post, s.job.start // HOUR, s.job.end // HOUR, s.person) for s in result.best.steps
    ]


def test_nothing_changes_where_nothing_is_lost() -> None:
    result = mended(roster_of([post("P")], [person("a")], [duty(0, 0)]), Loss())

    assert (result.forced, result.best.steps, result.ending) == (0, (), Ending.PROVED)
    assert result.ratio == 1


def test_nothing_changes_where_those_who_stay_are_enough() -> None:
    roster = roster_of([post("P")], [person("a"), person("b")], [duty(0, 0), duty(0, 1, slot=2)])

    result = mended(roster, away(0))

    assert (result.forced, result.best.steps) == (0, ())


def test_the_free_person_of_the_same_unit_steps_in() -> None:
    persons = [person("a"), person("other", "B"), person("own")]
    roster = roster_of([post("P")], persons, [duty(0, 0)])

    result = mended(roster, away(0))

    assert taken(result) == [(0, 8, 16, 2)]
    assert (result.forced, result.ratio, result.ending) == (1, 1, Ending.PROVED)
    assert (result.best.price.people, result.best.price.lent) == (1, 0)
    assert result.uncovered_minutes == (480,)
    assert result.bound_minutes == (0,)


def test_who_has_had_no_rest_is_not_asked() -> None:
    posts = [post("P"), post("N", (-8, 0))]
    persons = [person("a"), person("tired"), person("rested", "B")]
    roster = roster_of(posts, persons, [duty(0, 0), duty(1, 1, (-8, 0))])

    assert taken(mended(roster, away(0))) == [(0, 8, 16, 2)]


def test_only_a_medic_takes_the_medics_place_and_another_takes_theirs() -> None:
    posts = [post("clinic", needs=((MEDIC, 1),)), post("door")]
    persons = [person("a", medic=True), person("b", medic=True), person("c")]
    roster = roster_of(posts, persons, [duty(0, 0), duty(1, 1)])

    result = mended(roster, away(0))

    assert taken(result) == [(0, 8, 16, 1), (1, 8, 16, 2)]
    assert (result.forced, result.best.price.changed, result.ratio) == (1, 2, 2)


def test_the_graver_post_is_covered_where_there_is_only_one() -> None:
    posts = [post("grave"), post("light", level=1)]
    roster = roster_of(posts, [person("a"), person("b")], [duty(0, 0), duty(1, 1)])

    result = mended(roster, away(0))

    assert result.best.price.uncovered_minutes == (0, 480)
    assert result.bound_minutes == (0, 480)
    assert (1, 8, 16, NOBODY) in taken(result)


def test_what_nobody_can_cover_is_proved_by_the_bound() -> None:
    roster = roster_of([post("P")], [person("a")], [duty(0, 0)])

    result = mended(roster, away(0))

    assert result.best.price.uncovered_minutes == result.bound_minutes == (480,)
    assert taken(result) == [(0, 8, 16, NOBODY)]


def test_who_goes_in_the_middle_of_a_duty_is_followed_from_then_on() -> None:
    roster = roster_of([post("P")], [person("a"), person("b")], [duty(0, 0)])

    result = mended(roster, away(0, (12, 14)))

    assert taken(result) == [(0, 12, 16, 1)]
    left = duties_after(after(roster, away(0, (12, 14))), result.best.steps)
    assert [(d.person, d.start // HOUR, d.end // HOUR) for d in sorted(left)] == [
        (0, 8, 12),
        (1, 12, 16),
    ]


def test_a_closed_post_frees_its_people_for_another() -> None:
    posts = [post("P"), post("closed")]
    roster = roster_of(posts, [person("a"), person("b")], [duty(0, 0), duty(1, 1)])
    loss = Loss(away=((0, 0, DAY),), closed=((1, 0, DAY),))

    result = mended(roster, loss)

    assert taken(result) == [(0, 8, 16, 1)]
    assert (result.forced, result.stood_down) == (1, 1)


def test_who_is_away_is_not_told_as_freed_by_a_closed_post() -> None:
    posts = [post("closed"), post("later", (32, 40))]
    roster = roster_of(posts, [person("a"), person("b")], [duty(0, 0), duty(0, 1)])
    loss = Loss(away=((0, 0, DAY), (1, DAY, 2 * DAY)), closed=((0, 0, DAY),))

    assert after(roster, loss).freed == {1}


def test_what_is_newly_asked_for_is_covered() -> None:
    roster = roster_of([post("P")], [person("a"), person("b", medic=True)], [duty(0, 0)])
    loss = Loss(added=(Added(post=0, start=9 * HOUR, end=12 * HOUR, kind=MEDIC),))

    assert taken(mended(roster, loss)) == [(0, 9, 12, 1)]


def test_what_the_published_roster_lacked_already_is_not_asked_for() -> None:
    roster = roster_of(
        [post("P", headcount=2)], [person("a"), person("b"), person("c")], [duty(0, 0)]
    )

    result = mended(roster, away(0))

    assert len(result.best.steps) == 1
    assert result.best.price.uncovered_minutes == (0,)


def test_with_no_seconds_the_loss_is_told_and_nothing_is_mended() -> None:
    roster = roster_of([post("P")], [person("a"), person("b")], [duty(0, 0)])

    result = mended(roster, away(0), seconds=0.0)

    assert result.ending is Ending.TIME
    assert (result.best.price.uncovered_minutes, result.bound_minutes) == ((480,), (0,))


def test_an_interruption_brings_back_what_there_is() -> None:
    roster = roster_of([post("P")], [person("a"), person("b")], [duty(0, 0)])

    result = mend(roster, away(0), stream(1, "replan"), lambda: 0.0, seconds=9, stop=lambda: True)

    assert result.ending is Ending.INTERRUPTED
    assert result.forced == 1


def test_of_the_kind_that_another_way_beats_in_cover_only_one_is_told() -> None:
    duties = [duty(0, 0), duty(1, 0, slot=2)]
    roster = roster_of([post("P"), post("Q")], [person(name) for name in "abc"], duties)
    search = _Search(roster, away(0), (lambda: 0.0, lambda: False), 30.0, (1, 1))
    search.run(lambda: None)
    half = [search.best.steps[0], replace(search.best.steps[1], person=NOBODY)]
    search.best = search._priced(Kind.LEAST_CHANGE, half, is_proved=False)

    told = search.result(Ending.TIME).alternatives

    assert [(way.kind, way.price.uncovered_minutes) for way in told] == [(Kind.LEAST_CHANGE, (0,))]


def test_the_checker_finds_what_a_wrong_mending_would_do() -> None:
    posts = [post("P"), post("N", (-8, 0))]
    persons = [person("a"), person("tired")]
    before = [duty(0, 0), duty(1, 1, (-8, 0))]
    roster = roster_of(posts, persons, before)
    wrong = [duty(0, 1), duty(1, 1, (-8, 0))]

    assert verify.faults(roster, away(0), before, wrong) == ["tired: rest before P at 28800"]
    assert verify.uncovered(roster, away(0), wrong[1:], [0]) == {0: 480}


def test_the_same_seed_gives_the_same_answer() -> None:
    persons = [person(f"p{each}") for each in range(6)]
    roster = roster_of([post("P", headcount=2)], persons, [duty(0, 0), duty(0, 1, slot=2)])

    one, other = mended(roster, away(0)), mended(roster, away(0))

    assert one.alternatives == other.alternatives


@st.composite
def tiny(draw: st.DrawFn) -> tuple[Roster, Loss]:
    """Draw a small roster whose people keep the rules, and what it loses."""
    blocks = [(0, 8), (8, 16), (16, 24), (24, 32), (32, 40)]
    posts = [
        post(
            f"P{number}", (0, 40), draw(st.integers(1, 2)),
            needs=draw(st.sampled_from([(), ((MEDIC, 1),)])),
            level=draw(st.integers(0, 1)),
            site=draw(st.sampled_from(["S", "T"])),
        )
        for number in range(draw(st.integers(1, 2)))
    ]  # fmt: skip
    persons = [
        person(f"p{number}", draw(st.sampled_from("AB")), medic=draw(st.booleans()))
        for number in range(draw(st.integers(2, 5)))
    ]
    duties = []
    for who in range(len(persons)):
        first = draw(st.integers(0, 4))
        for place in range(first, 5, 3):
            where = draw(st.integers(0, len(posts) - 1))
            duties.append(duty(where, who, blocks[place], slot=who + 1))
    start = draw(st.integers(0, 30))
    lost = draw(st.sets(st.integers(0, len(persons) - 1), min_size=1, max_size=2))
    spans = tuple((who, start * HOUR, (start + 12) * HOUR) for who in sorted(lost))
    closed = draw(st.sampled_from([(), ((0, 10 * HOUR, 20 * HOUR),)]))
    added = draw(st.sampled_from([(), (Added(post=0, start=4 * HOUR, end=30 * HOUR),)]))
    loss = Loss(away=spans, closed=closed, added=added)
    return roster_of(posts, persons, duties), loss


def least(roster: Roster, loss: Loss) -> tuple[int, ...]:
    """Return the least that can be missing, of all ways to give the open jobs to the others."""
    left = after(roster, loss)
    posts = range(len(roster.posts))
    best: tuple[int, ...] | None = None
    for chosen in product(range(-1, len(roster.persons)), repeat=len(left.jobs)):
        given = [
            Duty(post=job.post, start=job.start, end=job.end, person=who, slot=0)
            for job, who in zip(left.jobs, chosen, strict=True)
            if who >= 0
        ]
        duties = [*left.duties, *given]
        if verify.faults(roster, loss, roster.duties, duties):
            continue
        missing = verify.uncovered(roster, loss, duties, posts)
        told = (missing.get(0, 0), missing.get(1, 0))
        best = told if best is None else min(best, told)
    assert best is not None
    return best


@given(drawn=tiny())
@settings(max_examples=60, deadline=None)
def test_no_worse_than_the_best_of_giving_open_jobs_to_others(drawn: tuple[Roster, Loss]) -> None:
    roster, loss = drawn
    if len(after(roster, loss).jobs) > 2:
        return

    result = mended(roster, loss)

    got = (*result.best.price.uncovered_minutes, 0)[:2]
    sums = [sum(result.best.price.uncovered_minutes[: n + 1])
            for n in range(len(result.bound_minutes))]  # fmt: skip
    assert got <= least(roster, loss)
    assert all(bound <= total for bound, total in zip(result.bound_minutes, sums, strict=True))
    for each in result.alternatives:
        duties = duties_after(after(roster, loss), each.steps)
        assert verify.faults(roster, loss, roster.duties, duties) == []


def test_only_what_is_left_of_a_duty_can_be_given_away() -> None:
    posts = [post("clinic", (8, 20), needs=((MEDIC, 1),)), post("door", (8, 20))]
    persons = [person("a", medic=True), person("b", medic=True), person("c")]
    roster = roster_of(posts, persons, [duty(0, 0, (8, 20)), duty(1, 1, (8, 20))])
    loss = Loss(away=((0, 12 * HOUR, 48 * HOUR),), since=12 * HOUR)

    result = mended(roster, loss)

    assert taken(result) == [(0, 12, 20, 1), (1, 12, 20, 2)]
    left = duties_after(after(roster, loss), result.best.steps)
    assert sorted((d.post, d.start // HOUR, d.end // HOUR, d.person) for d in left) == [
        (0, 8, 12, 0), (0, 12, 20, 1), (1, 8, 12, 1), (1, 12, 20, 2),
    ]  # fmt: skip


def test_a_duty_that_is_over_is_not_given_away_for_a_rest() -> None:
    posts = [post("clinic", (8, 16), needs=((MEDIC, 1),)), post("night", (-8, 0))]
    persons = [person("a", medic=True), person("tired", medic=True), person("c")]
    roster = roster_of(posts, persons, [duty(0, 0), duty(1, 1, (-8, 0))])

    anew = mended(roster, Loss(away=((0, 0, 48 * HOUR),)))
    live = mended(roster, Loss(away=((0, 0, 48 * HOUR),), since=8 * HOUR))

    assert anew.best.price.uncovered_minutes == (0,)
    assert live.best.price.uncovered_minutes == (180,)


def test_a_published_roster_with_faults_of_its_own_is_mended_all_the_same() -> None:
    rows = [duty(0, 0, (0, 7)), duty(0, 0, (7, 14)), duty(0, 0, (14, 21)), duty(1, 1, (0, 7))]
    posts = [post("P", (0, 21)), post("Q", (0, 7))]
    roster = roster_of(posts, [person("a"), person("b"), person("c")], rows)

    result = mended(roster, Loss(away=((0, 0, 3 * HOUR),)))

    assert result.best.price.uncovered_minutes == (0,)


@given(calls=st.integers(0, 120))
@settings(max_examples=40, deadline=None)
def test_the_time_may_be_up_at_any_moment(calls: int) -> None:
    posts = [post("clinic", needs=((MEDIC, 1),)), *(post(f"door{n}") for n in range(6))]
    persons = [
        person("a", medic=True),
        person("b", medic=True),
        *(person(f"p{n}") for n in range(8)),
    ]
    duties = [duty(0, 0), duty(1, 1), *(duty(n + 2, n + 2) for n in range(5))]
    roster = roster_of(posts, persons, duties)
    asked = [0]

    def elapsed() -> float:
        asked[0] += 1
        return 0.0 if asked[0] <= calls else 99.0

    result = mend(roster, away(0), stream(1, "replan"), elapsed, seconds=10.0)

    left = duties_after(after(roster, away(0)), result.best.steps)
    assert verify.faults(roster, away(0), duties, left) == []
    assert sum(result.bound_minutes) <= sum(result.best.price.uncovered_minutes)
    assert result.ending in {Ending.TIME, Ending.PROVED, Ending.EXHAUSTED}
    assert result.ending is not Ending.PROVED or result.best.price.uncovered_minutes == (0,)
