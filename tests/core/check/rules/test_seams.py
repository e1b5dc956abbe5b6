import pytest

from summitry.plan.access import Gate
from summitry.plan.attestation import AttestationKind
from summitry.plan.perimeter import Seam
from summitry.plan.places import Zone
from summitry.plan.terms import Jurisdiction
from tests.plans.one_rule import CLOSES, OPENS, found, limit, person, told, word

UN = Jurisdiction.UNITED_NATIONS
GUARDS = [person("inside", unit="un"), person("outside", unit="police")]


def square(size, x=0.0, y=0.0):
    return ((x - size, y - size), (x + size, y - size), (x + size, y + size), (x - size, y + size))


def zone(zone_id, jurisdiction=Jurisdiction.HOST, outline=(), ring="outer", site="hall"):
    return Zone(
        zone_id=zone_id,
        site_id=site,
        name=zone_id,
        ring=ring,
        jurisdiction=jurisdiction,
        outline=outline,
    )


def seam(**cells):
    return Seam(
        **{
            "seam_id": "seam",
            "inner_zone_id": "un",
            "outer_zone_id": "host",
            "procedure": "Hand over at the rope",
            "inner_unit_id": "un",
            "outer_unit_id": "police",
            **cells,
        }
    )


def acknowledged(row, *by):
    return [word(row, AttestationKind.ACKNOWLEDGED, each) for each in by]


def pair(gap_m):
    """Return two squares side by side with a gap between them."""
    return [
        zone("un", UN, square(10), ring="inner"),
        zone("host", outline=square(10, x=20 + gap_m)),
    ]


@pytest.mark.parametrize(("gap_m", "cases"), [(0.0, ["none"]), (1.0, ["none"]), (1.01, [])])
def test_outlines_touch_up_to_the_limit(gap_m, cases):
    assert [finding.case for finding in found("C-37", pair(gap_m))] == cases


def test_limit_of_touching_is_the_event_s_own():
    rows = [*pair(4.0), limit("outlines_apart_m_max", 5)]

    assert told(found("C-37", rows)) == [("none", "zones", "un", "host", "high")]


def test_zones_of_one_jurisdiction_have_no_seam():
    rows = [zone("un", outline=square(10)), zone("host", outline=square(30))]

    assert found("C-37", rows) == ()


def test_zone_inside_another_meets_it():
    rows = [zone("un", UN, square(10), ring="inner"), zone("host", outline=square(30))]

    assert told(found("C-37", rows)) == [("none", "zones", "un", "host", "high")]


def test_zone_between_parts_two_zones_that_lie_in_each_other():
    rows = [
        zone("un", UN, square(10), ring="inner"),
        zone("between", UN, square(20), ring="middle"),
        zone("host", outline=square(30)),
    ]

    assert told(found("C-37", rows)) == [("none", "zones", "between", "host", "high")]


def test_gate_joins_two_zones_wherever_they_lie():
    gate = Gate(
        gate_id="gate",
        name="Gate",
        zone_id="un",
        from_zone_id="host",
        lanes=1,
        lane_persons_per_hour=100,
        opens=OPENS,
        closes=CLOSES,
    )
    rows = [
        zone("un", UN, square(10), ring="inner"),
        zone("host", outline=square(10, x=500)),
    ]

    assert found("C-37", rows) == ()
    assert told(found("C-37", [*rows, gate])) == [("none", "zones", "un", "host", "high")]


def test_site_with_two_jurisdictions_and_no_outlines_needs_one_seam():
    rows = [zone("un", UN, ring="inner"), zone("host"), zone("garden")]

    assert told(found("C-37", rows)) == [("somewhere", "zones", "un", "somewhere", "high")]
    row = seam()
    words = acknowledged(row, "inside", "outside")
    assert found("C-37", [*rows, row, *GUARDS], attested=words) == ()


def test_zones_of_two_sites_without_outlines_do_not_meet():
    assert found("C-37", [zone("un", UN), zone("host", site="hotel")]) == ()


def test_procedure_that_both_sides_acknowledged_is_enough():
    row = seam()

    findings = found(
        "C-37", [*pair(0), row, *GUARDS], attested=acknowledged(row, "inside", "outside")
    )

    assert findings == ()


def test_side_that_has_not_acknowledged_is_named():
    row = seam()

    findings = found("C-37", [*pair(0), row, *GUARDS], attested=acknowledged(row, "inside"))

    assert told(findings) == [("not-acknowledged", "seams", "seam", "police", "high")]


def test_change_of_the_procedure_opens_acknowledgement_again():
    words = acknowledged(seam(), "inside", "outside")
    row = seam(procedure="Hand over at the door")

    findings = found("C-37", [*pair(0), row, *GUARDS], attested=words)

    assert [finding.discriminator for finding in findings] == ["police", "un"]


@pytest.mark.parametrize(
    ("cells", "case"),
    [
        ({"procedure": "   "}, "no-procedure"),
        ({"inner_unit_id": None}, "no-unit"),
        ({"outer_unit_id": None}, "no-unit"),
    ],
)
def test_seam_without_procedure_or_unit_is_found(cells, case):
    findings = found("C-37", [*pair(0), seam(**cells), *GUARDS])

    assert told(findings) == [(case, "seams", "seam", "", "high")]


def test_seam_may_be_written_down_either_way_round():
    row = seam(inner_zone_id="host", outer_zone_id="un")

    findings = found(
        "C-37", [*pair(0), row, *GUARDS], attested=acknowledged(row, "inside", "outside")
    )

    assert findings == ()


def test_seam_of_a_zone_that_does_not_exist_is_told_elsewhere():
    assert found("C-37", [zone("un", UN), seam()]) == ()
