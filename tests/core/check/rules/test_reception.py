"""C-203, C-204 and C-206: liaison officers, heads of delegation, gifts."""

import pytest

from summitry.kit.time import Interval
from summitry.outcome.live import LiveState
from summitry.plan.attestation import AttestationKind
from summitry.plan.organisation import Person
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.reception import Gift, LiaisonOfficer
from summitry.plan.table import Row
from summitry.plan.terms import Kind, Rank
from tests.plans.one_rule import CLOSES, HOUR, MINUTE, NOW, OPENS, found, person, told, word

SECOND = MINUTE / 60


def delegation(key: str = "A", **cells: object) -> Delegation:
    return Delegation(**{"delegation_id": key, "name": key, **cells})


def principal(key: str = "P-1", home: str = "A", **cells: object) -> Principal:
    return Principal(**{"principal_id": key, "office": "x", "delegation_id": home, **cells})


def officer(
    start: object = OPENS, end: object = CLOSES, *, key: str = "N-1", home: str = "A"
) -> LiaisonOfficer:
    return LiaisonOfficer(delegation_id=home, person_id=key, start=start, end=end)


def speaks(*languages: str, key: str = "N-1") -> Person:
    return Person(person_id=key, unit_id="U", languages=languages)


ELSEWHERE = officer(key="N-9", home="B")


def test_delegation_of_a_state_without_an_officer_is_found() -> None:
    assert told(found("C-203", [delegation(), ELSEWHERE])) == [
        ("nobody", "delegations", "A", "nobody", "high")
    ]


def test_plan_without_any_officer_has_left_it_to_the_units() -> None:
    assert found("C-203", [delegation(), principal()]) == ()


def test_organisation_needs_an_officer_only_when_a_principal_comes() -> None:
    institute = delegation(kind=Kind.INSTITUTE)

    assert found("C-203", [institute, ELSEWHERE]) == ()
    assert [gap.case for gap in found("C-203", [institute, principal(), ELSEWHERE])] == ["nobody"]


def test_event_is_the_stay_where_no_arrival_is_known() -> None:
    assert found("C-203", [delegation(), officer()]) == ()
    assert [gap.case for gap in found("C-203", [delegation(), officer(OPENS + SECOND)])] == ["gap"]
    (gap,) = found("C-203", [delegation(), officer(OPENS, CLOSES - HOUR)])
    assert (gap.case, gap.start, gap.end) == ("gap", CLOSES - HOUR, CLOSES)


def test_stay_lasts_from_the_first_arrival_to_the_last_departure() -> None:
    came = principal(arrives=OPENS - 5 * HOUR, leaves=OPENS)
    went = principal("P-2", arrives=OPENS - 2 * HOUR, leaves=CLOSES + HOUR)
    rows = [delegation(), came, went]

    assert found("C-203", [*rows, officer(OPENS - 5 * HOUR, CLOSES + HOUR)]) == ()
    assert [(gap.start, gap.end) for gap in found("C-203", [*rows, officer()])] == [
        (OPENS - 5 * HOUR, OPENS),
        (CLOSES, CLOSES + HOUR),
    ]


def test_officers_may_relieve_each_other() -> None:
    rows = [delegation(), officer(OPENS, OPENS + HOUR), officer(OPENS + HOUR, CLOSES, key="N-2")]

    assert found("C-203", rows) == ()


def test_somebody_must_speak_a_language_of_the_delegation() -> None:
    rows = [delegation(languages=("es", "fr")), officer()]

    assert found("C-203", [*rows, speaks("en", "fr")]) == ()
    assert [gap.case for gap in found("C-203", [*rows, speaks("en")])] == ["language"]
    assert [gap.case for gap in found("C-203", [*rows, speaks()])] == ["language"]


def test_time_without_anybody_is_not_told_as_a_language_too() -> None:
    rows = [delegation(languages=("fr",)), officer(OPENS + HOUR), speaks("en")]

    assert [(gap.case, gap.start) for gap in found("C-203", rows)] == [
        ("gap", OPENS),
        ("language", OPENS + HOUR),
    ]


def test_absent_officer_is_missing() -> None:
    away = LiveState(absences=(("N-1", Interval(OPENS, OPENS + HOUR)),))

    gaps = found("C-203", [delegation(), officer()], live=away)

    assert [(gap.case, gap.end) for gap in gaps] == [("gap", OPENS + HOUR)]


def test_officer_who_is_not_available_is_missing() -> None:
    late = Person(person_id="N-1", unit_id="U", available_from=OPENS + HOUR)

    gaps = found("C-203", [delegation(), officer(), late])

    assert [(gap.case, gap.end) for gap in gaps] == [("gap", OPENS + HOUR)]


def test_officer_is_not_with_two_delegations_at_once() -> None:
    def rows(start: object) -> list[Row]:
        other = officer(start, CLOSES, home="B")
        return [delegation(), delegation("B"), officer(OPENS, OPENS + HOUR), other]

    twice = [gap for gap in found("C-203", rows(OPENS + HOUR - SECOND)) if gap.case == "twice"]

    assert [(gap.key, gap.discriminator) for gap in twice] == [("B|N-1", "A")]
    assert "twice" not in {gap.case for gap in found("C-203", rows(OPENS + HOUR))}


def test_delegation_with_principals_needs_a_head() -> None:
    rows = [delegation(), principal(), principal("P-2")]

    (gap,) = found("C-204", rows)

    assert (gap.case, gap.key, gap.status) == ("none", "A", "unknown")
    assert found("C-204", [delegation()]) == ()
    assert found("C-204", [delegation(), principal()]) == ()
    assert found("C-204", [delegation(head_principal_id="P-1"), principal()]) == ()


def test_head_is_of_the_delegation() -> None:
    rows = [delegation(head_principal_id="P-1"), principal(home="B"), delegation("B")]

    assert told(found("C-204", rows)) == [("other-delegation", "delegations", "A", "", "medium")]


def test_head_is_not_outranked_in_the_delegation() -> None:
    rows = [delegation(head_principal_id="P-1"), principal(rank=Rank.MINISTER)]
    higher = principal("P-2", rank=Rank.HEAD_OF_STATE)
    equal = principal("P-2", rank=Rank.MINISTER)

    assert [(gap.case, gap.facts["other"]) for gap in found("C-204", [*rows, higher])] == [
        ("outranked", "P-2")
    ]
    assert found("C-204", [*rows, equal]) == ()


@pytest.mark.parametrize(
    ("due", "case"),
    [
        (NOW + SECOND, None),
        (NOW, "late"),
        (None, "no-date"),
        (OPENS, None),
        (OPENS + SECOND, "after"),
    ],
)
def test_gift_lies_ready_before_it_is_given(due: object, case: str | None) -> None:
    gift = Gift(gift_id="G", name="Bowl", delegation_id="A", item_id="I", due=due)
    item = Item(item_id="I", title="x", kind="banquet", room_id="R", start=OPENS, end=OPENS + HOUR)
    rows = [gift, item, person("N-1")]

    assert [gap.case for gap in found("C-206", rows)] == ([case] if case else [])
    seen = [word(gift, AttestationKind.VERIFIED, "N-1")]
    assert found("C-206", rows, attested=seen) == ()
