from datetime import timedelta

import pytest

from summitry.outcome.finding import Status
from summitry.plan.access import ControlledList, Count, Gate, ListCopy, ListVersion
from summitry.plan.attestation import AttestationKind
from summitry.plan.organisation import Unit
from summitry.plan.posts import Post
from summitry.plan.terms import Category, ListKind, NotOnList, Power, Stage, UnitKind
from tests.plans.one_rule import CLOSES, DAY, HOUR, NOW, OPENS, found, limit, person, told, word

KEEPER = person("keeper", Power.RECALL_LIST)
COPY = ListCopy(list_id="access", version=1, gate_id="north")


def gate(**cells):
    return Gate(
        **{
            "gate_id": "north",
            "name": "North",
            "zone_id": "hall",
            "lanes": 1,
            "lane_persons_per_hour": 400.0,
            "opens": OPENS - HOUR,
            "closes": CLOSES,
            "device": "Reader",
            "decision_rule": "On the list and like the photo",
            "contact_id": "desk",
            "not_on_list": NotOnList.BLOCK_AND_LOG,
            **cells,
        }
    )


def listed(*shows, **cells):
    return ControlledList(
        list_id="access",
        name="Access",
        kind=ListKind.ACCESS,
        owner_unit_id="office",
        shows=tuple(sorted(shows)),
        **cells,
    )


def post(start=OPENS - HOUR, end=CLOSES, **cells):
    return Post(
        post_id=f"post-{start:%H%M}",
        name="Gate",
        site_id="venue",
        start=start,
        end=end,
        **{"gate_id": "north", "holder_unit_id": "office", **cells},
    )


def test_a_gate_with_list_device_rule_desk_and_keeper_is_let_through():
    assert found("C-38", [gate(), listed(), COPY, post()]) == ()


UNITS = [
    Unit(unit_id="office", name="Office", kind=UnitKind.PROTOCOL),
    Unit(unit_id="desk", name="Desk", kind=UnitKind.PROTOCOL, parent_id="office"),
    Unit(unit_id="guard", name="Guard", kind=UnitKind.GUARD),
]


@pytest.mark.parametrize(
    ("cells", "case"),
    [
        ({"device": " "}, "no-device"),
        ({"decision_rule": ""}, "no-rule"),
        ({"contact_id": None}, "no-contact"),
    ],
)
def test_a_gate_that_lacks_something_is_found(cells, case):
    findings = found("C-38", [gate(**cells), listed(), COPY, post()])

    assert told(findings) == [(case, "gates", "north", case, "medium")]


@pytest.mark.parametrize("rows", [[listed()], [COPY]])
def test_a_gate_without_a_list_that_the_plan_has_is_found(rows):
    findings = found("C-38", [gate(), *rows, post()])

    assert told(findings) == [("no-list", "gates", "north", "no-list", "high")]


def test_a_gate_where_nobody_of_the_office_that_keeps_the_list_stands_is_found():
    findings = found("C-38", [*UNITS, gate(), listed(), COPY, post(holder_unit_id="guard")])

    assert told(findings) == [
        ("no-keeper", "gates", "north", "no-keeper:office:2025-10-25", "high")
    ]
    assert (findings[0].start, findings[0].end) == (OPENS - HOUR, CLOSES)


def test_somebody_of_a_unit_within_the_office_is_of_the_office():
    assert found("C-38", [*UNITS, gate(), listed(), COPY, post(holder_unit_id="desk")]) == ()


def test_an_office_that_the_plan_does_not_have_is_told_as_a_dangling_reference_only():
    assert found("C-38", [gate(), listed(), COPY, post(holder_unit_id="guard")]) == ()


def test_an_owner_holds_a_post_that_nobody_else_holds():
    own = post(holder_unit_id=None, owner_unit_id="office")

    assert found("C-38", [*UNITS, gate(), listed(), COPY, own]) == ()


@pytest.mark.parametrize(
    ("minutes", "number"), [(0, 0), (1, 1)], ids=["touching", "a minute between"]
)
def test_posts_of_the_keeper_must_meet(minutes, number):
    rows = [post(end=OPENS), post(start=OPENS + timedelta(minutes=minutes))]

    findings = found("C-38", [*UNITS, gate(), listed(), COPY, *rows])

    assert [(f.start, f.end) for f in findings] == [
        (OPENS, OPENS + timedelta(minutes=minutes))
    ] * number


def test_where_no_post_names_its_gate_nothing_is_said_of_keepers():
    assert found("C-38", [*UNITS, gate(), listed(), COPY, post(gate_id=None)]) == ()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        (NotOnList.LET_IN, [("let-in", "high", Status.WRONG)]),
        (NotOnList.LOG, [("not-blocked", "high", Status.WRONG)]),
        (NotOnList.BLOCK, [("not-logged", "medium", Status.WRONG)]),
        (None, [("unsaid", "medium", Status.UNKNOWN)]),
        (NotOnList.BLOCK_AND_LOG, []),
    ],
)
def test_whoever_is_not_on_the_list_is_stopped_and_written_down(answer, expected):
    findings = found("C-39", [gate(not_on_list=answer)], at=OPENS)

    assert [(f.case, f.severity, f.status) for f in findings] == expected


def test_a_list_shows_the_least_data():
    rows = [listed("badge", "Photo ", "category", "yes/no", "zone", " "), COPY]

    assert found("C-33", rows) == ()


def test_what_a_list_shows_beyond_is_found_entry_by_entry():
    findings = found("C-33", [listed("badge", "name", "nationality")])

    assert told(findings) == [
        ("more", "lists", "access", "name", "high"),
        ("more", "lists", "access", "nationality", "high"),
    ]


def test_a_list_at_a_gate_of_which_nobody_said_what_it_shows_is_unknown():
    findings = found("C-33", [listed(), COPY], at=OPENS)

    assert told(findings) == [("unsaid", "lists", "access", "unsaid", "medium")]
    assert findings[0].status is Status.UNKNOWN
    assert found("C-33", [listed()]) == ()


def version(number=1, *, issued=NOW - DAY, as_of=NOW - DAY):
    return ListVersion(list_id="access", version=number, issued=issued, records_as_of=as_of)


@pytest.mark.parametrize(("seconds", "cases"), [(0, []), (1, ["stale"])])
def test_records_may_be_three_days_old(seconds, cases):
    as_of = NOW - 72 * HOUR - timedelta(seconds=seconds)

    assert [f.case for f in found("C-34", [listed(), version(as_of=as_of)])] == cases


def test_records_newer_than_the_list_and_records_without_a_date_are_found():
    ahead = found("C-34", [listed(), version(as_of=NOW - DAY + timedelta(seconds=1))])
    unsaid = found("C-34", [listed(), version(as_of=None)])

    assert told(ahead) == [("ahead", "list_versions", "access|1", "ahead", "medium")]
    assert told(unsaid) == [("unsaid", "list_versions", "access|1", "unsaid", "medium")]
    assert unsaid[0].status is Status.UNKNOWN


def test_only_the_newest_version_in_force_is_looked_at():
    old, new = version(1, as_of=None), version(2)
    recalled = word(new, AttestationKind.RECALLED, "keeper")
    coming = version(3, issued=NOW + HOUR, as_of=None)
    rows = [listed(), KEEPER, old, new, coming]

    assert found("C-34", rows) == ()
    assert [f.key for f in found("C-34", rows, attested=[recalled])] == ["access|1"]


def count(as_of, zone="hall", stage=Stage.APPROVED):
    return Count(
        count_id=f"{zone}-{stage}",
        category=Category.PRESS,
        zone_id=zone,
        stage=stage,
        persons=1,
        as_of=as_of,
    )


@pytest.mark.parametrize(("seconds", "keys"), [(0, []), (1, ["hall-approved"])])
def test_a_zone_is_counted_anew_within_a_week(seconds, keys):
    rows = [count(NOW - 168 * HOUR - timedelta(seconds=seconds)), count(NOW, "plaza")]

    assert [finding.key for finding in found("C-34", rows)] == keys


def test_one_new_count_of_a_zone_is_enough_and_after_the_event_none_is_needed():
    old = count(NOW - 30 * DAY)

    assert found("C-34", [old, count(NOW, stage=Stage.ISSUED)]) == ()
    assert found("C-34", [old], at=CLOSES) == ()


def test_ages_can_be_set():
    rows = [listed(), version(as_of=NOW - 100 * HOUR), count(NOW - 200 * HOUR)]
    set_higher = [limit("list_records_hours_max", 100), limit("count_age_hours_max", 200)]

    assert len(found("C-34", rows)) == 2
    assert found("C-34", [*rows, *set_higher]) == ()
