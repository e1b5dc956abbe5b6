"""The officer's card."""

import pytest
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.plan.communications import Contact
from summitry.plan.places import Exposure
from summitry.plan.posts import Sector
from summitry.plan.terms import Marking
from summitry.report.paper.catalogue import coded, document
from summitry.report.paper.document import Kind
from summitry.report.paper.post_card import chosen, subjects
from tests.plans.papers import part, sheet, sheet_of, source, told
from tests.plans.small_moments import at


def card(subject, rows=()):
    plan = source(rows)
    return sheet(document(plan, Kind.POST_CARD, subject), plan=plan)


def test_card_tells_place_time_people_relief_and_whom_to_call():
    shown = sheet_of(Kind.POST_CARD)

    assert shown.heading == "P-gate1"
    assert part(shown, "") == [
        ["Post", "P-gate1"],
        ["Site", "Hall"],
        ["On duty", "Sat 25 Oct, 06:00-11:00"],
        ["People", "2"],
        ["Relief at", "07:30, 09:00 and 10:30"],
    ]
    assert part(shown, "Instructions")[-1] == ["Gate", "Gate 1"]
    assert part(shown, "Whom to call") == [
        ["Net", "Ring"],
        ["Reports to", "Main"],
        ["Duty desk", "Duty officer: +84 24 0000 0000"],
        ["Rendezvous point", "Car park"],
        ["Forward command post", "Lobby"],
        ["Staffed by", "U-1"],
    ]


def test_card_of_a_watching_post_tells_its_arcs_and_is_marked_as_high_as_what_it_shows():
    plan = source()
    watching = next(post for post in plan.view.rows(Exposure))
    sectors = [
        subject
        for subject in subjects(plan)
        if "|" not in subject and "Watches" in told(card(subject))
    ]

    shown = card(sectors[0])

    assert watching == "EX-1"
    assert any("Steps: " in cell for row in part(shown, "Instructions") for cell in row)
    assert shown.marking is Marking.AMBER_STRICT
    assert sheet_of(Kind.POST_CARD).marking is Marking.AMBER


def test_card_of_a_day_is_cut_to_the_day():
    assert part(card("P-ward|2025-10-25"), "")[2] == ["On duty", "Sat 25 Oct, 06:00-17:00"]


def test_post_without_shifts_has_no_relief():
    assert ["Relief at", "none"] in part(card("P-ward"), "")


def test_desk_without_a_phone_is_called_by_its_call_sign():
    desk = Contact(contact_id="K-1", office="Duty officer", unit_id="U-1", call_sign="ZERO")

    assert ["Duty desk", "Duty officer: ZERO"] in part(card("P-gate1", [desk]), "Whom to call")


def test_no_desk_leaves_a_place_for_handwriting():
    shown = card("P-ward")
    call = next(each for each in shown.parts if each.heading == "Whom to call")

    assert [row[1].lines for row in call.rows if row[0].lines == ("Duty desk",)] == [()]


@pytest.mark.parametrize(
    ("subject", "code"),
    [
        ("P-none", "print.no_row"),
        ("P-gate1|2025-10-20", "print.not_on_day"),
        ("P-gate1|tomorrow", "cell.day"),
    ],
)
def test_card_that_cannot_be_is_refused(subject, code):
    with pytest.raises(SummitryError) as refused:
        card(subject)

    assert refused.value.code == code


def test_cards_are_chosen_by_unit_site_and_day():
    plan = source()
    day = at(0).date()

    assert chosen(plan, unit="U-3", site=None, day=None) == ["P-aid", "P-ward"]
    assert chosen(plan, unit="U-3", site="hall", day=day) == [
        "P-aid|2025-10-25",
        "P-ward|2025-10-25",
    ]
    assert chosen(plan, unit="U-3", site="hotel", day=None) == []
    assert chosen(plan, unit="U-9", site=None, day=None) == []


def test_every_subject_makes_a_card_with_its_own_code():
    plan = source()
    codes = [coded(plan, document(plan, Kind.POST_CARD, each)).text for each in subjects(plan)]

    assert len(codes) == len(set(codes)) > 1


def test_arc_that_is_watched_at_another_time_is_not_on_the_card():
    sector = next(iter(source().view.rows(Sector).values()))
    post_id = sector.post_id
    later = replace(sector, start=at(20), end=at(21))

    assert "Watches" in told(card(post_id))
    assert "Watches" not in told(card(post_id, [later]))
