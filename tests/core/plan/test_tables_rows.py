"""What a row refuses to hold: each limit from both sides."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from summitry.kit.errors import SummitryError
from summitry.kit.time import Interval
from summitry.plan.access import Arrival, Count, Gate, ListVersion, Quota
from summitry.plan.attestation import Attestation, AttestationKind
from summitry.plan.command import Link
from summitry.plan.mandate import Event
from summitry.plan.movements import Closure, Leg, RouteSegment, TravelTime
from summitry.plan.organisation import Person
from summitry.plan.places import Exit, Exposure, Obstacle, Zone
from summitry.plan.plans import UnitPlan
from summitry.plan.posts import Post, PostRequirement, Sector, Shift
from summitry.plan.programme import Delegation, Item, Signatory
from summitry.plan.risks import Risk
from summitry.plan.table import Row
from summitry.plan.terms import Category, Field, ItemKind, Level, Power, Rank, Stage, Treatment

T0 = datetime(2025, 10, 25, 2, tzinfo=UTC)
T1 = T0 + timedelta(hours=1)
SQUARE = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))

VALID: dict[str, tuple[type[Row], dict[str, object]]] = {
    "gate": (
        Gate,
        {
            "gate_id": "G",
            "name": "G",
            "zone_id": "Z",
            "lanes": 2,
            "lane_persons_per_hour": 180,
            "opens": T0,
            "closes": T1,
        },
    ),
    "arrival": (Arrival, {"gate_id": "G", "start": T0, "end": T1, "persons": 1}),
    "quota": (
        Quota,
        {"quota_id": "Q", "category": Category.PRESS, "zone_id": "Z", "persons_max": 1},
    ),
    "count": (
        Count,
        {
            "count_id": "C",
            "category": Category.PRESS,
            "zone_id": "Z",
            "stage": Stage.ISSUED,
            "persons": 1,
            "as_of": T0,
        },
    ),
    "version": (ListVersion, {"list_id": "L", "version": 1, "issued": T0}),
    "link": (Link, {"link_id": "K", "from_command_post_id": "A", "to_command_post_id": "B"}),
    "event": (
        Event,
        {"event_id": "E", "name": "E", "level": Level.MINISTER, "opens": T0, "closes": T1},
    ),
    "leg": (Leg, {"movement_id": "M", "route_id": "R", "depart": T0}),
    "segment": (
        RouteSegment,
        {"route_id": "R", "place": 1, "segment_id": "S", "running_seconds": 60},
    ),
    "closure": (Closure, {"closure_id": "C", "segment_id": "S", "start": T0, "end": T1}),
    "travel": (TravelTime, {"from_site_id": "A", "to_site_id": "B", "minutes": 1}),
    "zone": (Zone, {"zone_id": "Z", "site_id": "S", "name": "Z"}),
    "exit": (Exit, {"exit_id": "X", "zone_id": "Z", "width_m": 1}),
    "exposure": (
        Exposure,
        {
            "exposure_id": "X",
            "name": "X",
            "zone_id": "Z",
            "x_m": 0,
            "y_m": 0,
            "z_m": 0,
            "start": T0,
            "end": T1,
        },
    ),
    "obstacle": (Obstacle, {"obstacle_id": "O", "name": "O", "top_m": 3, "base_m": 1}),
    "plan": (UnitPlan, {"plan_id": "P", "title": "P", "field": Field.FIRE}),
    "post": (Post, {"post_id": "P", "name": "P", "site_id": "S", "start": T0, "end": T1}),
    "requirement": (PostRequirement, {"post_id": "P", "requirement": "r", "qualification_id": "Q"}),
    "shift": (
        Shift,
        {"post_id": "P", "start": T0, "end": T1, "person_id": "N", "unit_id": "U"},
    ),
    "sector": (
        Sector,
        {
            "sector_id": "S",
            "exposure_id": "X",
            "post_id": "P",
            "bearing_from_deg": 0,
            "bearing_to_deg": 360,
            "start": T0,
            "end": T1,
        },
    ),
    "item": (
        Item,
        {
            "item_id": "I",
            "title": "I",
            "kind": ItemKind.SIGNING,
            "room_id": "R",
            "start": T0,
            "end": T1,
        },
    ),
    "delegation": (Delegation, {"delegation_id": "D", "name": "D"}),
    "signatory": (
        Signatory,
        {"signatory_id": "S", "delegation_id": "D", "rank": Rank.MINISTER, "item_id": "I"},
    ),
    "risk": (Risk, {"risk_id": "R", "title": "R", "likelihood": 1, "consequence": 1}),
    "attestation": (
        Attestation,
        {
            "subject_table": "posts",
            "subject_key": "P",
            "row_hash": "00",
            "kind": AttestationKind.ACCEPTED,
            "by": "N-1",
            "at": T0,
        },
    ),
}

ALLOWED: list[tuple[str, str, object]] = [
    ("gate", "lanes", 0),
    ("gate", "lanes", 1_000),
    ("gate", "lane_persons_per_hour", 0),
    ("gate", "lane_persons_per_hour", 100_000),
    ("arrival", "persons", 0),
    ("arrival", "persons", 10_000_000),
    ("quota", "persons_max", 0),
    ("quota", "persons_max", 10_000_000),
    ("count", "persons", 0),
    ("count", "persons", 10_000_000),
    ("version", "version", 999_999),
    ("event", "timezone", "Asia/Ho_Chi_Minh"),
    ("leg", "leg", 100),
    ("segment", "place", 10_000),
    ("segment", "running_seconds", 86_400),
    ("travel", "minutes", 0),
    ("travel", "minutes", 10_000),
    ("zone", "capacity_max", 0),
    ("zone", "capacity_max", 10_000_000),
    ("zone", "outline", SQUARE),
    ("exit", "width_m", 0.1),
    ("exit", "width_m", 1_000),
    ("obstacle", "top_m", 1.1),
    ("obstacle", "footprint", SQUARE),
    ("plan", "version", 9_999),
    ("post", "headcount_min", 1),
    ("requirement", "headcount_min", 10_000),
    ("shift", "slot", 10_000),
    ("sector", "bearing_from_deg", 360),
    ("sector", "bearing_to_deg", 0),
    ("delegation", "members", 1_000_000),
    ("signatory", "order", 10_000),
    ("risk", "likelihood", 5),
    ("risk", "consequence", 5),
    ("attestation", "second_by", "N-2"),
]

REFUSED: list[tuple[str, str, object, str]] = [
    ("gate", "lanes", -1, "number.out_of_range"),
    ("gate", "lanes", 1_001, "number.out_of_range"),
    ("gate", "lane_persons_per_hour", -0.1, "number.out_of_range"),
    ("gate", "lane_persons_per_hour", 100_001, "number.out_of_range"),
    ("gate", "lane_persons_per_hour", float("nan"), "number.not_finite"),
    ("gate", "closes", T0, "interval.empty"),
    ("arrival", "end", T0, "interval.empty"),
    ("arrival", "persons", -1, "number.out_of_range"),
    ("arrival", "persons", 10_000_001, "number.out_of_range"),
    ("quota", "persons_max", -1, "number.out_of_range"),
    ("quota", "persons_max", 10_000_001, "number.out_of_range"),
    ("count", "persons", -1, "number.out_of_range"),
    ("count", "persons", 10_000_001, "number.out_of_range"),
    ("version", "version", 0, "number.out_of_range"),
    ("version", "version", 1_000_000, "number.out_of_range"),
    ("link", "to_command_post_id", "A", "link.to_itself"),
    ("event", "closes", T0, "interval.empty"),
    ("event", "timezone", "Mars/Olympus", "event.timezone"),
    ("event", "timezone", "../etc", "event.timezone"),
    ("leg", "leg", 0, "number.out_of_range"),
    ("leg", "leg", 101, "number.out_of_range"),
    ("segment", "place", 0, "number.out_of_range"),
    ("segment", "place", 10_001, "number.out_of_range"),
    ("segment", "running_seconds", 0, "number.out_of_range"),
    ("segment", "running_seconds", 86_401, "number.out_of_range"),
    ("closure", "end", T0, "interval.empty"),
    ("travel", "minutes", -1, "number.out_of_range"),
    ("travel", "minutes", 10_001, "number.out_of_range"),
    ("zone", "capacity_max", -1, "number.out_of_range"),
    ("zone", "capacity_max", 10_000_001, "number.out_of_range"),
    ("zone", "outline", SQUARE[:2], "outline.malformed"),
    ("zone", "outline", (*SQUARE, SQUARE[0]), "outline.malformed"),
    ("zone", "outline", ((0.0, float("inf")), *SQUARE), "number.not_finite"),
    ("exit", "width_m", 0.09, "number.out_of_range"),
    ("exit", "width_m", 1_001, "number.out_of_range"),
    ("exposure", "end", T0, "interval.empty"),
    ("obstacle", "top_m", 1, "obstacle.height"),
    ("obstacle", "footprint", SQUARE[:1], "outline.malformed"),
    ("plan", "version", 0, "number.out_of_range"),
    ("plan", "version", 10_000, "number.out_of_range"),
    ("post", "headcount_min", 0, "post.headcount_min"),
    ("post", "end", T0, "interval.empty"),
    ("post", "post_id", "P 1", "id.malformed"),
    ("post", "start", T0.replace(tzinfo=None), "moment.not_utc"),
    ("post", "start", T0.astimezone(timezone(timedelta(hours=7))), "moment.not_utc"),
    ("post", "start", T0.replace(microsecond=1), "moment.not_whole_seconds"),
    ("requirement", "headcount_min", 0, "number.out_of_range"),
    ("requirement", "headcount_min", 10_001, "number.out_of_range"),
    ("requirement", "language", "en", "requirement.one_of"),
    ("requirement", "qualification_id", None, "requirement.one_of"),
    ("requirement", "requirement", "a b", "id.malformed"),
    ("shift", "end", T0, "interval.empty"),
    ("shift", "slot", 0, "number.out_of_range"),
    ("shift", "slot", 10_001, "number.out_of_range"),
    ("sector", "bearing_from_deg", -1, "number.out_of_range"),
    ("sector", "bearing_to_deg", 360.5, "number.out_of_range"),
    ("sector", "end", T0, "interval.empty"),
    ("item", "end", T0, "interval.empty"),
    ("item", "principal_ids", ("b", "a"), "set.unsorted"),
    ("item", "principal_ids", ("a", "a"), "set.unsorted"),
    ("item", "principal_ids", ("a b",), "id.malformed"),
    ("delegation", "members", -1, "number.out_of_range"),
    ("delegation", "members", 1_000_001, "number.out_of_range"),
    ("signatory", "order", 0, "number.out_of_range"),
    ("signatory", "order", 10_001, "number.out_of_range"),
    ("risk", "treatment", "hope", "choice.unknown"),
    ("risk", "likelihood", 0, "number.out_of_range"),
    ("risk", "likelihood", 6, "number.out_of_range"),
    ("risk", "consequence", 0, "number.out_of_range"),
    ("risk", "consequence", 6, "number.out_of_range"),
    ("attestation", "second_by", "N-1", "attestation.same_person"),
]


@pytest.mark.parametrize("name", VALID)
def test_row_is_made(name: str) -> None:
    row_type, cells = VALID[name]

    assert {each: getattr(row_type(**cells), each) for each in cells} == cells


@pytest.mark.parametrize(("name", "column", "value"), ALLOWED)
def test_cell_is_allowed(name: str, column: str, value: object) -> None:
    row_type, cells = VALID[name]

    assert getattr(row_type(**{**cells, column: value}), column) == value


@pytest.mark.parametrize(("name", "column", "value", "code"), REFUSED)
def test_cell_is_refused(name: str, column: str, value: object, code: str) -> None:
    row_type, cells = VALID[name]

    with pytest.raises(SummitryError) as caught:
        row_type(**{**cells, column: value})

    assert caught.value.code == code


def test_post_tells_its_interval_and_risk_its_score() -> None:
    post = Post(post_id="P", name="P", site_id="S", start=T0, end=T1)
    risk = Risk(risk_id="R", title="R", likelihood=3, consequence=4)

    assert post.interval == Interval(T0, T1)
    assert risk.score == 12


def test_word_of_a_vocabulary_becomes_its_member() -> None:
    row_type, cells = VALID["risk"]
    person = Person(person_id="N", unit_id="U", powers=("accept-risk",))

    assert row_type(**cells, treatment="accept").treatment is Treatment.ACCEPT
    assert person.powers[0] is Power.ACCEPT_RISK


def test_event_tells_the_zone_of_its_venue() -> None:
    row_type, cells = VALID["event"]

    assert row_type(**cells, timezone="Asia/Tokyo").zone == ZoneInfo("Asia/Tokyo")
