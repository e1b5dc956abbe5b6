import pytest
from msgspec.structs import replace

from summitry.check.rules.ownership import OWNED
from summitry.plan.attestation import AttestationKind
from summitry.plan.places import Site, Zone
from summitry.plan.plans import Task, TaskPart
from summitry.plan.posts import Post, Sector
from summitry.plan.risks import Risk
from summitry.plan.tables import TABLES
from summitry.plan.terms import Field
from tests.plans.one_rule import HOUR, NOW, OPENS, found, person, told, word

# C-01: exactly one owner; the event itself has none here and is found each time

EVENTS_OWN = ("none", "event", "trial", "", "high")


def test_one_owner_is_right():
    assert told(found("C-01", [Site(site_id="hall", name="Hall", owner_unit_id="police")])) == [
        EVENTS_OWN
    ]


def test_no_owner_is_told():
    findings = found("C-01", [Site(site_id="hall", name="Hall")])

    assert told(findings) == [EVENTS_OWN, ("none", "sites", "hall", "", "high")]
    assert findings[1].column == "owner_unit_id"


@pytest.mark.parametrize(
    ("owners", "case"), [((), "none"), (("army",), None), (("army", "police"), "several")]
)
def test_an_owner_that_may_be_several_is_exactly_one(owners, case):
    zone = Zone(zone_id="yard", site_id="hall", name="Yard", owner_unit_ids=owners)

    expected = [] if case is None else [(case, "zones", "yard", "", "high")]
    assert told(found("C-01", [zone])) == [EVENTS_OWN, *expected]


def test_several_owners_are_named():
    risk = Risk(
        risk_id="fire",
        title="Fire",
        likelihood=1,
        consequence=1,
        owner_unit_ids=("army", "police"),
    )

    assert found("C-01", [risk])[1].facts == {"owners": ("army", "police"), "count": 2}


def test_the_field_of_the_row_is_that_of_the_finding():
    post = Post(
        post_id="p", name="P", site_id="hall", start=OPENS, end=OPENS + HOUR, field=Field.MEDICAL
    )

    assert [f.field for f in found("C-01", [post])][1:] == [Field.MEDICAL]


def test_every_table_whose_owner_may_be_missing_is_looked_at():
    expected = {
        name
        for name, declared in TABLES.items()
        if declared.owner is not None and not declared.column(declared.owner).required
    }

    assert set(OWNED) == expected
    assert {"event", "posts", "tasks", "zones", "controls"} <= expected


# C-08: a post that another unit holds is accepted by it

POST = Post(
    post_id="roof",
    name="Roof",
    site_id="hall",
    start=OPENS,
    end=OPENS + HOUR,
    owner_unit_id="guard",
    holder_unit_id="police",
)
ACCEPTED = AttestationKind.ACCEPTED
HOLDER = person("p", unit="police")
OWNER = person("g", unit="guard")


def test_an_accepted_post_is_fine():
    assert found("C-08", [POST, HOLDER], attested=[word(POST, ACCEPTED, "p")]) == ()


@pytest.mark.parametrize("holder", [None, "guard"])
def test_a_post_that_its_owner_holds_needs_no_acceptance(holder):
    assert found("C-08", [replace(POST, holder_unit_id=holder)]) == ()


def test_a_post_nobody_accepted_is_told():
    findings = found("C-08", [POST, HOLDER])

    assert told(findings) == [("", "posts", "roof", "", "high")]
    assert findings[0].facts == {"post": "roof", "owner": "guard", "holder": "police"}
    assert findings[0].units == ("guard", "police")


def test_a_word_of_the_owner_is_no_acceptance_by_the_holder():
    findings = found("C-08", [POST, HOLDER, OWNER], attested=[word(POST, ACCEPTED, "g")])

    assert told(findings) == [("", "posts", "roof", "", "high")]


def test_a_word_of_somebody_unknown_is_no_acceptance():
    findings = found("C-08", [POST], attested=[word(POST, ACCEPTED, "p")])

    assert [f.key for f in findings] == ["roof"]


def test_another_word_than_acceptance_does_not_count():
    attested = [word(POST, AttestationKind.ACKNOWLEDGED, "p")]

    assert [f.key for f in found("C-08", [POST, HOLDER], attested=attested)] == ["roof"]


def test_a_changed_post_must_be_accepted_anew():
    changed = replace(POST, end=POST.end + HOUR)
    findings = found("C-08", [changed, HOLDER], attested=[word(POST, ACCEPTED, "p")])

    assert told(findings) == [("changed", "posts", "roof", "", "high")]


@pytest.mark.parametrize(("hours", "count"), [(0, 1), (1, 0)])
def test_an_acceptance_counts_until_it_expires(hours, count):
    accepted = word(POST, ACCEPTED, "p", expires=NOW + hours * HOUR)

    assert len(found("C-08", [POST, HOLDER], attested=[accepted])) == count


def test_a_post_that_holds_a_position_is_critical():
    findings = found("C-08", [replace(POST, position_id="tower"), HOLDER])

    assert told(findings) == [("", "posts", "roof", "", "critical")]


def test_a_post_that_watches_a_sector_is_critical():
    sector = Sector(
        sector_id="west",
        exposure_id="stage",
        post_id="roof",
        bearing_from_deg=180,
        bearing_to_deg=360,
        start=OPENS,
        end=OPENS + HOUR,
    )
    (finding,) = found("C-08", [POST, HOLDER, sector])

    assert finding.severity == "critical"
    assert finding.joins == (("sectors", "west"),)


def test_a_post_without_owner_is_given_by_nobody():
    findings = found("C-08", [replace(POST, owner_unit_id=None), HOLDER])

    assert told(findings) == [("no-owner", "posts", "roof", "", "high")]


# C-87: each cooperating unit has its part

TASK = Task(
    task_id="sweep",
    title="Sweep",
    plan_id="venue",
    lead_unit_ids=("police",),
    cooperating_unit_ids=("army", "fire"),
)


def part(unit_id, text="Search the roof"):
    return TaskPart(task_id="sweep", unit_id=unit_id, part=text)


def test_a_part_for_each_unit_is_right():
    assert found("C-87", [TASK, part("army"), part("fire")]) == ()


def test_a_unit_without_a_part_is_told():
    findings = found("C-87", [TASK, part("army")])

    assert told(findings) == [("missing", "tasks", "sweep", "fire", "high")]
    assert findings[0].facts == {"task": "sweep", "unit": "fire"}


def test_a_blank_part_is_none():
    findings = found("C-87", [TASK, part("army", "  "), part("fire")])

    assert told(findings) == [("blank", "tasks", "sweep", "army", "high")]


def test_the_lead_needs_no_part():
    assert found("C-87", [replace(TASK, cooperating_unit_ids=())]) == ()


def test_a_part_of_a_unit_that_the_task_does_not_name_is_told():
    findings = found("C-87", [TASK, part("army"), part("fire"), part("medics")])

    assert told(findings) == [("not-named", "tasks", "sweep", "medics", "high")]
    assert findings[0].joins == (("task_parts", "sweep|medics"),)


def test_the_lead_may_have_a_part():
    assert found("C-87", [TASK, part("army"), part("fire"), part("police")]) == ()
