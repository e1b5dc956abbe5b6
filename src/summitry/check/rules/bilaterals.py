"""Bilateral meetings: who meets, who interprets, and that nobody does so twice at once."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from summitry.check.booths import duties
from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.kit.time import moment_of, seconds_of
from summitry.outcome.finding import Gap, Phase
from summitry.plan.organisation import Person
from summitry.plan.programme import Delegation, Item, Principal
from summitry.plan.reception import Bilateral
from summitry.plan.terms import Field, ItemKind, Severity
from summitry.policy.timing import Use, clashes

BOOTH = ""
"""The group of all booths together: no bilateral is called so."""

LANGUAGES_MIN = 2
"""With fewer languages written down, those of the two delegations count."""


@rule(
    "C-202",
    title=Text("Bilateral that cannot be held"),
    why=Text(
        "Two principals sit opposite one another and nobody can interpret, or the interpreter sits "
        "in another room."
    ),
    cases={
        "language": Text(
            "No interpreter of bilateral {bilateral} speaks {language} and another language of it."
        ),
        "no-interpreter": Text(
            "Delegations {delegation} and {other} have no language in common, and no interpreter "
            "of bilateral {bilateral} speaks one of each."
        ),
        "unknown": Text(
            "Bilateral {bilateral} has no interpreter, and whether {delegation} and {other} have "
            "a language in common is not known."
        ),
        "twice": Text(
            "{person} interprets in bilateral {bilateral} and in {other} at the same time."
        ),
        "principal": Text(
            "Bilateral {bilateral} is for {delegation}, and item {item} names no principal of it."
        ),
        "not-planned": Text(
            "{item} is a bilateral meeting; which delegations meet, and who interprets, is not in "
            "the plan."
        ),
    },
    remedy=Text("Name the two delegations, their principals, and an interpreter for both."),
    source=Text("Practice of State protocol; not verified."),
    field=Field.PROTOCOL,
    severity=Severity.HIGH,
    phase=Phase.D2,
    scope=Scope.WHOLE,
    reads=(
        "bilaterals",
        "programme",
        "delegations",
        "principals",
        "persons",
        "booth_duties",
    ),
)
def bilaterals_not_held(view: View) -> Iterator[Gap]:
    """Yield bilaterals without interpreter or principal, and interpreters in two at once."""
    bilaterals = view.rows(Bilateral)
    planned = {row.item_id for row in bilaterals.values()}
    for row in bilaterals.values():
        yield from _not_understood(view, row)
        yield from _nobody_named(view, row)
    yield from _in_two(view)
    for item in view.rows(Item).values():
        # Whoever plans no bilaterals at all has left them to the delegations.
        if planned and item.kind is ItemKind.BILATERAL and item.item_id not in planned:
            yield Gap(
                table="programme",
                key=item.item_id,
                case="not-planned",
                start=item.start,
                end=item.end,
                facts={"item": item.item_id},
                unknown=True,
            )


def _not_understood(view: View, row: Bilateral) -> Iterator[Gap]:
    """Yield what of the bilateral no interpreter can carry over."""
    persons = view.rows(Person)
    spoken = [
        frozenset(persons[person_id].languages)
        for person_id in row.interpreter_ids
        if person_id in persons
    ]
    if len(row.languages) >= LANGUAGES_MIN:
        for language in row.languages:
            others = set(row.languages) - {language}
            if not any(language in each and each & others for each in spoken):
                yield _gap(row, "language", language, {"language": language})
        return
    one, other = (_languages(view, each) for each in _both(row))
    if one and other:
        if not one & other and not any(each & one and each & other for each in spoken):
            yield _gap(row, "no-interpreter", "languages", {})
    elif not row.interpreter_ids:
        yield _gap(row, "unknown", "languages", {})


def _both(row: Bilateral) -> tuple[str, str]:
    return row.delegation_id, row.other_delegation_id


def _languages(view: View, delegation_id: str) -> frozenset[str]:
    delegation = view.rows(Delegation).get(delegation_id)
    return frozenset(() if delegation is None else delegation.languages)


def _gap(row: Bilateral, case: str, discriminator: str, facts: Mapping[str, str]) -> Gap:
    return Gap(
        table="bilaterals",
        key=row.bilateral_id,
        case=case,
        discriminator=discriminator,
        facts={
            "bilateral": row.bilateral_id,
            "delegation": row.delegation_id,
            "other": row.other_delegation_id,
            "item": row.item_id,
            **facts,
        },
        joins=(("programme", row.item_id),),
        unknown=case == "unknown",
    )


def _nobody_named(view: View, row: Bilateral) -> Iterator[Gap]:
    """Yield each of the two delegations of which the item names no principal."""
    item = view.rows(Item).get(row.item_id)
    if item is None:
        return
    principals = view.rows(Principal)
    named = {
        principals[principal_id].delegation_id
        for principal_id in item.principal_ids
        if principal_id in principals
    }
    for delegation_id in _both(row):
        if delegation_id in view.rows(Delegation) and delegation_id not in named:
            facts = {"delegation": delegation_id}
            yield _gap(row, "principal", f"principal {delegation_id}", facts)


def _in_two(view: View) -> Iterator[Gap]:
    """Yield each bilateral whose interpreter is in another, or in a booth, at the same time."""
    for person_id, uses in _interpreting(view).items():
        for earlier, later in clashes(uses, 0):
            for own, other in ((earlier, later), (later, earlier)):
                row = view.rows(Bilateral).get(own.key)
                if row is None or own.group == BOOTH:
                    continue
                yield Gap(
                    table="bilaterals",
                    key=row.bilateral_id,
                    column="interpreter_ids",
                    case="twice",
                    discriminator=f"{person_id} {other.key}",
                    start=moment_of(later.start),
                    end=moment_of(min(earlier.end, later.end)),
                    facts={
                        "bilateral": row.bilateral_id,
                        "person": person_id,
                        "other": other.key,
                    },
                    joins=(("persons", person_id), ("programme", row.item_id)),
                )


def _interpreting(view: View) -> Mapping[str, Sequence[Use]]:
    """Return when each interpreter of a bilateral is in which bilateral or booth."""
    uses: dict[str, list[Use]] = defaultdict(list)
    for row in view.rows(Bilateral).values():
        item = view.rows(Item).get(row.item_id)
        if item is None:
            continue
        start, end = seconds_of(item.start), seconds_of(item.end)
        for person_id in row.interpreter_ids:
            uses[person_id].append(Use(start, end, row.bilateral_id, row.bilateral_id))
    for duty in view.derive(duties):
        if duty.person_id in uses:
            start, end = seconds_of(duty.interval.start), seconds_of(duty.interval.end)
            # Duties in two booths at once are told by the rule on booths.
            uses[duty.person_id].append(Use(start, end, duty.booth_id, BOOTH))
    return uses
