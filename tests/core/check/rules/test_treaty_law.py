"""C-211 and C-212: national law and contact points."""

import pytest

from summitry.plan.attestation import AttestationKind
from summitry.plan.treaty import Article, Conformity, ContactPoint, Provision
from tests.plans.one_rule import HOUR, MINUTE, NOW, found, person, told, word

SECOND = MINUTE / 60
LATER = NOW + 999 * HOUR


def article(number: int = 7, **cells: object) -> Article:
    return Article(**{"treaty_id": "T", "number": number, "title": "x", **cells})


def provision(**cells: object) -> Provision:
    return Provision(
        **{
            "provision_id": "PV",
            "treaty_id": "T",
            "article": 7,
            "conformity": Conformity.MISSING,
            "action": "Draft a bill",
            "due": LATER,
            **cells,
        }
    )


def test_article_that_asks_for_law_needs_a_provision() -> None:
    asks = article(asks_law=True)

    assert told(found("C-211", [asks])) == [
        ("not-examined", "articles", "T|7", "not-examined", "medium")
    ]
    assert found("C-211", [asks, provision()]) == ()
    assert found("C-211", [article()]) == ()


@pytest.mark.parametrize("conformity", [c for c in Conformity if c is not Conformity.CONFORMS])
def test_provision_that_does_not_conform_needs_an_action(conformity: Conformity) -> None:
    (gap,) = found("C-211", [provision(conformity=conformity, action=" ")])

    unknown = conformity is Conformity.NOT_EXAMINED
    assert (gap.case, gap.column) == ("no-action", "action")
    assert gap.status == ("unknown" if unknown else "wrong")


@pytest.mark.parametrize(("due", "case"), [(NOW + SECOND, None), (NOW, "late"), (None, "no-date")])
def test_provision_that_does_not_conform_needs_a_date_and_keeps_it(
    due: object, case: str | None
) -> None:
    row = provision(due=due)

    assert [gap.case for gap in found("C-211", [row])] == ([case] if case else [])
    done = [word(row, AttestationKind.COMPLETED, "N-1")]
    assert found("C-211", [row, person("N-1")], attested=done) == ()


def test_provision_that_conforms_names_the_law() -> None:
    good = provision(conformity=Conformity.CONFORMS, law="Act A", action="", due=None)
    bare = provision(conformity=Conformity.CONFORMS, law="  ", action="", due=None)

    assert found("C-211", [good]) == ()
    assert [gap.case for gap in found("C-211", [bare])] == ["no-law"]


def test_provision_is_for_an_article_of_the_treaty() -> None:
    assert [gap.case for gap in found("C-211", [article(8), provision()])] == ["no-article"]
    assert found("C-211", [provision()]) == ()


def contact(**cells: object) -> ContactPoint:
    return ContactPoint(
        **{
            "contact_point_id": "CP",
            "treaty_id": "T",
            "article": 7,
            "office": "Desk",
            "around_the_clock": True,
            "notify_by": LATER,
            **cells,
        }
    )


def test_article_that_asks_for_a_contact_point_needs_one() -> None:
    asks = article(asks_contact=True)

    assert told(found("C-212", [asks])) == [("missing", "articles", "T|7", "missing", "medium")]
    assert found("C-212", [asks, contact(around_the_clock=False)]) == ()
    assert found("C-212", [article()]) == ()


def test_one_contact_point_around_the_clock_is_enough() -> None:
    asks = article(around_the_clock=True)
    closed = contact(contact_point_id="CP-2", around_the_clock=False)

    assert [gap.case for gap in found("C-212", [asks])] == ["missing"]
    assert [(gap.case, gap.key) for gap in found("C-212", [asks, closed])] == [("hours", "CP-2")]
    assert found("C-212", [asks, closed, contact()]) == ()


@pytest.mark.parametrize(
    ("notify_by", "case"), [(NOW + SECOND, None), (NOW, "late"), (None, "no-date")]
)
def test_contact_point_is_notified_by_its_date(notify_by: object, case: str | None) -> None:
    row = contact(notify_by=notify_by)

    assert [gap.case for gap in found("C-212", [row])] == ([case] if case else [])
    sent = [word(row, AttestationKind.ISSUED, "N-1")]
    assert found("C-212", [row, person("N-1")], attested=sent) == ()


def test_contact_point_is_for_an_article_of_the_treaty() -> None:
    assert [gap.case for gap in found("C-212", [article(8), contact()])] == ["no-article"]
    assert found("C-212", [contact()]) == ()
