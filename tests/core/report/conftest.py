"""A small invented plan with findings of every severity and status, for what people read."""

from datetime import UTC, datetime

import pytest

from summitry.check.registry import Rule, Scope
from summitry.check.run import check
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import Attestation, AttestationKind, Attestations, row_hash
from summitry.plan.mandate import Event
from summitry.plan.movements import Closure, Segment
from summitry.plan.organisation import Unit
from summitry.plan.places import Exposure, Obstacle, Position, Site, Zone
from summitry.plan.posts import Post
from summitry.plan.publications import Figure, TrafficOrder
from summitry.plan.risks import Risk
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import Field, Level, Ring, Severity, Treatment
from summitry.report.assessment import Assessment, Choice, MomentFrom
from summitry.report.briefing import Briefing
from summitry.report.formats import Formats
from summitry.report.language import language
from summitry.report.sentences import Teller

NOW = datetime(2030, 5, 8, 9, 30, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script>\"'&"


def moment(day, hour):
    return datetime(2030, 5, day, hour, tzinfo=UTC)


def unheld(_view):
    yield Gap(
        table="positions",
        key="POS-1",
        discriminator="EXP-1",
        start=moment(10, 2),
        end=moment(10, 4),
        facts={"position": "POS-1", "metres": 312.456},
        joins=(("units", "GUARD"), ("posts", "GATE-1")),
    )


def short(view):
    for number, post in enumerate(view.rows(Post).values()):
        yield Gap(
            table="posts",
            key=post.post_id,
            start=post.start,
            end=post.end,
            facts={"have": 1, "need": post.headcount_min, "who": ("A", "B"), "since": post.start},
            field=post.field,
            unknown=number == 1,
        )


def later(_view):
    yield Gap(table="risks", key="RISK-1", case="open", facts={})


def rule(code, severity, phase, check_, cases, reads=()):
    return Rule(
        code=code,
        title=Text(f"Title of {code}"),
        why=Text(f"Why of {code}"),
        cases=cases,
        remedy=Text(f"Remedy of {code}"),
        source=Text(f"Source of {code}"),
        field=Field.PROTECTEES,
        severity=severity,
        phase=phase,
        scope=Scope.POST,
        reads=reads,
        check=check_,
    )


RULES = (
    rule(
        "C-02",
        Severity.CRITICAL,
        Phase.D2,
        unheld,
        {"": Text("{position} looks down from {metres} m.")},
        reads=("positions",),
    ),
    rule(
        "T-02",
        Severity.HIGH,
        Phase.D7,
        short,
        {"": Text("{have} of {need}: {who}, since {since}.")},
        reads=("posts", "exits"),
    ),
    rule("T-03", Severity.LOW, Phase.H12, later, {"open": Text("Nothing yet.")}, reads=("risks",)),
)


def geometry():
    return [
        Exposure(
            exposure_id="EXP-1",
            name="Steps",
            zone_id="Z-1",
            x_m=50,
            y_m=40,
            z_m=2,
            start=moment(10, 2),
            end=moment(10, 4),
        ),
        Position(position_id="POS-1", name="Roof", x_m=300, y_m=200, z_m=30),
        Position(position_id="POS-2", name="Window", x_m=200, y_m=-40, z_m=12),
        Obstacle(
            obstacle_id="OBS-1", name="Block", top_m=20, footprint=((150, 50), (200, 50), (200, 99))
        ),
        Segment(segment_id="SEG-1", name="Avenue", line=((-50, -60), (320, -60))),
        Closure(closure_id="CL-1", segment_id="SEG-1", start=moment(10, 1), end=moment(10, 3)),
    ]


def posts():
    return [
        Post(
            post_id="GATE-1",
            name="North gate",
            site_id="HALL",
            start=moment(10, 0),
            end=moment(10, 6),
            headcount_min=2,
            owner_unit_id="GUARD",
        ),
        Post(
            post_id="WARD-1",
            name="First aid",
            site_id="HALL",
            start=moment(9, 20),
            end=moment(11, 6),
            headcount_min=3,
            field=Field.MEDICAL,
            owner_unit_id="CITY",
        ),
    ]


def published():
    return [
        Figure(
            figure_id="F-1",
            subject="Delegates",
            value="1,800",
            as_of=moment(1, 0),
            source="Paper A",
        ),
        Figure(
            figure_id="F-2",
            subject="Delegates",
            value="2,000",
            as_of=moment(2, 0),
            source="Paper B",
        ),
        TrafficOrder(
            order_id="O-1",
            measure="No lorries",
            roads="Ring road",
            start=moment(10, 0),
            end=moment(10, 9),
            source="Gazette",
        ),
    ]


def rows(name="Invented summit"):
    risk = Risk(
        risk_id="RISK-1",
        title="Storm",
        likelihood=2,
        consequence=3,
        treatment=Treatment.ACCEPT,
    )
    return [
        Event(
            event_id="E-1",
            name=name,
            level=Level.HEAD_OF_STATE,
            opens=moment(10, 2),
            closes=moment(11, 10),
            timezone="Asia/Ho_Chi_Minh",
            remark="Invented district.",
        ),
        Unit(unit_id="GUARD", name=f"Guard {name}"),
        Unit(unit_id="CITY", name="City police"),
        Site(site_id="HALL", name=f"Hall {name}", x_m=0, y_m=0, owner_unit_id="CITY"),
        Zone(
            zone_id="Z-1",
            site_id="HALL",
            name="Forecourt",
            ring=Ring.INNER,
            outline=((0, 0), (100, 0), (100, 80), (0, 80)),
        ),
        *geometry(),
        *posts(),
        *published(),
        risk,
    ]


def attestations():
    risk = rows()[-1]
    return Attestations(
        [
            Attestation(
                subject_table="risks",
                subject_key="RISK-1",
                row_hash=row_hash(risk),
                kind=AttestationKind.ACCEPTED,
                by="P-0001",
                at=moment(1, 0),
                reason="Tents are ready",
                expires=moment(12, 0),
                second_by="P-0002",
            )
        ]
    )


def assess(plan_rows, at=NOW):
    snapshot = Snapshot.of(plan_rows)
    run = check(snapshot, attestations(), at=at, rules=RULES)
    return Assessment(
        snapshot=snapshot,
        attestations=attestations(),
        findings=run.findings,
        rules=RULES,
        at=at,
        moment_from=MomentFrom.GIVEN,
        plan_hash=snapshot.root().hex(),
    )


def brief(assessment, code="en", choice=None):
    formats = Formats(language(code), assessment.event.zone)
    teller = Teller(assessment.snapshot, formats, assessment.rules)
    return Briefing(assessment, teller, choice or Choice())


@pytest.fixture(scope="session")
def assessment():
    return assess(rows())


@pytest.fixture(scope="session")
def hostile():
    return assess(rows(HOSTILE))


@pytest.fixture
def briefing(assessment):
    return brief(assessment)


@pytest.fixture
def briefing_for():
    return brief
