import pytest
from msgspec.structs import replace

from summitry.outcome.finding import Status
from summitry.outcome.live import LiveState
from summitry.plan.attestation import AttestationKind
from summitry.plan.command import CommandPost, CommandPostNet, Link
from summitry.plan.communications import Contact, Liaison, Sitrep
from summitry.plan.organisation import Person, Unit
from summitry.plan.posts import Post
from summitry.plan.terms import CommandLevel, Hearing, LinkKind
from tests.plans.one_rule import HOUR, MINUTE, NOW, OPENS, during, found, limit, person, told, word

UNITS = [
    Unit(unit_id="agency", name="Agency"),
    Unit(unit_id="police", name="Police"),
    Unit(unit_id="patrol", name="Patrol", parent_id="police"),
]
AGENCY_POST = CommandPost(
    command_post_id="cp",
    name="Agency's command post",
    level=CommandLevel.TACTICAL,
    owner_unit_id="agency",
    site_id="grounds",
)
FENCE = Post(
    post_id="fence",
    name="Fence",
    site_id="grounds",
    start=OPENS,
    end=OPENS + 2 * HOUR,
    owner_unit_id="police",
    net_id="local",
)
OFFICER = person("officer", unit="police")
SEAT = Liaison(
    liaison_id="seat",
    command_post_id="cp",
    unit_id="police",
    person_id="officer",
    start=OPENS,
    end=OPENS + 2 * HOUR,
)


def seats(*rows, live=None):
    return found("C-13", [*UNITS, OFFICER, *rows], live=live or LiveState())


def test_unit_at_the_same_site_without_anybody_in_the_command_post_is_found():
    (gap,) = seats(AGENCY_POST, FENCE)

    assert (gap.case, gap.key, gap.discriminator) == ("none", "cp", "police:2025-10-25")
    assert (gap.start, gap.end) == (FENCE.start, FENCE.end)


def test_unit_whose_officer_sits_there_all_the_time_is_silent():
    assert seats(AGENCY_POST, FENCE, SEAT) == ()


def test_hours_that_the_seat_leaves_empty_are_found_to_the_minute():
    late = replace(SEAT, start=OPENS + MINUTE)

    (gap,) = seats(AGENCY_POST, FENCE, late)

    assert (gap.case, gap.start, gap.end) == ("hours", OPENS, OPENS + MINUTE)


def test_officer_who_is_absent_on_the_day_leaves_the_seat_empty():
    live = LiveState(absences=(("officer", during(10, 20)),))

    (gap,) = seats(AGENCY_POST, FENCE, SEAT, live=live)

    assert (gap.start, gap.end) == (OPENS + 10 * MINUTE, OPENS + 20 * MINUTE)


def test_officer_of_another_unit_fills_no_seat():
    stranger = person("stranger", unit="agency")

    (gap,) = seats(AGENCY_POST, FENCE, stranger, replace(SEAT, person_id="stranger"))

    assert gap.case == "hours"


def test_post_elsewhere_counts_once_the_command_post_hears_its_net():
    away = replace(AGENCY_POST, site_id="elsewhere")
    hears = CommandPostNet(command_post_id="cp", net_id="local")

    assert seats(away, FENCE) == ()
    assert len(seats(away, FENCE, hears)) == 1
    assert seats(away, FENCE, replace(hears, hearing=Hearing.TALKS)) == ()


def test_unit_that_holds_a_post_for_the_owner_needs_a_seat():
    away = replace(AGENCY_POST, site_id=None)
    roof = replace(FENCE, owner_unit_id="agency", holder_unit_id="police", net_id=None)

    assert [gap.discriminator for gap in seats(away, roof)] == ["police:2025-10-25"]


def test_own_unit_and_its_parts_need_no_seat():
    own = replace(AGENCY_POST, owner_unit_id="police")

    assert seats(own, FENCE) == ()
    assert seats(own, replace(FENCE, owner_unit_id="patrol")) == ()


def test_seat_of_the_whole_is_enough_for_its_part():
    assert seats(AGENCY_POST, replace(FENCE, owner_unit_id="patrol"), SEAT) == ()


def test_liaison_officer_between_two_command_posts_is_enough_and_a_line_is_not():
    other = CommandPost(
        command_post_id="local", name="Local", level="tactical", owner_unit_id="police"
    )
    link = Link(
        link_id="between",
        from_command_post_id="local",
        to_command_post_id="cp",
        kind=LinkKind.LIAISON_OFFICER,
    )

    assert seats(AGENCY_POST, FENCE, other, link) == ()
    assert len(seats(AGENCY_POST, FENCE, other, replace(link, kind=LinkKind.LINE))) == 1


def test_hours_of_the_command_post_bound_what_it_needs():
    short = replace(AGENCY_POST, start=OPENS + HOUR, end=OPENS + 3 * HOUR)

    (gap,) = seats(short, FENCE)

    assert (gap.start, gap.end) == (OPENS + HOUR, OPENS + 2 * HOUR)
    assert seats(replace(short, start=FENCE.end), FENCE) == ()


def test_seat_without_a_person_is_not_known():
    (gap,) = seats(AGENCY_POST, FENCE, replace(SEAT, person_id=None))

    assert (gap.case, gap.table, gap.key) == ("unnamed", "liaisons", "seat")
    assert gap.status in {Status.UNKNOWN, Status.NOT_YET_DUE}


COMPLETE = [
    replace(AGENCY_POST, commander_id="officer", alternate_id="spare"),
    CommandPost(
        command_post_id="spare",
        name="Spare",
        level=CommandLevel.OPERATIONAL,
        site_id="depot",
        commander_id="officer",
    ),
    OFFICER,
]


def test_command_post_with_commander_and_alternate_elsewhere_is_silent():
    assert found("C-120", COMPLETE) == ()


@pytest.mark.parametrize(
    ("cells", "case", "column"),
    [
        ({"commander_id": None}, "commander", "commander_id"),
        ({"alternate_id": None}, "alternate", "alternate_id"),
        ({"alternate_id": "cp"}, "alternate", "alternate_id"),
        ({"site_id": "depot"}, "same-site", "alternate_id"),
    ],
)
def test_what_a_command_post_lacks_is_found(cells, case, column):
    (gap,) = found("C-120", [replace(COMPLETE[0], **cells), *COMPLETE[1:]])

    assert (gap.case, gap.key, gap.column) == (case, "cp", column)


def test_alternate_at_an_unknown_place_or_not_in_the_plan_is_let_through():
    somewhere = [replace(COMPLETE[0], site_id=None), replace(COMPLETE[1], site_id=None), OFFICER]

    assert found("C-120", somewhere) == ()
    assert found("C-120", [COMPLETE[0], OFFICER]) == ()


def test_commander_who_leaves_before_the_command_post_closes_is_found():
    leaves = Person(person_id="officer", unit_id="police", available_until=OPENS + HOUR)
    hours = replace(COMPLETE[0], start=OPENS, end=OPENS + 2 * HOUR)

    gaps = found("C-120", [hours, replace(COMPLETE[1], start=OPENS, end=OPENS + HOUR), leaves])

    assert [(gap.case, gap.key, gap.start, gap.end) for gap in gaps] == [
        ("away", "cp", OPENS + HOUR, OPENS + 2 * HOUR)
    ]


def test_hours_that_end_before_the_event_begins_are_no_stop():
    early = replace(COMPLETE[0], start=OPENS + 99 * HOUR)
    leaves = Person(person_id="officer", unit_id="police", available_until=OPENS + 90 * HOUR)

    assert found("C-120", [early, COMPLETE[1], leaves]) == ()


ISSUED, ACKNOWLEDGED = AttestationKind.ISSUED, AttestationKind.ACKNOWLEDGED
REPORT = Sitrep(
    sitrep_id="s",
    command_post_id="cp",
    due=NOW - 30 * MINUTE,
    recipient_unit_ids=("agency", "police"),
)
READERS = [OFFICER, person("agent", unit="agency")]


def reports(row, *words):
    return found("C-80", [row, *READERS], attested=words)


def test_report_that_all_have_acknowledged_is_silent():
    words = [word(REPORT, ISSUED, "agent")]
    words += [word(REPORT, ACKNOWLEDGED, by) for by in ("agent", "officer")]

    assert reports(REPORT, *words) == ()


def test_recipient_who_has_not_acknowledged_is_found_once_the_time_is_over():
    words = [word(REPORT, ISSUED, "agent"), word(REPORT, ACKNOWLEDGED, "agent")]

    assert [gap.discriminator for gap in reports(REPORT, *words)] == ["police"]


def test_recipient_still_has_a_minute():
    fresh = replace(REPORT, due=REPORT.due + MINUTE)

    assert reports(fresh, word(fresh, ISSUED, "agent")) == ()


def test_report_is_due_at_its_moment_and_not_before():
    now, soon = replace(REPORT, due=NOW), replace(REPORT, due=NOW + MINUTE)

    assert [gap.case for gap in reports(now)] == ["not-issued"]
    assert reports(soon) == ()


def test_report_to_nobody_is_found():
    alone = replace(REPORT, recipient_unit_ids=(), due=NOW + HOUR)

    assert [gap.case for gap in reports(alone)] == ["no-recipient"]


def test_time_to_acknowledge_is_the_event_s():
    rows = [REPORT, *READERS, limit("sitrep_acknowledged_minutes_max", 31)]

    assert found("C-80", rows, attested=[word(REPORT, ISSUED, "agent")]) == ()


DESK = Contact(contact_id="desk", office="Duty desk", phone="100", hours="all day")


@pytest.mark.parametrize(
    ("cells", "cases"),
    [
        ({}, []),
        ({"phone": " "}, [("silent", "medium")]),
        ({"phone": "", "net_id": "local"}, [("no-phone", "low")]),
        ({"hours": ""}, [("hours", "low")]),
    ],
)
def test_desk_needs_a_telephone_and_hours(cells, cases):
    gaps = found("C-126", [replace(DESK, **cells)])

    assert [(each[0], each[4]) for each in told(gaps)] == cases
