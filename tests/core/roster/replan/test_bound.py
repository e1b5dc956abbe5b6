"""What nobody can cover, proved."""

from summitry.roster.replan.bound import Bound, Floor
from summitry.roster.replan.loss import after
from summitry.roster.replan.problem import EVER, Duty, Loss, Person, Post, Roster, Rules

HOUR = 3_600
MEDIC = 0
RULES = Rules(rest_seconds_min=11 * HOUR, tour_seconds_max=12 * HOUR, gate_seconds_max=12 * HOUR)


def never():
    return False


def always():
    return True


def clinic(medics=3):
    """Return a post that needs a medic for a day, in three duties of eight hours."""
    post = Post(
        post_id="clinic", start=0, end=24 * HOUR, headcount=1, needs=((MEDIC, 1),), site="S"
    )
    persons = [
        Person(person_id=f"m{n}", unit_id="U", skills={MEDIC: EVER}) for n in range(medics)
    ]  # fmt: skip
    persons += [Person(person_id=f"p{n}", unit_id="U") for n in range(9)]
    duties = tuple(
        Duty(post=0, start=8 * n * HOUR, end=8 * (n + 1) * HOUR, person=n) for n in range(3)
    )
    return Roster(posts=(post,), persons=tuple(persons), duties=duties, rules=RULES)


def least(roster, loss, spans, is_late=never):
    return Floor(roster, after(roster, loss), loss, 1).least(spans, is_late)


def test_at_each_moment_one_is_there_but_nobody_lasts_a_whole_day():
    roster = clinic()
    loss = Loss(away=((0, 0, 24 * HOUR), (1, 0, 24 * HOUR)))

    # The one who is left can be there for a tour, a rest, and an hour more.
    assert least(roster, loss, [(0, 16 * HOUR)]) == Bound((11 * 60,), is_whole=True)


def test_who_comes_back_in_the_middle_counts_from_then_on():
    roster = clinic(medics=3)
    loss = Loss(away=((0, 0, 4 * HOUR), (1, 0, 4 * HOUR), (2, 0, 4 * HOUR)))

    assert least(roster, loss, [(0, 8 * HOUR)]) == Bound((4 * 60,), is_whole=True)


def test_where_enough_are_there_nothing_is_proved():
    roster = clinic(medics=4)

    assert least(roster, Loss(away=((0, 0, 24 * HOUR),)), [(0, 8 * HOUR)]) == Bound(
        (0,), is_whole=True
    )


def test_without_time_nothing_is_claimed():
    roster = clinic()
    loss = Loss(away=((0, 0, 24 * HOUR), (1, 0, 24 * HOUR)))

    assert least(roster, loss, [(0, 16 * HOUR)], always) == Bound((0,), is_whole=False)
    assert least(roster, loss, []) == Bound((0,), is_whole=True)
