"""The order of speakers and seats: by the rule chosen, and by who really comes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from summitry.check.registry import Scope, rule
from summitry.check.standing import SIGNS_BY_OFFICE
from summitry.check.view import View, grouped
from summitry.kit.errors import Fact, Text
from summitry.kit.time import Interval
from summitry.outcome.finding import Gap, Phase
from summitry.plan.conference import Seat, Speaker
from summitry.plan.programme import Delegation, Item, Principal, Signatory
from summitry.plan.terms import Field, PrecedenceRule, Rank, Severity
from summitry.plan.treaty import State
from summitry.policy.precedence import Standing, english_name, misplaced, outranks, unplaced

ORDERED_MIN = 2
"""From so many on there is an order at all."""

Facts = Mapping[str, Fact | datetime]

READS = ("programme", "speakers", "seats", "delegations", "principals", "states")


class Placed(Struct, frozen=True, kw_only=True):
    """A speaker or a seat at an item: for whom it is, and when it must be taken."""

    table: str
    key: str
    item: Item
    row: Speaker | Seat
    delegation: Delegation
    principal: Principal | None
    name: str
    during: Interval

    @property
    def standing(self) -> Standing:
        """What the order may rest on."""
        return Standing(
            key=self.key,
            place=self.row.place,
            name=self.name,
            rank=None if self.principal is None else self.principal.rank,
            lot=self.row.lot,
            inscribed=self.row.inscribed if isinstance(self.row, Speaker) else None,
        )


def placed(view: View) -> Mapping[tuple[str, str], Sequence[Placed]]:
    """Return the speakers and the seats of each item, in order of place.

    What refers to a delegation or an item that is not in the plan is left out; it is told as a
    dangling reference.
    """
    found: dict[tuple[str, str], Sequence[Placed]] = {}
    tables: tuple[tuple[str, Iterable[Speaker | Seat]], ...] = (
        ("speakers", view.rows(Speaker).values()),
        ("seats", view.rows(Seat).values()),
    )
    for table, rows in tables:
        by_item: dict[str, list[Speaker | Seat]] = defaultdict(list)
        for row in rows:
            by_item[row.item_id].append(row)
        for item_id, own in by_item.items():
            item = view.rows(Item).get(item_id)
            if item is not None:
                ordered = sorted(own, key=lambda row: row.place)
                found[table, item_id] = tuple(_placed(view, table, item, ordered))
    return found


def english_names(view: View) -> Mapping[str, str]:
    """Return the English protocol name of each delegation that stands for a State."""
    return {
        state.delegation_id: english_name(state.state_id, state.name)
        for state in view.rows(State).values()
        if state.delegation_id is not None
    }


def heads_of_delegations(view: View) -> Mapping[str, Principal]:
    """Return the head of each delegation: the one named, else its only principal."""
    principals = view.rows(Principal)
    own = grouped(principals.values(), "delegation_id")
    found: dict[str, Principal] = {}
    for delegation_id, delegation in view.rows(Delegation).items():
        named = delegation.head_principal_id
        alone = own.get(delegation_id, ())
        if named in principals:
            found[delegation_id] = principals[str(named)]
        elif named is None and len(alone) == 1:
            found[delegation_id] = alone[0]
    return found


def _placed(
    view: View, table: str, item: Item, ordered: Sequence[Speaker | Seat]
) -> Iterator[Placed]:
    names, heads = view.derive(english_names), view.derive(heads_of_delegations)
    start = item.start
    for row in ordered:
        during = Interval(item.start, item.end)
        if isinstance(row, Speaker):
            during = Interval(start, start + timedelta(minutes=row.minutes))
            start = during.end
        delegation = view.rows(Delegation).get(row.delegation_id)
        if delegation is None:
            continue
        principal = heads.get(row.delegation_id)
        if row.principal_id is not None:
            principal = view.rows(Principal).get(row.principal_id)
        yield Placed(
            table=table,
            key=f"{row.item_id}|{row.place}",
            item=item,
            row=row,
            delegation=delegation,
            principal=principal,
            name=names.get(row.delegation_id) or english_name("", delegation.name),
            during=during,
        )


@rule(
    "C-74",
    title=Text("Order against the chosen rule of precedence"),
    why=Text(
        "A head of State who is called after a minister is slighted before all cameras, and no "
        "apology takes it back."
    ),
    cases={
        "speakers": Text(
            "{delegation} speaks in place {place} of {item}, after {other}, which the rule of "
            "precedence puts behind it: {rule}."
        ),
        "seats": Text(
            "{delegation} has seat {place} at {item}, after {other}, which the rule of precedence "
            "puts behind it: {rule}."
        ),
        "no-rule": Text(
            "{count} places are in order at {item}, and by which rule of precedence is not said."
        ),
        "unknown": Text(
            "The rule of precedence at {item} is {rule}, and what it goes by is not known of these "
            "places: {places}."
        ),
    },
    remedy=Text(
        "Put the places in the order of the rule, or write beside a place why it stands otherwise."
    ),
    source=Text(
        "Note of the International Law Commission's secretariat on precedence, A/CN.4/L.129, as "
        "described by practitioners; United Nations practice of lots and the English alphabet; "
        "not verified."
    ),
    field=Field.PROTOCOL,
    severity=Severity.HIGH,
    phase=Phase.D2,
    scope=Scope.WHOLE,
    reads=READS,
)
def out_of_order(view: View) -> Iterator[Gap]:
    """Yield each place that the item's rule puts before its neighbour, and what is not known."""
    for (table, item_id), own in view.derive(placed).items():
        compared = [each for each in own if not each.row.reason.strip()]
        item = view.rows(Item)[item_id]
        if len(compared) < ORDERED_MIN:
            continue
        if item.precedence is None:
            yield _order_gap(item, table, "no-rule", {"item": item_id, "count": len(compared)})
        elif item.precedence is not PrecedenceRule.ORDER_OF_INSCRIPTION or table == "speakers":
            # Only speakers are inscribed; that rule says nothing of seats.
            yield from _judged(item, item.precedence, table, compared)


def _judged(
    item: Item, chosen: PrecedenceRule, table: str, compared: Sequence[Placed]
) -> Iterator[Gap]:
    standings = [each.standing for each in compared]
    by_key = {each.key: each for each in compared}
    lacking = unplaced(chosen, standings)
    if lacking:
        places = tuple(sorted(by_key[key].row.place for key in lacking))
        facts: Facts = {"item": item.item_id, "rule": chosen, "places": places}
        yield _order_gap(item, table, "unknown", facts)
    for before, after in misplaced(chosen, standings):
        one, other = by_key[before.key], by_key[after.key]
        yield Gap(
            table=table,
            key=other.key,
            column="place",
            case=table,
            start=item.start,
            end=item.end,
            facts={
                "item": item.item_id,
                "delegation": other.row.delegation_id,
                "place": other.row.place,
                "other": one.row.delegation_id,
                "other_place": one.row.place,
                "rule": chosen,
            },
            joins=((table, one.key), ("delegations", other.row.delegation_id)),
        )


def _order_gap(item: Item, table: str, case: str, facts: Facts) -> Gap:
    return Gap(
        table="programme",
        key=item.item_id,
        column="precedence",
        case=case,
        discriminator=table,
        start=item.start,
        end=item.end,
        facts=facts,
        unknown=True,
    )


@rule(
    "C-77",
    title=Text("Place kept for somebody who is not there"),
    why=Text(
        "When the head of a delegation does not come, whoever stands in has another rank: the "
        "place, the holding room and the right to sign all change with it."
    ),
    cases={
        "absent": Text(
            "{principal} is to take place {place} at {item} for {delegation}, but is not there: "
            "arrives {arrives}, leaves {leaves}."
        ),
        "replaced": Text(
            "Place {place} at {item} is still that of {principal} ({rank}), but {head} "
            "({head_rank}) now heads {delegation}."
        ),
        "other-delegation": Text(
            "Place {place} at {item} is for {delegation}, but {principal} belongs to "
            "{own_delegation}."
        ),
        "item": Text(
            "{principal} is to be in {item}, but is not there at all: arrives {arrives}, leaves "
            "{leaves}."
        ),
        "signatory": Text(
            "Signatory {signatory} of {delegation} signs as {rank}, but nobody of that rank of the "
            "delegation is there during {item}."
        ),
    },
    remedy=Text(
        "Name who comes in the place, put the order right for that rank, and have full powers "
        "cleared where the new signatory needs them."
    ),
    source=Text("Practice of State protocol; not verified."),
    field=Field.PROTOCOL,
    severity=Severity.HIGH,
    phase=Phase.D2,
    scope=Scope.PERSON,
    reads=(*READS, "signatories"),
)
def not_there(view: View) -> Iterator[Gap]:
    """Yield places of principals who are away, no longer head, or of another delegation."""
    seated: set[tuple[str, str]] = set()
    for own in view.derive(placed).values():
        for each in own:
            if each.principal is not None:
                seated.add((each.item.item_id, each.principal.principal_id))
                yield from _taken(view, each, each.principal)
    yield from _expected(view, seated)
    yield from _signed_by_nobody(view)


def _taken(view: View, each: Placed, principal: Principal) -> Iterator[Gap]:
    """Yield what is wrong with the principal's place."""
    facts: dict[str, Fact | datetime] = {
        "principal": principal.principal_id,
        "place": each.row.place,
        "item": each.item.item_id,
        "delegation": each.delegation.delegation_id,
    }
    if principal.delegation_id != each.delegation.delegation_id:
        facts["own_delegation"] = principal.delegation_id
        yield _place_gap(each, "other-delegation", facts)
        return
    head = view.rows(Principal).get(each.delegation.head_principal_id or "")
    if head is not None and outranks(principal.rank, head.rank):
        ranks = {"rank": principal.rank, "head": head.principal_id, "head_rank": head.rank}
        yield _place_gap(each, "replaced", {**facts, **ranks})
    elif is_away(principal, each.during):
        times = {"arrives": principal.arrives, "leaves": principal.leaves}
        yield _place_gap(each, "absent", {**facts, **times})


def _place_gap(each: Placed, case: str, facts: Facts) -> Gap:
    return Gap(
        table=each.table,
        key=each.key,
        column="principal_id",
        case=case,
        discriminator=case,
        start=each.during.start,
        end=each.during.end,
        facts=facts,
        joins=(
            ("delegations", each.delegation.delegation_id),
            ("principals", str(facts["principal"])),
        ),
    )


def is_away(principal: Principal, during: Interval) -> bool:
    """Say whether the plan knows that the principal is not there for all of the interval."""
    late = principal.arrives is not None and principal.arrives > during.start
    early = principal.leaves is not None and principal.leaves < during.end
    return late or early


def _expected(view: View, seated: set[tuple[str, str]]) -> Iterator[Gap]:
    """Yield each principal who is to be in an item and is away; one with a place is told there."""
    principals = view.rows(Principal)
    for item in view.rows(Item).values():
        for principal_id in item.principal_ids:
            principal = principals.get(principal_id)
            if principal is None or (item.item_id, principal_id) in seated:
                continue
            if _misses(principal, item):
                yield Gap(
                    table="programme",
                    key=item.item_id,
                    column="principal_ids",
                    case="item",
                    discriminator=principal_id,
                    start=item.start,
                    end=item.end,
                    facts={
                        "principal": principal_id,
                        "item": item.item_id,
                        "arrives": principal.arrives,
                        "leaves": principal.leaves,
                    },
                    joins=(("principals", principal_id),),
                )


def _signed_by_nobody(view: View) -> Iterator[Gap]:
    """Yield each who signs by an office of which nobody is there, though the plan knows some."""
    by_office: dict[tuple[str, Rank], list[Principal]] = {}
    for principal in view.rows(Principal).values():
        by_office.setdefault((principal.delegation_id, principal.rank), []).append(principal)
    for signatory in view.rows(Signatory).values():
        own = by_office.get((signatory.delegation_id, signatory.rank), ())
        item = view.rows(Item).get(signatory.item_id)
        if item is None or signatory.rank not in SIGNS_BY_OFFICE or not own:
            continue
        if all(_misses(principal, item) for principal in own):
            yield Gap(
                table="signatories",
                key=signatory.signatory_id,
                column="rank",
                case="signatory",
                discriminator="signatory",
                start=item.start,
                end=item.end,
                facts={
                    "signatory": signatory.signatory_id,
                    "delegation": signatory.delegation_id,
                    "rank": signatory.rank,
                    "item": item.item_id,
                },
                joins=tuple(("principals", each.principal_id) for each in own),
                severity=Severity.CRITICAL,
            )


def _misses(principal: Principal, item: Item) -> bool:
    """Say whether the principal is there at no moment of the item."""
    late = principal.arrives is not None and principal.arrives >= item.end
    early = principal.leaves is not None and principal.leaves <= item.start
    return late or early
