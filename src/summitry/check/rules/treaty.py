"""Who may sign, once, while the treaty is open; and what States did, in the right order."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Fact, Text
from summitry.kit.time import day_of
from summitry.outcome.finding import Gap, Phase, Subject
from summitry.plan.programme import Delegation, Item, Signatory
from summitry.plan.terms import Field, Kind, Severity
from summitry.plan.treaty import Act, ActKind, State, Treaty

MAY_NOT_SIGN = frozenset({Kind.ORGANISATION, Kind.INSTITUTE})
"""Who is no State and no regional organisation, and so cannot become a party."""

AFTER_SIGNATURE = frozenset({ActKind.RATIFICATION, ActKind.ACCEPTANCE, ActKind.APPROVAL})
"""Consent to be bound that only a signatory gives; others accede or confirm formally."""

SECOND = timedelta(seconds=1)
"""Before the moment at which a treaty closes: what ends at midnight is not open that day."""

CONSENT = AFTER_SIGNATURE | {ActKind.ACCESSION, ActKind.FORMAL_CONFIRMATION}


@rule(
    "C-209",
    title=Text("Signatory who may not sign"),
    why=Text(
        "A signature by an entity that cannot be a party, a second one for the same State, or one "
        "outside the time for signature is void or has to be struck from the record."
    ),
    cases={
        "may-not": Text(
            "Signatory {signatory} signs for {delegation}, which is neither a State nor a regional "
            "organisation."
        ),
        "unlisted": Text(
            "Signatory {signatory} signs for {delegation}, and no State or organisation of the "
            "treaty stands for that delegation."
        ),
        "twice": Text(
            "Signatory {signatory} signs for {delegation} as signatory {other} does: more often "
            "than there are treaties to sign."
        ),
        "already": Text(
            "Signatory {signatory} signs for {delegation}, which signed treaty {treaty} on {day}."
        ),
        "window": Text(
            "No treaty is open for signature for all of {item}. Signatories who sign in it: "
            "{count}."
        ),
    },
    remedy=Text(
        "Ask the depositary who may sign and when, and put the list of signatories right by it."
    ),
    source=Text(
        "United Nations Treaty Handbook; Convention against Cybercrime, A/RES/79/243, article 64."
    ),
    field=Field.PROTOCOL,
    severity=Severity.CRITICAL,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("signatories", "delegations", "states", "acts", "treaties", "programme"),
)
def may_not_sign(view: View) -> Iterator[Gap]:
    """Yield who cannot sign, who signs twice, and signings while no treaty is open."""
    signatories = view.rows(Signatory).values()
    by_delegation = grouped(signatories, "delegation_id")
    states = _states_by_delegation(view)
    for delegation_id, own in by_delegation.items():
        known = states.get(delegation_id, ())
        for signatory in own:
            yield from _no_party(view, signatory, known)
            yield from _signed_before(view, signatory, known)
        yield from _once_too_often(view, own)
    yield from _not_open(view, grouped(signatories, "item_id"))


def _states_by_delegation(view: View) -> Mapping[str, Sequence[State]]:
    return grouped(view.rows(State).values(), "delegation_id")


def _no_party(view: View, signatory: Signatory, known: Sequence[State]) -> Iterator[Gap]:
    """Yield the signatory whose delegation is no State or organisation that can be a party."""
    delegation = view.rows(Delegation).get(signatory.delegation_id)
    if delegation is None:
        return
    kinds = [state.kind for state in known] or [delegation.kind]
    facts: dict[str, Fact] = {}
    if all(kind in MAY_NOT_SIGN for kind in kinds):
        yield _signatory_gap(signatory, "may-not", "party", facts)
    elif not known and view.rows(State):
        yield _signatory_gap(signatory, "unlisted", "party", facts, severity=Severity.HIGH)


def _signed_before(view: View, signatory: Signatory, known: Sequence[State]) -> Iterator[Gap]:
    """Yield the signatory of a State that had signed before the day, where one treaty is open."""
    item = view.rows(Item).get(signatory.item_id)
    treaties = view.rows(Treaty)
    if item is None or len(treaties) != 1:
        return
    today = day_of(item.start, view.zone)
    signed = view.derive(_signatures)
    for state in known:
        for treaty_id in treaties:
            act = signed.get((treaty_id, state.state_id))
            if act is not None and act.day < today:
                facts: dict[str, Fact] = {"treaty": treaty_id, "day": act.day.isoformat()}
                joins = (("acts", act.act_id),)
                yield _signatory_gap(signatory, "already", act.act_id, facts, joins=joins)


def _signatures(view: View) -> Mapping[tuple[str, str], Act]:
    """Return the first signature of each State to each treaty."""
    found: dict[tuple[str, str], Act] = {}
    for act in view.rows(Act).values():
        pair = (act.treaty_id, act.state_id)
        if act.kind is ActKind.SIGNATURE and (pair not in found or act.day < found[pair].day):
            found[pair] = act
    return found


def _once_too_often(view: View, own: Sequence[Signatory]) -> Iterator[Gap]:
    """Yield each signatory beyond as many as there are treaties; each treaty is signed once."""
    treaties = len(view.rows(Treaty))
    if not treaties or own[0].delegation_id not in view.rows(Delegation):
        return
    ordered = sorted(own, key=lambda each: (each.order, each.signatory_id))
    for signatory in ordered[treaties:]:
        facts: dict[str, Fact] = {"other": ordered[0].signatory_id}
        joins = (("signatories", ordered[0].signatory_id),)
        yield _signatory_gap(signatory, "twice", "twice", facts, joins=joins)


def _signatory_gap(
    signatory: Signatory,
    case: str,
    discriminator: str,
    facts: Mapping[str, Fact],
    *,
    joins: tuple[Subject, ...] = (),
    severity: Severity | None = None,
) -> Gap:
    return Gap(
        table="signatories",
        key=signatory.signatory_id,
        column="delegation_id",
        case=case,
        discriminator=discriminator,
        facts={
            "signatory": signatory.signatory_id,
            "delegation": signatory.delegation_id,
            **facts,
        },
        joins=(("delegations", signatory.delegation_id), *joins),
        severity=severity,
    )


def _not_open(view: View, by_item: Mapping[str, Sequence[Signatory]]) -> Iterator[Gap]:
    """Yield each item with signatories for all of which no treaty is open for signature."""
    treaties = view.rows(Treaty)
    for item_id, own in by_item.items():
        item = view.rows(Item).get(item_id)
        if item is None or not treaties:
            continue
        if not any(
            each.opens <= item.start and item.end <= each.closes for each in treaties.values()
        ):
            yield Gap(
                table="programme",
                key=item_id,
                column="start",
                case="window",
                discriminator="window",
                start=item.start,
                end=item.end,
                facts={"item": item_id, "count": len(own)},
                joins=tuple(("treaties", treaty_id) for treaty_id in treaties),
            )


@rule(
    "C-210",
    title=Text("Acts of a State that do not follow one another"),
    why=Text(
        "A count of instruments that holds a ratification without a signature, or one State "
        "twice, announces an entry into force that has not come."
    ),
    cases={
        "unsigned": Text(
            "{state} is to have acted on treaty {treaty} on {day} ({act}), but had not signed it "
            "by then."
        ),
        "early": Text("{state} is to have acted on treaty {treaty} on {day}, before it was open."),
        "closed": Text(
            "{state} is to have signed treaty {treaty} on {day}, when it was no longer open."
        ),
        "again": Text(
            "{state} has acted on treaty {treaty} twice in the same way: {key} after {other}."
        ),
        "source": Text("No source is named for what {state} did on {day}."),
    },
    remedy=Text("Correct the entry from the depositary's notification, and name it as the source."),
    source=Text(
        "United Nations Treaty Handbook; Vienna Convention on the Law of Treaties, articles 11 to "
        "16."
    ),
    field=Field.PROTOCOL,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.WHOLE,
    reads=("acts", "treaties"),
)
def acts_out_of_order(view: View) -> Iterator[Gap]:
    """Yield acts out of time or order, acts done twice, and acts without a source."""
    signed = view.derive(_signatures)
    for act in view.rows(Act).values():
        signature = signed.get((act.treaty_id, act.state_id))
        if act.kind in AFTER_SIGNATURE and (signature is None or signature.day > act.day):
            yield _act_gap(act, "unsigned", "kind")
        yield from _out_of_time(view, act)
        if not act.source.strip():
            yield _act_gap(act, "source", "source", severity=Severity.LOW)
    for first, second in _repeated(view):
        yield _act_gap(second, "again", "again", other=first.act_id)


def _out_of_time(view: View, act: Act) -> Iterator[Gap]:
    """Yield an act before the treaty was open, or a signature after it was; days at the venue."""
    treaty = view.rows(Treaty).get(act.treaty_id)
    if treaty is None:
        return
    if act.day < day_of(treaty.opens, view.zone):
        yield _act_gap(act, "early", "day")
    elif act.kind is ActKind.SIGNATURE and act.day > day_of(treaty.closes - SECOND, view.zone):
        yield _act_gap(act, "closed", "day")


def _repeated(view: View) -> Iterator[tuple[Act, Act]]:
    """Yield, of the signatures of a State and of its consents to be bound, the first and more."""
    groups: dict[tuple[str, str, bool], list[Act]] = defaultdict(list)
    for act in view.rows(Act).values():
        groups[act.treaty_id, act.state_id, act.kind in CONSENT].append(act)
    for group in groups.values():
        first, *more = sorted(group, key=_by_day)
        for second in more:
            yield first, second


def _by_day(act: Act) -> tuple[date, str]:
    return act.day, act.act_id


def _act_gap(
    act: Act, case: str, column: str, *, other: str = "", severity: Severity | None = None
) -> Gap:
    return Gap(
        table="acts",
        key=act.act_id,
        column=column if column != "again" else "kind",
        case=case,
        discriminator=case,
        facts={
            "state": act.state_id,
            "treaty": act.treaty_id,
            "act": act.kind,
            "day": act.day.isoformat(),
            "key": act.act_id,
            "other": other,
        },
        joins=(("states", act.state_id), ("treaties", act.treaty_id)),
        severity=severity,
    )
