import pytest
from msgspec.structs import replace

from summitry.outcome.live import LiveState
from summitry.plan.places import Exposure, Site, Zone
from summitry.plan.posts import Post, Sector, Shift
from tests.plans.one_rule import HOUR, MINUTE, OPENS, during, found, person, told

SPEECH = Exposure(
    exposure_id="speech",
    name="Speech",
    zone_id="square",
    x_m=0.0,
    y_m=0.0,
    z_m=2.0,
    start=OPENS,
    end=OPENS + HOUR,
)


def watcher(name, bearing_from, bearing_to, *, start=OPENS, end=OPENS + HOUR):
    return [
        Post(
            post_id=name,
            name=name,
            site_id="station",
            start=OPENS,
            end=OPENS + HOUR,
            owner_unit_id="police",
        ),
        Sector(
            sector_id=f"{name}-sector",
            exposure_id="speech",
            post_id=name,
            bearing_from_deg=bearing_from,
            bearing_to_deg=bearing_to,
            start=OPENS,
            end=OPENS + HOUR,
        ),
        Shift(post_id=name, start=start, end=end, person_id=f"{name}-officer", unit_id="police"),
        person(f"{name}-officer"),
    ]


FRONT = watcher("front", 270, 90)
REAR = watcher("rear", 90, 270)
ALL = [SPEECH, *FRONT, *REAR]


def test_two_halves_see_all_round():
    assert found("C-03", ALL) == ()


def test_no_sector_at_all_is_the_whole_circle():
    (finding,) = found("C-03", [SPEECH])

    assert told([finding]) == [("none", "exposures", "speech", "2025-10-25|0", "critical")]
    assert (finding.facts["from_deg"], finding.facts["to_deg"]) == (0, 360)
    assert finding.facts["minutes"] == 60


def test_rear_moved_to_the_front_leaves_the_rear():
    moved = [
        replace(row, bearing_to_deg=100.0, bearing_from_deg=80.0)
        if isinstance(row, Sector)
        else row
        for row in REAR
    ]

    (finding,) = found("C-03", [SPEECH, *FRONT, *moved])

    assert told([finding]) == [("unwatched", "exposures", "speech", "2025-10-25|100", "critical")]
    assert finding.facts == {
        "exposure": "speech",
        "from_deg": 100.0,
        "to_deg": 270.0,
        "width_deg": 170.0,
        "minutes": 60,
        "stretches": ("2025-10-25T02:00Z/2025-10-25T03:00Z",),
        "posts": (),
    }


def test_officer_who_comes_two_minutes_late_leaves_the_rear():
    late = watcher("rear", 90, 270, start=OPENS + 2 * MINUTE)

    (finding,) = found("C-03", [SPEECH, *FRONT, *late])

    assert told([finding]) == [("unstaffed", "exposures", "speech", "2025-10-25|90", "critical")]
    assert (finding.facts["posts"], finding.facts["minutes"]) == (("rear",), 2)
    assert (finding.start, finding.end) == (OPENS, OPENS + 2 * MINUTE)


def test_absence_leaves_the_rear():
    live = LiveState(absences=(("rear-officer", during(10, 20)),))

    (finding,) = found("C-03", ALL, live=live)

    assert (finding.case, finding.facts["minutes"]) == ("unstaffed", 10)


def test_sector_that_ends_early_leaves_its_arc():
    short = [
        replace(row, end=OPENS + 59 * MINUTE) if isinstance(row, Sector) else row for row in REAR
    ]

    (finding,) = found("C-03", [SPEECH, *FRONT, *short])

    assert (finding.case, finding.facts["minutes"]) == ("unwatched", 1)


@pytest.mark.parametrize(("bearing", "count"), [(270.0, 0), (269.0, 1), (271.0, 0)])
def test_arcs_must_touch(bearing, count):
    rear = [
        replace(row, bearing_to_deg=bearing) if isinstance(row, Sector) else row for row in REAR
    ]

    assert len(found("C-03", [SPEECH, *FRONT, *rear])) == count


def test_days_are_told_apart():
    two_days = replace(SPEECH, start=OPENS, end=OPENS + 24 * HOUR)
    whole = watcher("all", 0, 360)
    middle = replace(whole[0], start=OPENS + HOUR, end=OPENS + 23 * HOUR)
    rows = [
        two_days,
        middle,
        replace(whole[1], end=OPENS + 24 * HOUR),
        replace(whole[2], end=OPENS + 24 * HOUR),
        whole[3],
    ]

    assert [f.discriminator for f in found("C-03", rows)] == ["2025-10-25|0", "2025-10-26|0"]


@pytest.mark.parametrize("row", [*FRONT, *REAR])
def test_without_any_one_row_of_its_cover_an_arc_is_found(row):
    rows = [other for other in ALL if other is not row]

    assert {f.key for f in found("C-03", rows)} == {"speech"}


def placed(metres):
    return [
        Zone(zone_id="square", site_id="square-site", name="Square"),
        Site(site_id="square-site", name="Square", x_m=0.0, y_m=0.0),
        Site(site_id="station", name="Station", x_m=metres, y_m=0.0),
    ]


@pytest.mark.parametrize(("metres", "count"), [(1000.0, 0), (1001.0, 2)])
def test_sector_of_a_post_too_far_to_see_is_found(metres, count):
    findings = found("C-03", [*ALL, *placed(metres)])

    assert told(findings) == [
        ("far", "exposures", "speech", f"far|{name}-sector", "critical")
        for name in ("front", "rear")[:count]
    ]


def test_distance_that_is_not_known_is_not_too_far():
    rows = [*ALL, *placed(5000.0)[:2], Site(site_id="station", name="Station")]

    assert found("C-03", rows) == ()
