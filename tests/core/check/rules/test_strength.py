import pytest
from msgspec.structs import replace

from summitry.outcome.finding import Status
from summitry.plan.movements import TravelTime
from summitry.plan.places import Site
from summitry.plan.posts import Post
from summitry.plan.readiness import SiteWindow, Use
from summitry.plan.resources import Reserve, ReserveKind
from summitry.plan.terms import Field
from tests.plans.one_rule import HOUR, MINUTE, OPENS, found, limit

END = OPENS + 2 * HOUR
HALL = Site(site_id="hall", name="Hall")
WINDOW = SiteWindow(site_id="hall", start=OPENS, end=END, persons_max=500)
FENCE = Post(post_id="fence", name="Fence", site_id="hall", start=OPENS, end=END, headcount_min=2)


def few(*rows):
    return found("C-19", [HALL, *rows])


def test_as_many_as_the_limit_for_each_on_post_are_let_through():
    assert few(WINDOW, FENCE) == ()


def test_one_more_is_too_many():
    (gap,) = few(replace(WINDOW, persons_max=501), FENCE)

    assert (gap.table, gap.facts["have"], gap.facts["need"]) == ("site_windows", 2, 3)
    assert (gap.start, gap.end) == (OPENS, END)


def test_principals_want_more_on_post():
    (gap,) = few(replace(WINDOW, use=Use.PRINCIPALS), FENCE)

    assert gap.facts["need"] == 5
    assert few(replace(WINDOW, use=Use.PRINCIPALS, persons_max=200), FENCE) == ()


def test_worst_stretch_is_told():
    first = replace(FENCE, end=OPENS + HOUR)
    second = replace(FENCE, post_id="b", start=OPENS + HOUR + MINUTE)

    (gap,) = few(WINDOW, first, second)

    assert (gap.facts["have"], gap.start, gap.end) == (
        0,
        OPENS + HOUR,
        OPENS + HOUR + MINUTE,
    )


def test_post_that_takes_over_when_another_ends_leaves_no_hole():
    first = replace(FENCE, end=OPENS + HOUR)

    assert few(WINDOW, first, replace(FENCE, post_id="b", start=OPENS + HOUR)) == ()


def test_medical_posts_and_posts_elsewhere_do_not_watch():
    assert len(few(WINDOW, replace(FENCE, field=Field.MEDICAL))) == 1
    assert len(few(WINDOW, replace(FENCE, site_id="house"))) == 1


def test_site_for_which_nobody_has_said_a_number_is_not_known():
    (gap,) = few(replace(WINDOW, persons_max=None), FENCE)

    assert (gap.case, gap.status) == ("no-number", Status.UNKNOWN)


def test_limit_of_nothing_wants_one_for_each():
    (gap,) = few(WINDOW, FENCE, limit("persons_per_officer_max", 0))

    assert gap.facts["need"] == 500


GUESTS = replace(WINDOW, use=Use.PRINCIPALS)
FORCE = Reserve(
    reserve_id="force",
    name="Reaction force",
    kind=ReserveKind.REACTION,
    headcount=8,
    start=OPENS,
    end=END,
    ready_minutes=4,
    site_id="depot",
)
WAY = TravelTime(from_site_id="hall", to_site_id="depot", minutes=6)


def reach(*rows):
    return found("C-129", [HALL, *rows])


def test_force_in_reach_all_the_time_is_silent():
    assert reach(GUESTS, FORCE, WAY) == ()
    assert reach(GUESTS, replace(FORCE, site_id="hall")) == ()


def test_site_without_principals_needs_no_force():
    assert reach(WINDOW) == ()


def test_no_force_at_all_is_found():
    (gap,) = reach(GUESTS)

    assert (gap.case, gap.start, gap.end) == ("none", OPENS, END)
    assert [g.case for g in reach(GUESTS, replace(FORCE, kind=ReserveKind.FIRE), WAY)] == ["none"]


def test_force_that_takes_longer_than_allowed_is_too_slow():
    (gap,) = reach(GUESTS, replace(FORCE, ready_minutes=4.5), WAY)

    assert (gap.case, gap.facts["reserve"], gap.facts["minutes"]) == ("slow", "force", 10.5)
    assert (
        reach(GUESTS, replace(FORCE, ready_minutes=5), WAY, limit("reaction_minutes_max", 11)) == ()
    )


def test_hours_without_the_force_are_found():
    (gap,) = reach(GUESTS, replace(FORCE, start=OPENS + MINUTE), WAY)

    assert (gap.case, gap.start, gap.end) == ("none", OPENS, OPENS + MINUTE)


@pytest.mark.parametrize("force", [FORCE, replace(FORCE, site_id=None)])
def test_unknown_way_is_not_known(force):
    (gap,) = reach(GUESTS, force)

    assert (gap.case, gap.status) == ("no-way", Status.UNKNOWN)
