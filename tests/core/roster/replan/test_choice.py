"""What ways to mend a roster cost, and which are worth a choice."""

from summitry.roster.replan.choice import changes, price_of, rearranged, worth
from summitry.roster.replan.loss import after
from summitry.roster.replan.problem import NOBODY, Alternative, Job, Kind, Loss, Price, Step
from tests.core.roster.replan.test_solve import (
    HOUR,
    away,
    duty,
    mended,
    person,
    post,
    roster_of,
)


def step(who: int, hours: tuple[int, int], post: int = 0, holder: int = NOBODY) -> Step:
    """Return somebody's step; nobody's leaves the duty to nobody."""
    start, end = hours[0] * HOUR, hours[1] * HOUR
    return Step(job=Job(post=post, start=start, end=end, holder=holder), person=who)


def way(kind: Kind, uncovered: int, changed: int, **facts: int) -> Alternative:
    given = {"people": 0, "called": 0, "lent": 0, **facts}
    price = Price(uncovered_minutes=(uncovered,), changed=changed, **given)
    return Alternative(kind=kind, steps=(), price=price, short=(), is_proved=True)


def test_other_hours_on_the_same_post_are_one_change() -> None:
    left, taken = step(NOBODY, (16, 25), holder=1), step(1, (12, 24))

    assert rearranged([left, taken]) == {left: taken}
    assert changes([left, taken]) == 1


def test_another_post_or_other_hours_that_do_not_overlap_are_two() -> None:
    left = step(NOBODY, (16, 25), holder=1)

    assert changes([left, step(1, (16, 25), post=1)]) == 2
    assert changes([left, step(1, (8, 16))]) == 2


def test_what_stays_open_is_no_change() -> None:
    assert changes([step(NOBODY, (8, 16))]) == 0


def test_who_has_no_duty_that_touches_is_called_in_from_rest() -> None:
    persons = [person("gone"), person("stays"), person("idle"), person("lent", "B")]
    roster = roster_of([post("P", (0, 24))], persons, [duty(0, 0), duty(0, 1, (0, 8))])
    left = after(roster, away(0))

    one = price_of(left, [step(1, (8, 12)), step(2, (12, 16))], (0,))
    other = price_of(left, [step(3, (8, 16))], (0,))

    assert one == Price(uncovered_minutes=(0,), changed=2, people=2, called=1, lent=2)
    assert other == Price(uncovered_minutes=(0,), changed=1, people=1, called=1, lent=1)


def test_no_way_is_offered_that_another_beats_in_all() -> None:
    best = way(Kind.LEAST_CHANGE, 0, 6)
    fewer = way(Kind.HALF, 225, 4)
    beaten = way(Kind.NOBODY_MOVED, 225, 5)
    same = way(Kind.FEWEST_PEOPLE, 0, 6)

    assert worth([beaten, same, fewer, best], (480,)) == (same, fewer)
    assert worth([best, fewer, same, beaten], (480,)) == (best, fewer)


def test_a_way_that_covers_nothing_is_not_offered() -> None:
    best, nothing = way(Kind.LEAST_CHANGE, 0, 6), way(Kind.ONE_FOR_ONE, 480, 0)

    assert worth([best, nothing], (480,)) == (best,)


def test_a_way_that_lends_nobody_is_worth_a_choice_though_it_covers_less() -> None:
    best, own = way(Kind.LEAST_CHANGE, 0, 6, lent=2), way(Kind.OWN_UNIT, 60, 7)

    assert worth([best, own], (480,)) == (best, own)


def test_alternatives_differ_and_carry_their_price() -> None:
    # Three shifts of eight hours; who is lost in the middle is made good by the two others.
    posts = [post("P", (0, 24), level=1), post("Q", (0, 24))]
    persons = [person(name) for name in ("early", "gone", "late", "a", "gone too", "c", "idle")]
    duties = [
        duty(place, 3 * place + each, (8 * each, 8 * each + 8))
        for place in (0, 1)
        for each in (0, 1, 2)
    ]
    loss = Loss(away=((1, 0, 48 * HOUR), (4, 0, 48 * HOUR)))

    result = mended(roster_of(posts, persons, duties), loss)

    found = {
        each.kind: (each.price.uncovered_minutes, each.price.changed, each.price.called, each.short)
        for each in result.alternatives
    }
    assert found == {
        Kind.LEAST_CHANGE: ((0, 0), 3, 1, ()),
        Kind.HALF: ((0, 240), 2, 1, ((0, 240),)),
        Kind.ONE_FOR_ONE: ((0, 480), 1, 1, ((0, 480),)),
    }
    assert (result.forced, result.ratio) == (2, 1.5)
