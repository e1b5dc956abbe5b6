import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from summitry.outcome.finding import Status
from summitry.outcome.live import LiveState
from summitry.plan.attestation import AttestationKind
from summitry.plan.places import Exposure, Obstacle, Position
from summitry.plan.posts import Post, Shift
from summitry.plan.risks import Control
from summitry.plan.terms import Power
from tests.plans.one_rule import (
    CLOSES,
    DAY,
    HOUR,
    MINUTE,
    OPENS,
    during,
    found,
    limit,
    person,
    told,
    word,
)

STAGE = Exposure(
    exposure_id="stage",
    name="Stage",
    zone_id="square",
    x_m=0.0,
    y_m=0.0,
    z_m=2.0,
    start=OPENS,
    end=OPENS + 2 * HOUR,
)
ROOF = Position(position_id="roof", name="Roof", x_m=120.0, y_m=0.0, z_m=8.0)
POST = Post(
    post_id="roof-post",
    name="Roof post",
    site_id="works",
    start=OPENS,
    end=OPENS + 2 * HOUR,
    owner_unit_id="police",
    holder_unit_id="police",
    position_id="roof",
)
OFFICER = person("p-1")
CHIEF = person("chief", Power.ACCEPT_HIGH_RISK)
FOOTPRINT = ((50.0, -5.0), (51.0, -5.0), (51.0, 5.0), (50.0, 5.0))
SCREEN = Obstacle(
    obstacle_id="screen", name="Screen", top_m=6.0, control_id="put-screen", footprint=FOOTPRINT
)
CONTROL = Control(control_id="put-screen", risk_id="shot", title="Screen in place")


def shift(start=OPENS, end=OPENS + 2 * HOUR):
    return Shift(post_id="roof-post", start=start, end=end, person_id="p-1", unit_id="police")


HELD = [STAGE, ROOF, POST, shift(), OFFICER]
NOBODY = [("nobody", "positions", "roof", "stage", "critical")]


def test_roof_that_nobody_holds_is_found():
    (finding,) = found("C-02", [STAGE, ROOF])

    assert told([finding]) == NOBODY
    assert (finding.start, finding.end) == (OPENS, OPENS + 2 * HOUR)
    assert finding.facts == {
        "position": "roof",
        "exposure": "stage",
        "metres": 120,
        "minutes": 120,
        "stretches": ("2025-10-25T02:00Z/2025-10-25T04:00Z",),
        "posts": (),
        "controls": (),
    }


def test_held_roof_is_covered():
    assert found("C-02", HELD) == ()


@pytest.mark.parametrize(("metres", "count"), [(120.1, 0), (120.2, 1)])
def test_only_positions_up_to_the_limit_matter(metres, count):
    assert len(found("C-02", [STAGE, ROOF, limit("line_of_sight_m_max", metres)])) == count


def test_the_limit_itself_counts():
    level = replace(ROOF, z_m=2.0)

    assert len(found("C-02", [STAGE, level, limit("line_of_sight_m_max", 120.0)])) == 1


def test_post_without_people_holds_nothing():
    (finding,) = found("C-02", [STAGE, ROOF, POST, OFFICER])

    assert (finding.case, finding.facts["posts"]) == ("gaps", ("roof-post",))


def test_shift_that_ends_a_minute_early_leaves_that_minute():
    rows = [STAGE, ROOF, POST, OFFICER, shift(end=OPENS + 119 * MINUTE)]

    (finding,) = found("C-02", rows)

    assert (finding.case, finding.facts["minutes"]) == ("gaps", 1)
    assert (finding.start, finding.end) == (OPENS + 119 * MINUTE, OPENS + 2 * HOUR)


def test_post_that_begins_late_leaves_the_time_before():
    late = replace(POST, start=OPENS + 30 * MINUTE)

    (finding,) = found("C-02", [STAGE, ROOF, late, OFFICER, shift()])

    assert (finding.case, finding.facts["minutes"]) == ("gaps", 30)


def test_absent_officer_leaves_the_roof():
    live = LiveState(absences=((OFFICER.person_id, during(30, 60)),))

    (finding,) = found("C-02", HELD, live=live)

    assert (finding.start, finding.end) == (OPENS + 30 * MINUTE, OPENS + HOUR)


def test_post_of_another_unit_counts_once_that_unit_has_accepted_it():
    theirs = replace(POST, owner_unit_id="protection")
    rows = [STAGE, ROOF, theirs, OFFICER, shift()]
    accepted = word(theirs, AttestationKind.ACCEPTED, "p-1")
    of_an_older_row = word(POST, AttestationKind.ACCEPTED, "p-1")

    assert [f.case for f in found("C-02", rows)] == ["unaccepted"]
    assert [f.case for f in found("C-02", rows, attested=[of_an_older_row])] == ["unaccepted"]
    assert found("C-02", rows, attested=[accepted]) == ()


def acceptance(by="chief", reason="No room for a post", expires=CLOSES):
    return word(ROOF, AttestationKind.ACCEPTED, by, reason=reason, expires=expires)


def test_view_accepted_with_power_reason_and_expiry_is_covered():
    assert found("C-02", [STAGE, ROOF, CHIEF], attested=[acceptance()]) == ()


@pytest.mark.parametrize(
    "lacking",
    [
        acceptance(by="p-1"),
        acceptance(by="stranger"),
        acceptance(reason=" "),
        acceptance(expires=None),
        word(replace(ROOF, z_m=9.0), AttestationKind.ACCEPTED, "chief", reason="x", expires=CLOSES),
    ],
)
def test_acceptance_that_lacks_something_covers_nothing(lacking):
    assert told(found("C-02", [STAGE, ROOF, CHIEF, OFFICER], attested=[lacking])) == NOBODY


def test_acceptance_covers_until_it_expires():
    to_the_end = acceptance(expires=OPENS + 2 * HOUR)
    too_short = acceptance(expires=OPENS + HOUR)

    assert found("C-02", [STAGE, ROOF, CHIEF], attested=[to_the_end]) == ()
    (finding,) = found("C-02", [STAGE, ROOF, CHIEF], attested=[too_short])
    assert (finding.case, finding.facts["minutes"]) == ("lapses", 60)


@pytest.mark.parametrize(("top_m", "count"), [(4.5, 1), (4.6, 0)])
def test_wall_hides_when_it_reaches_the_line(top_m, count):
    # The line falls 6 m over 120 m: it stands at 4.5 m over the wall's near side, 50 m out.
    wall = Obstacle(obstacle_id="wall", name="Wall", top_m=top_m, footprint=FOOTPRINT)

    assert len(found("C-02", [STAGE, ROOF, wall])) == count


def test_screen_hides_once_somebody_has_verified_it():
    rows = [STAGE, ROOF, SCREEN, CONTROL, OFFICER]
    verified = word(CONTROL, AttestationKind.VERIFIED, "p-1")
    by_a_stranger = word(CONTROL, AttestationKind.VERIFIED, "stranger")

    (finding,) = found("C-02", rows)

    assert (finding.case, finding.facts["controls"]) == ("screen", ("put-screen",))
    assert [f.case for f in found("C-02", rows, attested=[by_a_stranger])] == ["screen"]
    assert found("C-02", rows, attested=[verified]) == ()


def test_screen_that_is_too_low_is_not_told_as_the_cause():
    low = replace(SCREEN, top_m=3.0)

    assert told(found("C-02", [STAGE, ROOF, low, CONTROL])) == NOBODY


def test_lowering_a_verified_screen_opens_the_view_again():
    verified = [word(CONTROL, AttestationKind.VERIFIED, "p-1")]
    rows = [STAGE, ROOF, replace(SCREEN, top_m=4.0), CONTROL, OFFICER]

    assert told(found("C-02", rows, attested=verified)) == NOBODY


def test_screen_without_its_control_hides_nothing():
    assert [f.case for f in found("C-02", [STAGE, ROOF, SCREEN])] == ["screen"]


def test_each_exposed_place_is_told_by_itself():
    door = replace(STAGE, exposure_id="door", y_m=30.0)

    assert [f.discriminator for f in found("C-02", [STAGE, door, ROOF])] == ["door", "stage"]


@pytest.mark.parametrize("row", HELD[2:])
def test_without_any_one_row_of_its_cover_the_roof_is_found(row):
    rows = [other for other in HELD if other is not row]

    assert [f.key for f in found("C-02", rows)] == ["roof"]


def test_long_before_the_opening_it_is_not_yet_due():
    early = found("C-02", [STAGE, ROOF], at=OPENS - 4 * DAY)

    assert [f.status for f in early] == [Status.NOT_YET_DUE]


spans = st.lists(
    st.tuples(st.integers(-30, 150), st.integers(1, 90)), max_size=6, unique_by=lambda span: span[0]
)


@given(spans)
def test_minutes_without_cover_are_those_that_a_walk_over_them_finds(drawn):
    shifts = [
        shift(OPENS + first * MINUTE, OPENS + (first + length) * MINUTE) for first, length in drawn
    ]

    findings = found("C-02", [STAGE, ROOF, POST, OFFICER, *shifts])

    left = sum(
        not any(first <= minute < first + length for first, length in drawn)
        for minute in range(120)
    )
    assert [f.facts["minutes"] for f in findings] == ([left] if left else [])


@given(st.integers(2, 30), st.integers(2, 30), st.integers(45, 110), st.integers(1, 25))
def test_wall_hides_when_it_stands_above_the_line_at_either_of_its_sides(eye, point, east, top):
    stage, roof = replace(STAGE, z_m=point + 0.5), replace(ROOF, z_m=eye + 0.5)
    wall = Obstacle(
        obstacle_id="wall",
        name="Wall",
        top_m=float(top),
        footprint=tuple((x + east - 50.0, y) for x, y in FOOTPRINT),
    )

    findings = found("C-02", [stage, roof, wall])

    lowest = min(point + 0.5 + (eye - point) * metres / 120 for metres in (east, east + 1.0))
    assert len(findings) == (0 if lowest < top else 1)
