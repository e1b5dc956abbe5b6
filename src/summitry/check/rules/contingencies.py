"""Contingencies: every unit that acts in one meets at the same point, and knows it."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from summitry.check.registry import Scope, rule
from summitry.check.standing import by_unit
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.risks import Contingency, ContingencyCard, Rendezvous
from summitry.plan.table import table_of
from summitry.plan.terms import Field, RendezvousKind, Severity


class _Drill(Struct, frozen=True, kw_only=True):
    """A contingency with the card of each unit that acts in it."""

    contingency: Contingency
    cards: Mapping[str, ContingencyCard]

    @property
    def units(self) -> Sequence[str]:
        """The units that act, and any other that has a card."""
        return sorted({*self.contingency.agency_unit_ids, *self.cards})

    @property
    def rvps(self) -> tuple[str, ...]:
        """The rendezvous points that the cards name."""
        return tuple(sorted({c.rvp_id for c in self.cards.values() if c.rvp_id is not None}))

    @property
    def fcps(self) -> tuple[str, ...]:
        """The forward command posts that the cards name."""
        return tuple(sorted({c.fcp_id for c in self.cards.values() if c.fcp_id is not None}))

    @property
    def joins(self) -> tuple[tuple[str, str], ...]:
        """The cards, as rows that were joined."""
        return tuple(("contingency_cards", _key(card)) for card in self.cards.values())


def _key(card: ContingencyCard) -> str:
    return table_of(card).key_of(card)


@rule(
    "C-28",
    title=Text("No common rendezvous point"),
    why=Text(
        "Manchester Arena 2017: the services went to different rendezvous points, no forward "
        "command post was set up, and the fire service first arrived after two hours."
    ),
    cases={
        "none": Text(
            "No unit's card for contingency {contingency} names both a rendezvous point and a "
            "forward command post."
        ),
        "disagree": Text(
            "The units' cards for contingency {contingency} send them to different places: "
            "rendezvous points: {rvps}; forward command posts: {fcps}."
        ),
        "no-card": Text("Unit {unit} acts in contingency {contingency} and has no card for it."),
        "no-point": Text(
            "The card of unit {unit} for contingency {contingency} lacks a rendezvous point or a "
            "forward command post."
        ),
        "wrong-point": Text(
            "The card of unit {unit} for contingency {contingency} names {point}, which is not a "
            "registered point of the right kind."
        ),
        "not-acknowledged": Text(
            "Nobody of unit {unit} has acknowledged its card for contingency {contingency} as it "
            "now stands."
        ),
        "not-named": Text(
            "Unit {unit} has a card for contingency {contingency}, which does not name it among "
            "the units that act."
        ),
    },
    remedy=Text(
        "Agree on one rendezvous point and one forward command post, put them on every unit's "
        "card, and have each unit acknowledge its own."
    ),
    source=Text(
        "Manchester Arena Inquiry, volume 2: different rendezvous points, no forward command post, "
        "first fire crew at 00:36 after the first call at 22:31."
    ),
    field=Field.COUNTER_TERRORISM,
    severity=Severity.HIGH,
    phase=Phase.D30,
    scope=Scope.UNIT,
    reads=("contingencies", "contingency_cards", "persons", "rendezvous"),
    attests=(AttestationKind.ACKNOWLEDGED,),
)
def rendezvous_points(view: View) -> Iterator[Gap]:
    """Yield the contingencies whose units would not meet."""
    by_contingency = grouped(view.rows(ContingencyCard).values(), "contingency_id")
    for contingency in view.rows(Contingency).values():
        cards = by_contingency.get(contingency.contingency_id, [])
        drill = _Drill(contingency=contingency, cards={card.unit_id: card for card in cards})
        if len(drill.rvps) > 1 or len(drill.fcps) > 1:
            yield _gap(drill, case="disagree")
        elif not drill.rvps or not drill.fcps:
            yield _gap(drill, case="none")
            continue
        for unit_id in drill.units:
            yield from _unit_gaps(view, drill, unit_id)


def _unit_gaps(view: View, drill: _Drill, unit_id: str) -> Iterator[Gap]:
    """Yield the first thing that is wrong with one unit's card."""
    card = drill.cards.get(unit_id)
    if card is None:
        yield _gap(drill, case="no-card", unit_id=unit_id)
    elif card.rvp_id is None or card.fcp_id is None:
        yield _gap(drill, case="no-point", unit_id=unit_id)
    elif (wrong := _wrong_point(view, card)) is not None:
        yield _gap(drill, case="wrong-point", unit_id=unit_id, point=wrong)
    elif not by_unit(view, card, AttestationKind.ACKNOWLEDGED, unit_id):
        yield _gap(drill, case="not-acknowledged", unit_id=unit_id)
    elif unit_id not in drill.contingency.agency_unit_ids:
        yield _gap(drill, case="not-named", unit_id=unit_id)


def _wrong_point(view: View, card: ContingencyCard) -> str | None:
    """Return the card's first point that is unknown or of the other kind."""
    points = view.rows(Rendezvous)
    wanted = ((card.rvp_id, RendezvousKind.RVP), (card.fcp_id, RendezvousKind.FCP))
    for point_id, kind in wanted:
        point = points.get(point_id or "")
        if point is None or point.kind is not kind:
            return point_id
    return None


def _gap(drill: _Drill, *, case: str, unit_id: str = "", point: str | None = None) -> Gap:
    contingency = drill.contingency
    card = drill.cards.get(unit_id)
    own = (("units", unit_id),) if card is None else (("contingency_cards", _key(card)),)
    return Gap(
        table="contingencies",
        key=contingency.contingency_id,
        case=case,
        discriminator=unit_id,
        severity=Severity.CRITICAL if case == "disagree" and len(drill.rvps) > 1 else None,
        facts={
            "contingency": contingency.contingency_id,
            "unit": unit_id,
            "rvps": drill.rvps,
            "fcps": drill.fcps,
            "point": point,
        },
        joins=own if unit_id else drill.joins,
        field=contingency.field,
    )
