"""The list for one gate."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.access import Participant
from summitry.plan.accreditation import AccessRight, Revocation
from summitry.plan.posts import Post
from summitry.report.paper.catalogue import document
from summitry.report.paper.document import Kind
from tests.plans.papers import part, sheet_of, source, told
from tests.plans.small_moments import at

MANY = [
    Participant(participant_id=f"PX-{number:04}", category="delegate", badge=f"X{number:04}")
    for number in range(1_000)
]


def test_list_tells_hours_staff_and_the_version_in_force():
    shown = sheet_of(Kind.GATE_LIST)

    assert ["Opening hours", "Sat 25 Oct, 06:00-11:00"] in part(shown, "")
    assert ["Persons an hour", "720"] in part(shown, "")
    assert part(shown, "Staff of the gate") == [["P-gate1", "Sat 25 Oct, 06:00-11:00", "2", "U-1"]]
    assert part(shown, "Lists in force") == [
        ["Access", "access list", "2", "Wed 22 Oct, 21:00", "signed"]
    ]
    assert part(shown, "When in doubt") == [["Call Main on the net Ring."]]


def test_admitted_are_the_category_and_the_extra_right_by_badge():
    shown = sheet_of(Kind.GATE_LIST)

    assert part(shown, "Categories that may enter") == [["delegates", "no"]]
    assert part(shown, "May enter here") == [["B-1", "Press"], ["B-2", "delegates"]]


def test_revoked_badge_is_not_admitted_until_the_revocation_expires():
    def rows(**more):
        return [
            Revocation(revocation_id="RV", participant_id="PA-2", decided=at(-40), **more),
        ]

    gone, back = sheet_of(Kind.GATE_LIST, rows()), sheet_of(Kind.GATE_LIST, rows(expires=at(-30)))

    assert [row[0] for row in part(gone, "May enter here")] == ["B-1"]
    assert part(gone, "Revoked: keep the badge") == [["B-2", "Thu 23 Oct, 17:00"]]
    assert [row[0] for row in part(back, "May enter here")] == ["B-1", "B-2"]


def test_extra_right_that_is_over_admits_nobody():
    over = AccessRight(participant_id="PA-1", zone_id="Z-1", end=at(-30))

    assert [row[0] for row in part(sheet_of(Kind.GATE_LIST, [over]), "May enter here")] == ["B-2"]


def test_refusing_a_delegate_of_a_state_is_never_left_to_the_gate():
    rule = "\n".join(row[0] for row in part(sheet_of(Kind.GATE_LIST), "How the gate decides"))

    assert "A delegate of a State is never refused at the gate" in rule
    assert "reason code" in rule


def test_nobody_stands_on_it_by_name():
    shown = sheet_of(Kind.GATE_LIST, MANY)

    # The package holds names beside the plan; a paper is made from the plan alone.
    assert "PX-" not in told(shown)
    assert len(part(shown, "May enter here")) == 1_002


def test_gate_without_a_net_is_told_whom_to_call_all_the_same():
    post = Post(post_id="P-gate1", name="P", site_id="hall", start=at(-3), end=at(2), gate_id="G-1")

    assert part(sheet_of(Kind.GATE_LIST, [post]), "When in doubt") == [["Call Main."]]


def test_unknown_gate_is_refused():
    with pytest.raises(SummitryError) as refused:
        document(source(), Kind.GATE_LIST, "G-9")

    assert refused.value.code == "print.no_row"
