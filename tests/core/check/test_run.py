from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from summitry.check.registry import Check, Rule, Scope
from summitry.check.run import check, recheck
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.outcome.finding import Finding, Gap, Phase, Status
from summitry.plan.change import Edit, apply
from summitry.plan.governance import FieldLead
from summitry.plan.identity import Identity
from summitry.plan.organisation import Unit
from summitry.plan.places import Site
from summitry.plan.terms import Field, Marking, Severity
from tests.plans.small import NOW, OPENS, small

PLAN, WORDS = small()


def made_of(body: Check, code: str = "C-99", **more: Any) -> Rule:
    cells = {
        "code": code,
        "title": Text("Trial"),
        "why": Text("Trial"),
        "cases": {"": Text("Trial"), "other": Text("Trial")},
        "remedy": Text("Trial"),
        "source": Text("Trial"),
        "field": Field.COMMAND,
        "severity": Severity.HIGH,
        "phase": Phase.D2,
        "scope": Scope.WHOLE,
        "reads": ("units", "sites", "zones", "posts", "risks"),
    }
    return Rule(**{**cells, **more}, check=body)


def gaps(*found: Gap) -> Check:
    def body(view: View) -> Iterator[Gap]:
        view.rows(Unit)
        yield from found

    return body


def findings(*rules: Rule, **more: Any) -> tuple[Finding, ...]:
    return check(PLAN, WORDS, **{"at": NOW, **more}, rules=rules).findings


def gap(key: str = "U-1", **more: Any) -> Gap:
    return Gap(**{"table": "units", "key": key, **more})


def test_finding_has_what_rule_and_gap_say() -> None:
    facts = {"have": 1}
    told = gap("U-2", column="name", facts=facts, joins=(("sites", "hall"),), start=NOW, end=OPENS)

    (found,) = findings(made_of(gaps(told)))

    assert found == Finding(
        code="C-99",
        severity=Severity.HIGH,
        status=Status.WRONG,
        phase=Phase.D2,
        field=Field.COMMAND,
        table="units",
        key="U-2",
        column="name",
        case="",
        discriminator="",
        start=NOW,
        end=OPENS,
        facts=facts,
        joins=(("sites", "hall"),),
        marking=Marking.AMBER,
        units=("U-1", "U-2"),
    )


def test_gap_s_own_severity_and_field_come_first() -> None:
    (found,) = findings(
        made_of(gaps(gap(severity=Severity.LOW, field=Field.FIRE, case="other", unknown=True)))
    )

    assert (found.severity, found.field, found.case, found.status) == (
        Severity.LOW,
        Field.FIRE,
        "other",
        Status.UNKNOWN,
    )


@pytest.mark.parametrize(
    ("seconds", "expected"), [(-1, Status.NOT_YET_DUE), (0, Status.WRONG), (1, Status.WRONG)]
)
def test_rule_is_due_from_its_phase_on(seconds: int, expected: Status) -> None:
    # D-2 begins at midnight in Hanoi, two days before the day of the opening.
    due = OPENS - timedelta(days=2, hours=9)

    (found,) = findings(made_of(gaps(gap())), at=due + timedelta(seconds=seconds))

    assert found.status is expected


def test_marking_is_the_highest_of_what_is_joined() -> None:
    secret = apply(
        PLAN, [Edit("sites", "hall", Site(site_id="hall", name="H", marking=Marking.RED))]
    )
    told = made_of(gaps(gap(joins=(("sites", "hall"),)), gap("gone"), gap("ID-0", table="people")))

    found = check(secret, WORDS, at=NOW, rules=[told]).findings

    assert {each.key: each.marking for each in found} == {
        "U-1": Marking.RED,
        "gone": Marking.AMBER,
        "ID-0": Marking.RED,
    }


def test_gaps_alike_are_numbered_by_time() -> None:
    later, earlier = (
        gap(start=OPENS, discriminator="day"),
        gap(start=NOW, discriminator="day"),
    )

    found = findings(made_of(gaps(later, gap("U-2"), earlier)))

    assert [(each.key, each.discriminator, each.start) for each in found] == [
        ("U-2", "", None),
        ("U-1", "day", NOW),
        ("U-1", "day~2", OPENS),
    ]
    assert len({each.identity for each in found}) == 3


def test_order_is_due_weight_known_code_time_and_place() -> None:
    rules = (
        made_of(gaps(gap("a", severity=Severity.LOW), gap("b", unknown=True), gap("c")), "C-98"),
        made_of(gaps(gap("d", start=OPENS), gap("e", start=NOW)), "C-97"),
        made_of(gaps(gap("f", severity=Severity.CRITICAL)), "C-96", phase=Phase.H12),
    )

    assert [each.key for each in findings(*rules)] == ["e", "d", "c", "b", "a", "f"]


def test_rule_that_reads_what_it_does_not_declare_is_our_mistake() -> None:
    with pytest.raises(AssertionError, match=r"C-99 reads \['units'\]"):
        findings(made_of(gaps(), reads=("sites",)))


def test_gap_without_a_sentence_is_our_mistake() -> None:
    with pytest.raises(AssertionError, match="C-99 has no sentence for 'odd'"):
        findings(made_of(gaps(gap(case="odd"))))


class Counting:
    """A rule's body that counts its calls."""

    def __init__(self) -> None:
        self.calls = 0

    def __call__(self, view: View) -> Iterator[Gap]:
        self.calls += 1
        for unit in view.rows(Unit).values():
            if unit.name == "wrong":
                yield gap(unit.unit_id)


def test_recheck_runs_only_what_the_change_touches() -> None:
    body = Counting()
    first = check(PLAN, WORDS, at=NOW, rules=[made_of(body)])
    elsewhere = apply(PLAN, [Edit("sites", "hotel", None)])
    here = apply(elsewhere, [Edit("units", "U-1", Unit(unit_id="U-1", name="wrong"))])

    second = recheck(first, elsewhere, WORDS, at=NOW)
    third = recheck(second, here, WORDS, at=NOW)
    back = recheck(third, PLAN, WORDS, at=NOW)

    assert [len(run.findings) for run in (first, second, third, back)] == [0, 0, 1, 0]
    assert body.calls == 3
    assert third.rules == first.rules


def test_two_rules_with_one_code_do_not_share_their_gaps() -> None:
    assert len(findings(made_of(gaps(gap())))) == 1
    assert findings(made_of(gaps())) == ()


def test_people_reach_the_rules_that_need_them() -> None:
    one = Identity(record_id="ID-9", name="Sample")

    def body(view: View) -> Iterator[Gap]:
        yield from (gap(each.record_id, table="people") for each in view.people)

    assert [each.key for each in findings(made_of(body), people=(one,))] == ["ID-9"]
    assert findings(made_of(body)) == ()


def test_units_are_those_that_own_or_must_mend_the_joined_rows() -> None:
    told = gap("Z-1", table="zones", joins=(("posts", "P-roof"), ("risks", "RK-storm")))

    (found,) = findings(made_of(gaps(told)))

    assert found.units == ("U-1", "U-2", "U-3")


def test_what_no_row_gives_to_a_unit_is_the_lead_s_of_the_field() -> None:
    lead = FieldLead(field=Field.PRESS, unit_id="U-9")
    plan = apply(PLAN, [Edit("field_leads", "press", lead)])
    ownerless = gap("C-1", table="counts", field=Field.PRESS)

    def units(told: Gap) -> tuple[str, ...]:
        (found,) = check(plan, WORDS, at=NOW, rules=[made_of(gaps(told))]).findings
        return found.units

    assert units(ownerless) == ("U-9",)
    assert units(gap("U-1", field=Field.PRESS)) == ("U-1",)
    assert units(gap("C-1", table="counts", field=Field.IMAGE)) == ()
