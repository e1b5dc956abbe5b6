import pytest
from msgspec.structs import replace

from summitry.outcome.finding import Status
from summitry.plan.attestation import AttestationKind
from summitry.plan.aviation import Airspace, Clearance, Frequency, Weapons
from summitry.plan.places import Exposure, Site, Zone
from summitry.plan.terms import Power
from tests.plans.one_rule import HOUR, MINUTE, OPENS, found, person, told, word

LEAVE = Clearance(clearance_id="c", kind="weapons", delegation_id="d", owner_unit_id="mfa")
ARMS = Weapons(weapons_id="w", delegation_id="d", kind="pistol", count=4, clearance_id="c")
OFFICER = person("officer", Power.CLEAR_PARTY)
GIVEN = [word(LEAVE, AttestationKind.CLEARED, "officer")]


@pytest.mark.parametrize(
    ("row", "attested", "cases"),
    [
        (ARMS, GIVEN, []),
        (ARMS, [], ["open"]),
        (replace(ARMS, clearance_id=None), GIVEN, ["none"]),
        (replace(ARMS, clearance_id=None, count=0), GIVEN, []),
        (replace(ARMS, delegation_id="e"), GIVEN, ["wrong"]),
    ],
)
def test_foreign_weapons_need_leave(row, attested, cases):
    findings = found("C-167", [LEAVE, OFFICER, row], attested=attested)

    assert [finding.case for finding in findings] == cases


def test_a_clearance_for_weapons_is_none_for_frequencies():
    radio = Frequency(frequency_id="q", delegation_id="d", mhz=150, clearance_id="c")

    (finding,) = found("C-167", [LEAVE, OFFICER, radio], attested=GIVEN)

    assert (finding.case, finding.table, finding.field.value) == ("wrong", "frequencies", "command")


def channel(name, mhz, delegation):
    return Frequency(frequency_id=name, delegation_id=delegation, mhz=mhz, width_khz=12.5)


@pytest.mark.parametrize(
    ("mhz", "delegation", "count"),
    [(150.0125, "e", 0), (150.012, "e", 1), (149.988, "e", 1), (150.012, "d", 0)],
)
def test_channels_of_two_delegations_may_touch_and_not_overlap(mhz, delegation, count):
    rows = [channel("q", 150, "d"), channel("r", mhz, delegation)]

    assert len(found("C-168", rows)) == count


def test_the_overlap_is_told_at_the_higher_channel():
    (finding,) = found("C-168", [channel("q", 150.01, "d"), channel("r", 150, "e")])

    assert told([finding]) == [("", "frequencies", "q", "r", "medium")]
    assert finding.facts["khz"] == 2.5


PLACES = [
    Site(site_id="hall", name="Hall", x_m=0, y_m=0),
    Site(site_id="base", name="Base", x_m=3000, y_m=0),
    Zone(zone_id="z", site_id="hall", name="Hall"),
]
STEPS = Exposure(
    exposure_id="steps",
    name="Steps",
    zone_id="z",
    x_m=0,
    y_m=0,
    z_m=1,
    start=OPENS,
    end=OPENS + HOUR,
    owner_unit_id="guard",
)
SKY = Airspace(
    airspace_id="sky",
    site_id="hall",
    radius_m=2000,
    ceiling_m=900,
    start=OPENS,
    end=OPENS + HOUR,
    owner_unit_id="air",
)


def open_sky(*restrictions, issued=True, places=PLACES):
    words = [word(each, AttestationKind.ISSUED, "officer") for each in restrictions if issued]
    return found("C-169", [*places, STEPS, OFFICER, *restrictions], attested=words)


def test_a_restriction_over_the_place_for_its_time_is_enough():
    assert open_sky(SKY) == ()
    assert told(open_sky(SKY, issued=False)) == [("unissued", "airspace", "sky", "", "high")]


def test_without_any_restriction_other_rules_speak():
    assert open_sky() == ()


@pytest.mark.parametrize(("minute", "cases"), [(60, []), (59, ["time"])])
def test_it_holds_for_the_whole_exposure(minute, cases):
    findings = open_sky(replace(SKY, end=OPENS + minute * MINUTE))

    assert [finding.case for finding in findings] == cases


@pytest.mark.parametrize(("radius", "cases"), [(3000, []), (2999, ["none"])])
def test_it_reaches_as_far_as_its_radius(radius, cases):
    assert [f.case for f in open_sky(replace(SKY, site_id="base", radius_m=radius))] == cases


def test_a_site_without_a_place_leaves_it_unknown():
    (finding,) = open_sky(replace(SKY, site_id="nowhere"))

    assert (finding.case, finding.status) == ("place", Status.UNKNOWN)
