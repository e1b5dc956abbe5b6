"""Flags and name plates for every delegation that signs, speaks or sits."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from summitry.check.promises import NO_DATE, promised
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.conference import Courtesy, CourtesyKind, Seat, Speaker
from summitry.plan.programme import Delegation, Item, Signatory
from summitry.plan.terms import Field, Kind, Severity

FLAGGED = frozenset({Kind.STATE, Kind.OBSERVER_STATE, Kind.REGIONAL_ORGANISATION})
"""Which delegations sign under a flag."""

Wanted = Mapping[str, set[tuple[str, CourtesyKind]]]


@rule(
    "C-205",
    title=Text("Delegation without its flag or name plate"),
    why=Text(
        "A wrong or missing flag is the picture of the day, and a delegation without a name plate "
        "cannot ask for the floor."
    ),
    cases={
        "item": Text(
            "Delegations sign, speak or sit in {item} ({count} of them), and no flag or name "
            "plate is planned for it."
        ),
        "missing": Text("Delegation {delegation} lacks something in {item}: {courtesy}."),
        "late": Text(
            "By {due} somebody was to verify {key} ({courtesy}) for {delegation}; nobody has."
        ),
        "no-date": Text(
            "Nobody has verified {key} ({courtesy}) for {delegation}, and no date is set for it."
        ),
        "after": Text(
            "{key} ({courtesy}) for {delegation} is verified by {due} only, after {item} has begun."
        ),
    },
    remedy=Text(
        "Set out what is missing, and have somebody verify it against the State's own model."
    ),
    source=Text("Practice of State protocol; not verified."),
    field=Field.PROTOCOL,
    severity=Severity.MEDIUM,
    phase=Phase.D2,
    scope=Scope.WHOLE,
    reads=(
        "courtesies",
        "speakers",
        "seats",
        "signatories",
        "delegations",
        "programme",
        "persons",
    ),
    attests=(AttestationKind.VERIFIED,),
)
def courtesies_missing(view: View) -> Iterator[Gap]:
    """Yield delegations without flag or name plate, and those that nobody has verified.

    Nothing where a plan holds no courtesies at all.
    """
    by_item = grouped(view.rows(Courtesy).values(), "item_id")
    for item_id, wanted in _wanted(view).items() if by_item else ():
        item = view.rows(Item).get(item_id)
        if item is None:
            continue
        own = by_item.get(item_id, ())
        if not own:
            yield _item_gap(item, len({delegation_id for delegation_id, _ in wanted}))
            continue
        have = {(row.delegation_id, row.kind) for row in own}
        for delegation_id, kind in sorted(wanted - have):
            yield _missing(item, delegation_id, kind)
    for row in view.rows(Courtesy).values():
        yield from _not_verified(view, row)


def _wanted(view: View) -> Wanted:
    """Return what each item must have, for delegations that are in the plan."""
    delegations = view.rows(Delegation)
    found: dict[str, set[tuple[str, CourtesyKind]]] = defaultdict(set)
    speakers, seats = view.rows(Speaker).values(), view.rows(Seat).values()
    placed: tuple[Speaker | Seat, ...] = (*speakers, *seats)
    for each in placed:
        if each.delegation_id in delegations:
            found[each.item_id].add((each.delegation_id, CourtesyKind.NAME_PLATE))
    for signatory in view.rows(Signatory).values():
        delegation = delegations.get(signatory.delegation_id)
        if delegation is not None:
            own = found[signatory.item_id]
            own.add((signatory.delegation_id, CourtesyKind.NAME_PLATE))
            if delegation.kind in FLAGGED:
                own.add((signatory.delegation_id, CourtesyKind.FLAG))
    return found


def _item_gap(item: Item, count: int) -> Gap:
    return Gap(
        table="programme",
        key=item.item_id,
        case="item",
        start=item.start,
        end=item.end,
        facts={"item": item.item_id, "count": count},
    )


def _missing(item: Item, delegation_id: str, kind: CourtesyKind) -> Gap:
    return Gap(
        table="delegations",
        key=delegation_id,
        case="missing",
        discriminator=f"{item.item_id} {kind}",
        start=item.start,
        end=item.end,
        facts={"delegation": delegation_id, "courtesy": kind, "item": item.item_id},
        joins=(("programme", item.item_id),),
    )


def _not_verified(view: View, row: Courtesy) -> Iterator[Gap]:
    item = view.rows(Item).get(row.item_id)
    needed = None if item is None else item.start
    case = promised(view, row, AttestationKind.VERIFIED, row.due, needed)
    if case:
        yield Gap(
            table="courtesies",
            key=row.courtesy_id,
            column="due",
            case=case,
            start=row.due,
            facts={
                "key": row.courtesy_id,
                "courtesy": row.kind,
                "delegation": row.delegation_id,
                "item": row.item_id,
                "due": row.due,
            },
            joins=(("delegations", row.delegation_id), ("programme", row.item_id)),
            unknown=case == NO_DATE,
        )
