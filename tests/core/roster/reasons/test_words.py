"""Reasons and ways out are sentences whose places are all filled."""

from string import Formatter

from msgspec.structs import replace

from summitry.kit.errors import Counted
from summitry.kit.ids import PersonId, PostId, UnitId
from summitry.roster.reasons.answer import Core, Explained, Kind, Proof, Shortage, WayOut
from summitry.roster.reasons.groups import Group
from summitry.roster.reasons.words import (
    AT_TIMES,
    BINDS,
    CORE,
    EACH_TIME,
    GROUP,
    GROUP_ANY,
    LIMITS,
    MISSING,
    NOT_ALL,
    NOTHING_MISSING,
    RELAX_OWN,
    UNEXPLAINED,
    WAYS,
    Sentence,
    sentences,
    sentences_joined,
)
from summitry.roster.staffing.problem import Demand, Problem, Rules

HOUR = 3_600
RULES = Rules(
    rest_seconds_min=11 * HOUR,
    tour_seconds_max=12 * HOUR,
    gate_seconds_max=2 * HOUR,
    handover_seconds=0,
)
PROBLEM = Problem(
    demands=(Demand(post_id=PostId("P"), start=0, end=8 * HOUR, day=0, skills=1),),
    types=(),
    rules=RULES,
    skills=(("qualification", "medic"),),
)


def _group(*units: UnitId) -> Group:
    return Group(
        demands=(0,), start=0, end=8 * HOUR, day=0, count=2, skills=1, units=units, gate="",
        priority=0,
    )  # fmt: skip


def _core(*units: UnitId, binds: tuple[str, ...] = ()) -> Core:
    return Core(
        groups=(_group(*units),), asked=2, lack=1, people=1, binds=binds, proof=Proof.FLOW,
        is_minimal=True,
    )  # fmt: skip


def _places(sentence: Sentence) -> set[str]:
    text = sentence.text
    forms = (str(text), text.many) if isinstance(text, Counted) else (str(text),)
    return {name for form in forms for _, name, _, _ in Formatter().parse(form) if name}


def test_nothing_missing_is_said() -> None:
    shortage = Shortage(lack=0, found=(), is_complete=True)

    assert [each.text for each in sentences(shortage, PROBLEM)] == [NOTHING_MISSING]


def test_core_names_its_limits_and_each_kind_of_way_fills_its_places() -> None:
    unit = UnitId("A")
    ways = (
        WayOut(kind=Kind.QUALIFY, people=1, price=16, unit_id=unit, skills=1),
        WayOut(kind=Kind.REINFORCE, people=1, price=24, unit_id=unit),
        WayOut(
            kind=Kind.RELAX, people=1, price=12, limit="rest_hours_min", before=11, after=8,
            powers=("set-aside-rule",), signers=(PersonId("chief"),),
        ),
        WayOut(kind=Kind.RELAX, people=1, price=8, limit="tours_max", before=3, after=4),
        WayOut(kind=Kind.ASK_LESS, people=1, price=1_000, group=0),
    )  # fmt: skip
    core = _core(unit, binds=("rest_hours_min", "tours_max"))
    shortage = Shortage(lack=1, found=(Explained(core=core, ways=ways),), is_complete=True)

    said = list(sentences(shortage, PROBLEM))

    texts = [each.text for each in said]
    assert [each for each in texts if each in {GROUP, GROUP_ANY, BINDS}] == [GROUP, BINDS]
    assert texts[-5:] == [
        WAYS[Kind.QUALIFY],
        WAYS[Kind.REINFORCE],
        WAYS[Kind.RELAX],
        RELAX_OWN,
        WAYS[Kind.ASK_LESS],
    ]
    assert all(_places(each) <= set(each.facts) for each in said)
    assert set(core.binds) <= set(LIMITS)


def test_demand_for_anybody_says_so() -> None:
    shortage = Shortage(lack=1, found=(Explained(core=_core()),), is_complete=True)

    texts = [each.text for each in sentences(shortage, PROBLEM)]

    assert GROUP_ANY in texts
    assert GROUP not in texts


def test_what_time_was_too_short_for_is_said() -> None:
    shortage = Shortage(lack=0, found=(), is_complete=False, unexplained=3)

    said = list(sentences(shortage, PROBLEM))

    assert [each.text for each in said] == [NOT_ALL, UNEXPLAINED[None]]
    assert said[1].facts == {"count": 3}


def _on_day(day: int, people: int = 1) -> Explained:
    start = 24 * day * HOUR
    core = _core(UnitId("A"), binds=("rest_hours_min",))
    group = replace(core.groups[0], start=start, end=start + 8 * HOUR)
    ways = (WayOut(kind=Kind.ASK_LESS, people=people, price=1_000, group=0),)
    return Explained(core=replace(core, groups=(group,), people=people), ways=ways)


def test_reasons_that_differ_only_in_their_time_are_told_once_with_all_times() -> None:
    found = (_on_day(0), _on_day(1), _on_day(2, people=2), _on_day(3))
    shortage = Shortage(lack=4, found=found, is_complete=True)

    said = list(sentences_joined(shortage, PROBLEM))

    assert [each.text for each in said] == [
        MISSING,
        EACH_TIME, CORE, AT_TIMES[GROUP], BINDS, AT_TIMES[WAYS[Kind.ASK_LESS]],
        CORE, GROUP, BINDS, WAYS[Kind.ASK_LESS],
    ]  # fmt: skip
    assert said[1].facts == {"count": 3}
    assert said[3].facts["times"] == tuple(
        f"1970-01-0{day}T00:00Z/1970-01-0{day}T08:00Z" for day in (1, 2, 4)
    )
    assert all(_places(each) <= set(each.facts) for each in said)
    assert len([each for each in sentences(shortage, PROBLEM) if each.text == GROUP]) == 4


def test_reasons_that_are_so_once_are_told_as_they_are() -> None:
    shortage = Shortage(lack=3, found=(_on_day(0), _on_day(1, people=2)), is_complete=False)

    assert list(sentences_joined(shortage, PROBLEM)) == list(sentences(shortage, PROBLEM))
