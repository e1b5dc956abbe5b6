"""C-73: booths, teams, and what one interpreter is asked."""

import pytest

from summitry.kit.time import Interval
from summitry.outcome.live import LiveState
from summitry.plan.conference import Booth, BoothDuty
from summitry.plan.organisation import Person
from summitry.plan.programme import Item
from summitry.plan.table import Row
from tests.plans.one_rule import MINUTE, OPENS, found, limit, told

FOUR = ("ar", "en", "es", "fr")


def item(minutes: float = 60, languages: tuple[str, ...] = FOUR, **cells: object) -> Item:
    return Item(
        item_id="talks",
        title="Talks",
        kind=cells.pop("kind", "plenary"),
        room_id="hall",
        start=OPENS,
        end=OPENS + minutes * MINUTE,
        languages=languages,
    )


def booth(language: str, *, both_ways: bool = False, room: str = "hall", key: str = "") -> Booth:
    return Booth(
        booth_id=key or f"B-{language}", room_id=room, language=language, both_ways=both_ways
    )


def duty(
    booth_id: str, person: str, start: float = 0, end: float = 60, *, speaks: str = "en"
) -> list[Row]:
    row = BoothDuty(
        booth_id=booth_id,
        person_id=person,
        start=OPENS + start * MINUTE,
        end=OPENS + end * MINUTE,
    )
    return [row, Person(person_id=person, unit_id="U", languages=(speaks,) if speaks else ())]


def test_language_without_a_booth_is_found_on_the_item() -> None:
    rows = [item(), *(booth(each) for each in ("ar", "en", "fr", "ru"))]

    gaps = [gap for gap in found("C-73", rows) if gap.case == "no-booth"]

    assert told(gaps) == [("no-booth", "programme", "talks", "es", "high")]


def test_booth_in_another_room_does_not_count() -> None:
    gaps = found("C-73", [item(20, ("en",)), booth("en", room="attic")])

    assert [gap.case for gap in gaps] == ["no-booth"]


@pytest.mark.parametrize(
    ("languages", "both_ways", "people", "short"),
    [
        (FOUR, False, 2, False),
        (FOUR, False, 1, True),
        (FOUR, True, 3, False),
        (FOUR, True, 2, True),
        (FOUR[1:], False, 2, False),
    ],
)
def test_team_of_a_conference_in_many_languages(
    languages: tuple[str, ...], *, both_ways: bool, people: int, short: bool
) -> None:
    rows = [item(languages=languages), booth("en", both_ways=both_ways)]
    for number in range(people):
        rows += duty("B-en", f"N-{number}")

    gaps = [gap for gap in found("C-73", rows) if gap.case == "short"]

    assert [(gap.key, gap.discriminator) for gap in gaps] == [("B-en", "talks")] * short


@pytest.mark.parametrize(
    ("minutes", "need"), [(40, 1), (41, 2), (240, 2), (241, 3), (360, 3), (361, 4), (481, 4)]
)
def test_team_for_two_languages_goes_by_the_length(minutes: float, need: int) -> None:
    rows = [item(minutes, ("en", "vi")), booth("vi", both_ways=True)]
    for number in range(need - 1):
        rows += duty("B-vi", f"N-{number}", 0, minutes, speaks="vi")

    gaps = [gap for gap in found("C-73", rows) if gap.case == "short"]

    assert [(gap.facts["have"], gap.facts["need"]) for gap in gaps] == [(need - 1, need)]


def test_one_booth_both_ways_serves_two_languages_but_not_three() -> None:
    two = found("C-73", [item(20, ("en", "vi")), booth("vi", both_ways=True)])
    three = found("C-73", [item(20, ("en", "fr", "vi")), booth("vi", both_ways=True)])

    assert [gap.case for gap in two] == ["short"]
    assert [gap.discriminator for gap in three if gap.case == "no-booth"] == ["en", "fr"]


def test_the_minutes_without_relief_are_told() -> None:
    rows = [
        item(40, ("en",)),
        booth("en"),
        *duty("B-en", "N-1", 0, 25),
        *duty("B-en", "N-2", 30, 40),
    ]

    (gap,) = found("C-73", rows)

    assert (gap.start, gap.end) == (OPENS + 25 * MINUTE, OPENS + 30 * MINUTE)


def test_two_booths_of_one_language_help_each_other() -> None:
    rows = [
        item(60),
        *(booth(each) for each in FOUR if each != "en"),
        booth("en"),
        booth("en", key="B-spare"),
        *duty("B-en", "N-1"),
        *duty("B-spare", "N-2"),
    ]

    assert "B-en" not in {gap.key for gap in found("C-73", rows)}


def test_absent_interpreter_is_missing() -> None:
    rows = [item(20, ("en",)), booth("en"), *duty("B-en", "N-1", 0, 20)]
    away = LiveState(absences=(("N-1", Interval(OPENS, OPENS + 5 * MINUTE)),))

    assert found("C-73", rows) == ()
    assert [(gap.case, gap.end) for gap in found("C-73", rows, live=away)] == [
        ("short", OPENS + 5 * MINUTE)
    ]


def test_bilateral_meetings_need_no_booth() -> None:
    assert found("C-73", [item(kind="bilateral")]) == ()


def test_interpreter_in_two_booths_at_once_is_found() -> None:
    rows = [booth("en"), booth("en", key="B-2"), *duty("B-en", "N-1", 0, 60)]
    at_once = [*rows, duty("B-2", "N-1", 59, 70)[0]]
    after = [*rows, duty("B-2", "N-1", 60, 70)[0]]

    assert told(found("C-73", at_once)) == [
        ("twice", "booth_duties", "B-2|N-1|2025-10-25T02:59Z", "B-en", "high")
    ]
    assert found("C-73", after) == ()


def test_language_is_wrong_when_not_spoken_and_unknown_when_not_said() -> None:
    wrong = found("C-73", [booth("en"), *duty("B-en", "N-1", speaks="fr")])
    unknown = found("C-73", [booth("en"), *duty("B-en", "N-1", speaks="")])

    assert [(gap.case, gap.status, gap.severity) for gap in (*wrong, *unknown)] == [
        ("language", "wrong", "high"),
        ("unknown", "unknown", "medium"),
    ]


def test_language_is_told_once_for_a_person_and_a_booth() -> None:
    rows = [booth("en"), *duty("B-en", "N-1", 0, 60, speaks="fr"), duty("B-en", "N-1", 90, 99)[0]]

    assert [gap.key for gap in found("C-73", rows)] == ["B-en|N-1|2025-10-25T02:00Z"]


@pytest.mark.parametrize(("end", "cases"), [(180, []), (181, ["long"])])
def test_time_without_a_pause(end: float, cases: list[str]) -> None:
    rows = [booth("en"), *duty("B-en", "N-1", 0, 90), duty("B-en", "N-1", 90, end)[0]]

    gaps = found("C-73", rows)

    assert [(gap.case, gap.key, gap.severity) for gap in gaps] == [
        (case, "B-en|N-1|2025-10-25T02:00Z", "medium") for case in cases
    ]


@pytest.mark.parametrize(("end", "cases"), [(560, []), (561, ["day"])])
def test_time_in_a_day(end: float, cases: list[str]) -> None:
    rows = [booth("en"), *duty("B-en", "N-1", 0, 180), duty("B-en", "N-1", 200, 320)[0]]
    rows.append(duty("B-en", "N-1", 500, end)[0])

    assert [gap.case for gap in found("C-73", rows)] == cases


@pytest.mark.parametrize(("pause", "cases"), [(660, []), (659, ["rest"])])
def test_rest_between_two_days(pause: float, cases: list[str]) -> None:
    evening = 16 * 60
    rows = [booth("en"), *duty("B-en", "N-1", evening, evening + 20)]
    morning = evening + 20 + pause
    rows.append(duty("B-en", "N-1", morning, morning + 20)[0])

    assert [gap.case for gap in found("C-73", rows)] == cases


def test_limits_are_the_events_own() -> None:
    rows = [item(), *(booth(each) for each in FOUR), limit("booth_team_min", 0)]

    assert found("C-73", rows) == ()
    assert len(found("C-73", [*rows, limit("conference_languages_min", 5)])) == len(FOUR)
