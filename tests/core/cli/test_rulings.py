"""`summitry accept`, `suppress` and `quarantine`, over a small plan on disk."""

import json
from datetime import UTC, datetime

import pytest

from summitry.cli.files import load, save
from summitry.cli.main import main
from summitry.package.package import Package
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person, Unit
from summitry.plan.places import Site
from summitry.plan.posts import Post
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Level, Power

REASON = ("--reason", "The door is walled up", "--expires", "2030-05-12T00:00")


@pytest.fixture(autouse=True)
def _english(monkeypatch):
    monkeypatch.setenv("SUMMITRY_LANG", "en")


@pytest.fixture
def plan(tmp_path):
    """A plan with a post that nobody stands on (critical) and a site without owner (high)."""
    powers = {
        "chief": (Power.ACCEPT_HIGH_RISK,),
        "deputy": (Power.ACCEPT_HIGH_RISK,),
        "keeper": (Power.SET_ASIDE_RULE,),
    }
    snapshot = Snapshot.of(
        [
            Event(
                event_id="E",
                name="Invented summit",
                level=Level.HEAD_OF_STATE,
                opens=datetime(2030, 5, 10, 2, tzinfo=UTC),
                closes=datetime(2030, 5, 11, 2, tzinfo=UTC),
                timezone="Asia/Ho_Chi_Minh",
                lead_unit_id="CITY",
                now=datetime(2030, 5, 8, tzinfo=UTC),
            ),
            Unit(unit_id="CITY", name="City police"),
            Site(site_id="HALL", name="Hall"),
            Post(
                post_id="GATE-1",
                name="North gate",
                site_id="HALL",
                start=datetime(2030, 5, 10, 0, tzinfo=UTC),
                end=datetime(2030, 5, 10, 6, tzinfo=UTC),
                owner_unit_id="CITY",
            ),
            *(Person(person_id=name, unit_id="CITY", powers=held) for name, held in powers.items()),
        ]
    )
    path = tmp_path / "plan"
    save(Package(snapshot=snapshot), path)
    return path


def findings(plan, capfdbinary):
    """Return the exit status of a check, and its findings by rule and key."""
    capfdbinary.readouterr()
    status = main(["check", str(plan), "--format", "json"])
    told = json.loads(capfdbinary.readouterr().out)["findings"]
    return status, {(each["code"], each["key"]): each for each in told}


def said(capfdbinary):
    written = capfdbinary.readouterr()
    return (written.out + written.err).decode()


def test_critical_finding_accepted_by_two_leaves_the_exit_status(plan, capfdbinary):
    before, found = findings(plan, capfdbinary)
    gate = found["C-52", "GATE-1"]
    critical = [each["identity"] for each in found.values() if each["severity"] == "critical"]
    words = ["--by", "chief", "--second", "deputy", *REASON]

    statuses = {main(["accept", str(plan), identity, *words]) for identity in critical}
    told = said(capfdbinary)
    after, now = findings(plan, capfdbinary)

    assert (before, statuses, after) == (1, {0}, 0)
    assert "until Sun, 12 May 2030, 00:00 GMT+07:00." in told
    assert "It rules 1 finding away." in told
    assert now["C-52", "GATE-1"]["ruling"]["by"] == "chief"
    assert {**now["C-52", "GATE-1"], "ruling": None} == gate


def test_graver_finding_is_open_again(plan, capfdbinary):
    _, found = findings(plan, capfdbinary)
    identity = found["C-01", "HALL"]["identity"]
    main(["accept", str(plan), identity, "--by", "chief", "--second", "keeper", *REASON])
    package = load(plan)
    (ruling,) = package.rulings

    text = (plan / "rulings.csv").read_text(encoding="utf-8")
    (plan / "rulings.csv").write_text(text.replace(",high,", ",medium,"), encoding="utf-8")
    _, now = findings(plan, capfdbinary)

    assert (ruling.severity, ruling.identity) == ("high", identity)
    assert now["C-01", "HALL"]["ruling"] is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--by", "chief"), "take a second person"),
        (("--by", "keeper", "--second", "chief"), "has no power"),
        (("--by", "nobody", "--second", "chief"), "nobody is not a person of the plan"),
        (("--by", "chief", "--second", "chief"), "The second person of a ruling is the first"),
        (("--by", "no body"), "cannot be an id"),
    ],
)
def test_ruling_that_would_have_no_effect_is_refused(plan, capfdbinary, words, told):
    _, found = findings(plan, capfdbinary)
    identity = found["C-52", "GATE-1"]["identity"]

    status = main(["accept", str(plan), identity, *words, *REASON])

    assert status == 2
    assert told in said(capfdbinary)
    assert load(plan).rulings == ()


def test_refusal_names_what_its_sentence_says_in_the_readers_language(plan, capfdbinary):
    _, found = findings(plan, capfdbinary)
    words = ["accept", str(plan), found["C-52", "GATE-1"]["identity"], *REASON]

    main([*words, "--by", "keeper", "--second", "chief", "--lang", "fr"])
    powerless = said(capfdbinary)
    main([*words, "--by", "nobody", "--lang", "fr"])

    assert "critique" in powerless
    assert "critical" not in powerless
    assert " · " not in said(capfdbinary)


@pytest.mark.parametrize(
    ("reason", "told"),
    [
        (("--reason", " ", "--expires", "2030-05-12T00:00"), "gives no reason"),
        (("--reason", "x", "--expires", "2030-05-01T00:00"), "would have expired"),
        (("--reason", "x", "--expires", "soon"), "soon"),
    ],
)
def test_reason_and_a_later_expiry_are_needed(plan, capfdbinary, reason, told):
    words = ["quarantine", str(plan), "C-01", "--by", "keeper", *reason]

    assert main(words) == 2
    assert told in said(capfdbinary)


def test_unknown_finding_and_one_ruled_on_already_are_refused(plan, capfdbinary):
    _, found = findings(plan, capfdbinary)
    identity = found["C-01", "HALL"]["identity"]
    words = ["--by", "chief", "--second", "deputy", *REASON]

    unknown = main(["accept", str(plan), identity[:-1] + "z", *words])
    near = said(capfdbinary)
    first = main(["accept", str(plan), identity, *words])
    again = main(["accept", str(plan), identity, *words])

    assert (unknown, first, again) == (2, 0, 2)
    assert f"Did you mean: {identity}" in near
    assert "is ruled on already, by chief" in said(capfdbinary)


def test_suppression_reaches_one_row_or_one_unit_up_to_its_severity(plan, capfdbinary):
    by = ["--by", "keeper", *REASON]
    high = ["--severity", "high", "--second", "chief"]

    medium = main(["suppress", str(plan), "1", "--row", "sites/HALL", *by])
    told = said(capfdbinary)
    grave = main(["suppress", str(plan), "C-01", "--row", "sites/HALL", *high, *by])
    more = said(capfdbinary)
    unit = main(["suppress", str(plan), "C-52", "--unit", "CITY", *high, *by])
    _, now = findings(plan, capfdbinary)

    assert (medium, grave, unit) == (0, 0, 0)
    assert "It rules 0 findings away." in told
    assert "It rules 1 finding away." in more
    assert now["C-01", "HALL"]["ruling"]["kind"] == "suppress"
    assert now["C-52", "GATE-1"]["ruling"] is None


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("suppress", "C-01", "--row", "sites/NOWHERE"), "sites/NOWHERE"),
        (("suppress", "C-01", "--row", "nothing"), "nothing"),
        (("suppress", "C-01", "--unit", "ARMY"), "ARMY"),
        (("suppress", "C-999", "--unit", "CITY"), "C-999"),
        (("quarantine", "C-01", "--severity", "high"), "take a second person"),
    ],
)
def test_ruling_on_nothing_is_refused(plan, capfdbinary, words, told):
    command, *rest = words

    assert main([command, str(plan), *rest, "--by", "keeper", *REASON]) == 2
    assert told in said(capfdbinary)


def test_pattern_cannot_be_asked_to_reach_critical_findings(plan):
    words = ["quarantine", str(plan), "C-52", "--severity", "critical", "--by", "keeper", *REASON]

    with pytest.raises(SystemExit) as left:
        main(words)

    assert left.value.code == 2


def test_quarantine_is_told_by_the_brief_report_and_leaves_critical_findings(plan, capfdbinary):
    high = ["--severity", "high", "--second", "chief"]
    main(["quarantine", str(plan), "C-01", *high, "--by", "keeper", *REASON])
    main(["quarantine", str(plan), "C-52", *high, "--by", "keeper", *REASON])
    capfdbinary.readouterr()

    status = main(["check", str(plan), "--brief"])

    assert status == 1
    flat = " ".join(said(capfdbinary).split())
    assert "ruled away and not counted here; by chief and keeper." in flat


def test_same_ruling_is_not_written_twice(plan, capfdbinary):
    words = ["quarantine", str(plan), "C-05", "--by", "keeper", *REASON]

    statuses = [main(words), main(words)]

    assert statuses == [0, 2]
    assert "is ruled on already, by keeper" in said(capfdbinary)
    assert len(load(plan).rulings) == 1
