"""C-202: two delegations, their principals, and somebody who interprets."""

from summitry.plan.conference import BoothDuty
from summitry.plan.organisation import Person
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.reception import Bilateral
from summitry.plan.table import Row
from tests.plans.one_rule import HOUR, MINUTE, OPENS, found, told

BOTH = ("P-A", "P-B")


def meeting(key: str = "I-1", start: float = 0, principals: tuple[str, ...] = BOTH) -> Item:
    return Item(
        item_id=key,
        title="Meeting",
        kind="bilateral",
        room_id=f"R-{key}",
        start=OPENS + start * MINUTE,
        end=OPENS + start * MINUTE + HOUR,
        principal_ids=principals,
    )


def bilateral(key: str = "B-1", item: str = "I-1", **cells: object) -> Bilateral:
    return Bilateral(
        bilateral_id=key, item_id=item, delegation_id="A", other_delegation_id="B", **cells
    )


def interpreter(key: str, *languages: str) -> Person:
    return Person(person_id=key, unit_id="U", languages=languages)


def parties(one: str = "fr", other: str = "es") -> list[Row]:
    return [
        *(
            Delegation(delegation_id=key, name=key, languages=(speaks,) if speaks else ())
            for key, speaks in (("A", one), ("B", other))
        ),
        *(Principal(principal_id=f"P-{key}", office="x", delegation_id=key) for key in "AB"),
    ]


def test_interpreter_must_speak_both_languages() -> None:
    row = bilateral(languages=("es", "fr"), interpreter_ids=("N-1",))
    rows = [meeting(), row, *parties()]

    assert found("C-202", [*rows, interpreter("N-1", "es", "fr")]) == ()
    gaps = found("C-202", [*rows, interpreter("N-1", "es", "zh")])
    assert told(gaps) == [
        ("language", "bilaterals", "B-1", "es", "high"),
        ("language", "bilaterals", "B-1", "fr", "high"),
    ]


def test_three_languages_may_be_shared_by_two_interpreters() -> None:
    row = bilateral(languages=("en", "es", "fr"), interpreter_ids=("N-1", "N-2"))
    people = [interpreter("N-1", "en", "es"), interpreter("N-2", "en", "fr")]

    assert found("C-202", [meeting(), row, *parties(), *people]) == ()


def test_delegations_with_a_common_language_need_no_interpreter() -> None:
    assert found("C-202", [meeting(), bilateral(), *parties("fr", "fr")]) == ()


def test_delegations_without_one_need_one_who_speaks_one_of_each() -> None:
    rows = [meeting(), *parties()]
    helped = bilateral(interpreter_ids=("N-1",))

    assert [gap.case for gap in found("C-202", [*rows, bilateral()])] == ["no-interpreter"]
    assert found("C-202", [*rows, helped, interpreter("N-1", "es", "fr")]) == ()
    assert [
        gap.case for gap in found("C-202", [*rows, helped, interpreter("N-1", "es", "zh")])
    ] == ["no-interpreter"]


def test_need_is_unknown_where_a_language_is_and_nobody_interprets() -> None:
    rows = [meeting(), *parties(other="")]
    helped = bilateral(interpreter_ids=("N-1",))

    (gap,) = found("C-202", [*rows, bilateral()])

    assert (gap.case, gap.status) == ("unknown", "unknown")
    assert found("C-202", [*rows, helped, interpreter("N-1", "es", "fr")]) == ()


def test_item_names_a_principal_of_each() -> None:
    rows = [meeting(principals=("P-A",)), bilateral(), *parties("fr", "fr")]

    (gap,) = found("C-202", rows)

    assert (gap.case, gap.discriminator) == ("principal", "principal B")


def test_interpreter_is_not_in_two_meetings_at_once() -> None:
    def rows(start: float) -> list[Row]:
        return [
            meeting(),
            meeting("I-2", start),
            bilateral(interpreter_ids=("N-1",)),
            bilateral("B-2", "I-2", interpreter_ids=("N-1",)),
            interpreter("N-1", "fr"),
            *parties("fr", "fr"),
        ]

    assert [(gap.case, gap.key, gap.discriminator) for gap in found("C-202", rows(59))] == [
        ("twice", "B-1", "N-1 B-2"),
        ("twice", "B-2", "N-1 B-1"),
    ]
    assert found("C-202", rows(60)) == ()


def test_interpreter_is_not_in_a_booth_at_the_same_time() -> None:
    def rows(start: float) -> list[Row]:
        begins = OPENS + start * MINUTE
        return [
            meeting(),
            bilateral(interpreter_ids=("N-1",)),
            BoothDuty(booth_id="BO", person_id="N-1", start=begins, end=begins + HOUR),
            interpreter("N-1", "fr"),
            *parties("fr", "fr"),
        ]

    assert [(gap.key, gap.facts["other"]) for gap in found("C-202", rows(59))] == [("B-1", "BO")]
    assert found("C-202", rows(60)) == ()


def test_meeting_that_nobody_has_planned_is_unknown_where_others_are() -> None:
    other = [meeting("I-2", 90), bilateral(item="I-2")]

    (gap,) = found("C-202", [meeting(), *other, *parties("fr", "fr")])

    assert (gap.case, gap.key, gap.status) == ("not-planned", "I-1", "unknown")
    assert found("C-202", [meeting(), *parties()]) == ()


def test_dangling_references_are_told_elsewhere() -> None:
    rows = [
        bilateral(languages=("es", "fr"), interpreter_ids=("N-1",)),
        interpreter("N-1", "es", "fr"),
    ]

    assert found("C-202", rows) == ()
