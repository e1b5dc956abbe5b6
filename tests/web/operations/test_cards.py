"""An officer's card: their own post and orders, and not a word of anything else."""

from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from summitry.operations.bodies import (
    FieldReport,
    Incident,
    Note,
    Order,
    OrderMoved,
    OrderStep,
    ReadBack,
    Thing,
)
from summitry.plan.change import Edit
from summitry.plan.table import table_of
from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.events.clock import look_at
from summitry_web.operations.cards import card_of
from summitry_web.plans.actions.rows import save
from tests.plans.small_moments import OPENS
from tests.web.baselines.people import published
from tests.web.made import AT, a_planned_event
from tests.web.operations.made import somebody
from tests.web.operations.made_day import a_day, said

pytestmark = pytest.mark.django_db

OFFICER = "N-003"
"""Stands at the first gate when the event opens."""
CANARY = "zebrafinch"


@pytest.fixture
def day():
    event, commander = a_day()
    account, actor = somebody(
        event, Role.REPORTER, clearance=Marking.AMBER, unit="U-1", person_id=OFFICER
    )
    return event, commander, account, actor


def told(event, actor):
    """Return all that the card holds, as text."""
    return msgspec.json.encode(card_of(actor, event, at=AT)).decode()


def test_the_card_names_the_post_and_who_relieves(day):
    event, _, _, actor = day

    card = card_of(actor, event, at=AT)

    assert (card.shift.post_id, card.post.name, card.net.name) == ("P-gate1", "P-gate1", "Ring")
    assert card.shift.start <= OPENS < card.shift.end
    assert [each.start < card.shift.end < each.end for each in card.relief] == [True, True]
    assert (card.is_there, card.orders) == (False, ())


def test_an_order_reaches_whom_it_names_by_person_post_or_unit(day):
    event, commander, _, actor = day
    for names in ({"person_ids": (OFFICER,)}, {"post_ids": ("P-gate1",)}, {"unit_ids": ("U-1",)},
                  {"post_ids": ("P-aid",)}, {"person_ids": ("N-002",)}):  # fmt: skip
        said(event, commander, Order(text="Go", **names))

    orders = card_of(actor, event, at=AT).orders

    assert [each.addressee for each in orders] == [
        "units/U-1", "posts/P-gate1", f"persons/{OFFICER}"
    ]  # fmt: skip


@pytest.mark.parametrize(("minutes", "is_theirs"), [(31, False), (30, True)])
def test_the_post_and_its_unit_are_the_officers_from_half_an_hour_before_the_shift(
    minutes, is_theirs
):
    event, commander = a_day()
    _, actor = somebody(event, Role.REPORTER, clearance=Marking.AMBER, person_id=OFFICER)
    starts = card_of(actor, event, at=AT).shift.start
    look_at(event, starts - timedelta(minutes=minutes))
    for names in ({"unit_ids": ("U-1",)}, {"post_ids": ("P-gate1",)}, {"person_ids": (OFFICER,)}):
        said(event, commander, Order(text="Go", **names))

    card = card_of(actor, event, at=AT)

    theirs = ["posts/P-gate1", "units/U-1"] if is_theirs else []
    assert [each.addressee for each in card.orders] == [f"persons/{OFFICER}", *theirs]
    assert (card.shift.post_id, card.duty == card.shift) == ("P-gate1", is_theirs)


def test_a_draft_that_is_not_published_moves_no_officer():
    event, _, organiser = a_planned_event()
    look_at(event, OPENS)
    event.save()
    _, actor = somebody(event, Role.REPORTER, clearance=Marking.AMBER, person_id=OFFICER)
    shift = card_of(actor, event, at=AT).shift
    published(event, organiser)
    event.refresh_from_db()
    key = table_of(shift).key_of(shift)
    save(organiser, event, [Edit("shifts", key, replace(shift, person_id="N-002"))], at=AT)
    event.refresh_from_db()

    assert card_of(actor, event, at=AT).shift == shift


def test_a_withdrawn_order_is_gone_and_a_read_back_one_says_so(day):
    event, commander, _, actor = day
    gone, kept = (said(event, commander, Order(text=t, person_ids=(OFFICER,))) for t in "ab")
    said(event, commander, OrderMoved(to=gone.entry_id, step=OrderStep.WITHDRAWN))
    word = ReadBack(to=kept.entry_id, addressee=f"persons/{OFFICER}", words="b")
    said(event, commander, word)

    orders = card_of(actor, event, at=AT).orders

    assert [(each.stands.event.entry_id, each.is_read_back) for each in orders] == [
        (kept.entry_id, True)
    ]


@pytest.mark.parametrize(
    "cells",
    [
        {"marking": Marking.RED},
        {"marking": Marking.AMBER_STRICT, "scope": ("U-2",)},
    ],
)
def test_an_order_above_their_clearance_or_for_another_unit_is_not_told(day, cells):
    event, commander, _, actor = day
    names = {"person_ids": (OFFICER,), "post_ids": ("P-gate1",), "unit_ids": ("U-1",)}
    said(event, commander, Order(text=f"{CANARY} go", **names), **cells)

    assert CANARY not in told(event, actor)


def test_no_word_of_what_does_not_name_them_is_on_the_card_or_its_pages(day, client):
    event, commander, account, actor = day
    gate = Thing("posts", "P-gate1")
    cells = {"place": gate, "marking": Marking.GREEN}
    mine = said(event, commander, Order(text="Go", person_ids=(OFFICER,)))
    for body in (
        Note(text=f"{CANARY} 1"), Note(text=f"{CANARY} 2", to=mine.entry_id),
        FieldReport(text=f"{CANARY} 3", post_id="P-gate1"), Incident(title=f"{CANARY} 4"),
        ReadBack(to=mine.entry_id, addressee=f"persons/{OFFICER}", words=f"{CANARY} 5"),
        OrderMoved(to=mine.entry_id, step=OrderStep.BEGUN, text=f"{CANARY} 6"),
        Order(text=f"{CANARY} 7", post_ids=("P-aid",)),
    ):  # fmt: skip
        said(event, commander, body, **cells)
    client.force_login(account)

    pages = [
        client.get(f"/e/summit/field/{part}").content.decode() for part in ("", "shell/")
    ]  # fmt: skip

    assert CANARY not in told(event, actor)
    assert [CANARY in each for each in pages] == [False, False]
    assert ["Go" in each for each in pages] == [True, True]


def test_the_card_lists_every_duty_to_come_with_its_relief_and_who_leads(day):
    event, _, _, _ = day
    _, twice = somebody(
        event, Role.REPORTER, clearance=Marking.AMBER, unit="U-1", person_id="N-028"
    )

    duties = card_of(twice, event, at=AT).duties

    assert [(each.shift.post_id, each.post.site_id) for each in duties] == [
        ("P-salon", "hall"), ("P-hotel", "hotel"), ("P-night", "hall"),
    ]  # fmt: skip
    assert {each.leader for each in duties} == {"N-U-1"}
    assert [each.relief for each in duties] == [(), (), ()]
