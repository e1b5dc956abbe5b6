"""The Hanoi example's treaty: what is public stands with its source, what is unsure says so."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

import pytest

from summitry.cli.files import load
from summitry.package.package import Package
from summitry.plan.programme import Delegation, Signatory
from summitry.plan.treaty import Act, ActKind, Article, Conformity, Provision, State, Treaty
from summitry.policy.state_names import ENGLISH

EXAMPLE = Path(__file__).parents[2] / "examples" / "hanoi-2025"
WITHOUT_CODE = {"UNNAMED"}


@pytest.fixture(scope="module")
def final() -> Package:
    return load(EXAMPLE / "final")


def test_treaty_enters_into_force_ninety_days_after_the_fortieth_instrument(final: Package) -> None:
    (treaty,) = final.snapshot.rows(Treaty).values()

    assert (treaty.instruments_min, treaty.days_after) == (40, 90)
    assert treaty.opens == datetime(2025, 10, 24, 17, tzinfo=UTC)
    assert "A/RES/79/243" in treaty.source


def test_convention_has_sixty_eight_articles_none_of_them_checked(final: Package) -> None:
    articles = list(final.snapshot.rows(Article).values())
    chapters = Counter(article.chapter.split(" ")[0] for article in articles)

    assert sorted(article.number for article in articles) == list(range(1, 69))
    assert {article.verified for article in articles} == {False}
    assert chapters == {
        "I": 6,
        "II": 15,
        "III": 1,
        "IV": 12,
        "V": 18,
        "VI": 1,
        "VII": 3,
        "VIII": 2,
        "IX": 10,
    }


def test_seventy_two_signed_at_hanoi_each_with_its_source(final: Package) -> None:
    acts = list(final.snapshot.rows(Act).values())
    days = Counter(act.day.isoformat() for act in acts)

    assert {act.kind for act in acts} == {ActKind.SIGNATURE}
    assert days == {"2025-10-25": 69, "2025-10-26": 3, "2025-11-19": 1}
    assert [act.act_id for act in acts if not act.source] == []


def test_every_state_is_named_by_its_code_and_signs_for_its_delegation(final: Package) -> None:
    plan = final.snapshot
    states = plan.rows(State)
    signing = {row.delegation_id for row in plan.rows(Signatory).values()}

    assert set(states) - WITHOUT_CODE <= set(ENGLISH)
    assert {row.delegation_id for row in states.values()} - {None} == signing
    assert {
        plan.rows(Delegation)[row.delegation_id].kind is row.kind
        for row in states.values()
        if row.delegation_id is not None
    } == {True}


def test_nothing_is_said_of_the_law_of_a_state(final: Package) -> None:
    provisions = final.snapshot.rows(Provision).values()

    assert {(row.law, row.conformity) for row in provisions} == {("", Conformity.NOT_EXAMINED)}
