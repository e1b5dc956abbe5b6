"""Signing: full powers cleared, and a slot long enough for everybody who signs."""

from collections.abc import Iterator

from summitry.check.registry import Scope, rule
from summitry.check.standing import SIGNS_BY_OFFICE, by_anyone_known, with_power
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.kit.time import MINUTE_SECONDS
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.programme import Item, Signatory
from summitry.plan.terms import Field, ItemKind, Power, Severity

MINUTES_TOLERANCE = 1e-9


@rule(
    "C-75",
    title=Text("Signatory without cleared full powers"),
    why=Text(
        "Whoever is not head of State, head of Government or foreign minister cannot sign without "
        "full powers that the depositary has cleared: a signature refused on the stage."
    ),
    cases={
        "nobody": Text(
            "Signatory {signatory} ({rank}) of delegation {delegation} needs full powers, and "
            "nobody has cleared them."
        ),
        "changed": Text(
            "The full powers of signatory {signatory} ({rank}) of delegation {delegation} were "
            "cleared, but the entry has changed since or the clearance has expired."
        ),
        "power": Text(
            "The full powers of signatory {signatory} ({rank}) of delegation {delegation} were "
            "cleared by somebody without the power to clear them."
        ),
        "stranger": Text(
            "The full powers of signatory {signatory} ({rank}) of delegation {delegation} were "
            "cleared by somebody not in the plan."
        ),
    },
    remedy=Text("Have the depositary's office clear the instrument of this signatory."),
    source=Text(
        "United Nations Treaty Handbook; Vienna Convention on the Law of Treaties, art. 7."
    ),
    field=Field.PROTOCOL,
    severity=Severity.CRITICAL,
    phase=Phase.D2,
    scope=Scope.UNIT,
    reads=("persons", "signatories"),
    attests=(AttestationKind.CLEARED,),
)
def without_full_powers(view: View) -> Iterator[Gap]:
    """Yield the signatories who need full powers that nobody entitled has cleared."""
    for signatory in view.rows(Signatory).values():
        if signatory.rank in SIGNS_BY_OFFICE:
            continue
        if with_power(view, signatory, AttestationKind.CLEARED, Power.CLEAR_POWERS):
            continue
        yield Gap(
            table="signatories",
            key=signatory.signatory_id,
            case=_what_is_missing(view, signatory),
            facts={
                "signatory": signatory.signatory_id,
                "rank": signatory.rank,
                "delegation": signatory.delegation_id,
            },
            joins=(("delegations", signatory.delegation_id),),
        )


def _what_is_missing(view: View, signatory: Signatory) -> str:
    """Return the case of a signatory whose powers are not cleared."""
    if by_anyone_known(view, signatory, AttestationKind.CLEARED):
        return "power"
    if view.attested(signatory, AttestationKind.CLEARED):
        return "stranger"
    return "changed" if view.attested_ever(signatory, AttestationKind.CLEARED) else "nobody"


@rule(
    "C-76",
    title=Text("Signing slot too short"),
    why=Text("The last to sign would still be waiting when the next item begins."),
    cases={
        "": Text(
            "Signatures in item {item}: {signatories}. They take {need_minutes} min; the item "
            "has {have_minutes}."
        ),
        "not-signing": Text(
            "The programme does not hold {item} as a signing; the number of those who are to sign "
            "in it: {signatories}."
        ),
    },
    remedy=Text("Lengthen the slot, add a second table, or move signatories to another item."),
    source=Text(
        "Signing ceremony in Hanoi 2025: about 60 were registered to sign and 72 signed; figures "
        "as published."
    ),
    field=Field.PROTOCOL,
    severity=Severity.HIGH,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=("programme", "signatories"),
    limits=("signature_minutes",),
)
def slot_too_short(view: View) -> Iterator[Gap]:
    """Yield the items in which not everybody can sign, or nobody at all."""
    by_item = grouped(view.rows(Signatory).values(), "item_id")
    for item in view.rows(Item).values():
        count = len(by_item.get(item.item_id, []))
        need = count * view.limits.signature_minutes
        have = (item.end - item.start).total_seconds() / MINUTE_SECONDS
        if item.kind is ItemKind.SIGNING and need > have + MINUTES_TOLERANCE:
            yield Gap(
                table="programme",
                key=item.item_id,
                start=item.start,
                end=item.end,
                facts={
                    "item": item.item_id,
                    "signatories": count,
                    "need_minutes": need,
                    "have_minutes": have,
                },
            )
        elif count and item.kind is not ItemKind.SIGNING:
            yield Gap(
                table="programme",
                key=item.item_id,
                column="kind",
                case="not-signing",
                discriminator="kind",
                facts={"item": item.item_id, "signatories": count},
            )
