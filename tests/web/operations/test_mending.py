"""Ways to close a gap: what is offered to whom, and what an order takes of it."""

import pytest
from msgspec.structs import replace

from summitry.kit.errors import SummitryError
from summitry.operations.assurance import watch
from summitry.operations.bodies import Incident
from summitry.operations.day import edits_of
from summitry.operations.ways import Way
from summitry.plan.change import Edit
from summitry.plan.posts import Shift
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.frame.refused import Denied
from summitry_web.operations import assured
from summitry_web.operations.mending import (
    changes_of,
    choices_for,
    chosen,
    gap_for,
    readers_of,
)
from tests.web.operations.made import somebody
from tests.web.operations.made_day import (
    SWAPPED,
    a_day,
    a_reader,
    an_absence,
    said,
    seen_as,
    swappable,
)

pytestmark = pytest.mark.django_db

RESERVE = "N-P-seal-1"


def a_gap():
    """Return the day with a gap, as its commander sees it."""
    event, account = a_day()
    an_absence(event, account)
    seen = seen_as(event, account)
    (gap,) = seen.gaps
    return event, account, seen, gap


def test_the_least_repair_comes_first_and_says_what_it_does_and_whom_it_is_told():
    _, _, seen, gap = a_gap()

    offered = choices_for(seen, gap)

    first = offered.found[0]
    assert (gap.minutes, gap.finding.code, gap.finding.key) == (60, "C-52", "P-gate1")
    assert (first.way, first.minutes) == ("reserve", 60)
    assert first.text.startswith(f"{RESERVE}: take over post P-gate1")
    assert first.addressees == (f"persons/{RESERVE}", "posts/P-gate1")
    assert [(each.table, each.is_out) for each in first.changes] == [("shifts", False)]
    assert [each.identity for each in first.closes] == [gap.identity]
    assert offered.barred[0][:2] == ("C-54", "Too little rest, too long on duty")


def test_what_is_chosen_makes_an_order_that_puts_the_person_there():
    _, _, seen, gap = a_gap()
    token = choices_for(seen, gap).found[0].token

    choice = chosen(seen, gap.identity, token)

    order = choice.order("Go")
    (edit,) = edits_of(order)
    assert isinstance(edit.row, Shift)
    assert (edit.row.person_id, edit.row.post_id) == (RESERVE, "P-gate1")
    assert (order.person_ids, order.post_ids) == ((RESERVE,), ("P-gate1",))


def test_a_choice_counts_for_its_own_gap_alone_and_as_it_was_signed():
    _, _, seen, gap = a_gap()
    token = choices_for(seen, gap).found[0].token

    for identity, sent in ((gap.identity, f"{token}x"), ("0" * 16, token), (gap.identity, "")):
        with pytest.raises(SummitryError, match=r"repair\.stale"):
            chosen(seen, identity, sent)


def test_a_gap_that_is_none_is_not_there():
    _, _, seen, _ = a_gap()

    with pytest.raises(Denied):
        gap_for(seen, "0" * 16)


def test_a_way_over_rows_that_are_not_the_readers_is_not_offered():
    event, account, _, gap = a_gap()
    unit, _ = somebody(event, Role.READER, unit="U-2", clearance=Marking.GREEN)
    seen, whole = seen_as(event, unit), seen_as(event, account)

    edits = [edit for each in choices_for(whole, gap).found for edit in edits_in(whole, gap, each)]

    assert seen.gaps == ()
    assert changes_of(seen, edits) == ()
    assert len(changes_of(whole, edits)) == len(edits)


def edits_in(seen, gap, choice):
    return edits_of(chosen(seen, gap.identity, choice.token).order("Go"))


@pytest.mark.parametrize("marking", [Marking.GREEN, Marking.AMBER, Marking.AMBER_STRICT])
def test_an_order_is_marked_as_the_entry_that_uncovered_the_gap(marking):
    event, account = a_day()
    an_absence(event, account, marking=marking)
    seen = seen_as(event, account)
    (gap,) = seen.gaps
    choice = chosen(seen, gap.identity, choices_for(seen, gap).found[0].token)

    found, scope = readers_of(seen, choice)

    assert found is max(marking, Marking.AMBER, key=lambda each: each.height)
    assert scope == ()


def test_whom_an_order_is_for_is_found_by_one_more_check_for_each_marking(monkeypatch):
    event, account = a_day()
    an_absence(event, account)
    checked = []

    def watching(*parts):
        checked.append(parts)
        return watch(*parts)

    def found_by(checks):
        seen = seen_as(event, account)
        choice = chosen(seen, seen.gaps[0].identity, choices_for(seen, seen.gaps[0]).found[0].token)
        checked.clear()
        assert readers_of(seen, choice) == (Marking.AMBER, ())
        assert len(checked) == checks

    monkeypatch.setattr(assured, "watch", watching)
    found_by(checks=0)
    said(event, account, Incident(title="Smoke"), marking=Marking.RED)
    found_by(checks=1)


@pytest.mark.parametrize(
    ("table", "key"), [("posts", "P-desk"), ("persons", SWAPPED)], ids=["post", "person"]
)
def test_an_order_is_for_the_owners_alone_of_a_hidden_row_of_which_it_tells(table, key):
    rows = swappable()
    row = next(each.row for each in rows if (each.table, each.key) == (table, key))
    event, account = a_day((*rows, Edit(table, key, replace(row, marking=Marking.AMBER_STRICT))))
    an_absence(event, account)
    seen = seen_as(event, account)
    (gap,) = seen.gaps
    offered = {each.way: each for each in choices_for(seen, gap).found}
    reader = a_reader(event)
    theirs = seen_as(event, reader)

    swap, reserve = (
        readers_of(seen, chosen(seen, gap.identity, offered[way].token))
        for way in (Way.SWAP, Way.RESERVE)
    )

    assert swap == (Marking.AMBER_STRICT, ("U-1",))
    assert reserve == (Marking.AMBER, ())
    assert Way.SWAP not in {each.way for each in choices_for(theirs, theirs.gaps[0]).found}
