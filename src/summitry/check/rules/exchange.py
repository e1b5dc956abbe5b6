"""Exchange with partners: cleared, marked, recorded, answered in time; persons only with cause."""

from collections.abc import Iterator

from summitry.check.registry import Scope, rule
from summitry.check.standing import by_anyone_known
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.access import Export
from summitry.plan.attestation import AttestationKind
from summitry.plan.exchange import Direction, Exchange, InformationRequest, Partner
from summitry.plan.terms import Field, Marking, Power, Severity

DECIDERS_MIN = 2
_RIGHTS = Text(
    "United Nations Convention against Cybercrime, articles 6 (human rights), 24 (conditions and "
    "safeguards) and 36 (protection of personal data)."
)


@rule(
    "C-186",
    title=Text("Exchange that should not have left so"),
    why=Text(
        "What a partner holds cannot be called back: it must be cleared, marked and written down "
        "before it goes."
    ),
    cases={
        "above": Text(
            "Exchange {exchange} is marked {mark}, and partner {partner} is cleared up to "
            "{cleared}."
        ),
        "export-above": Text(
            "Exchange {exchange} hands export {export} for readers cleared up to {mark} to partner "
            "{partner}, cleared up to {cleared}."
        ),
        "unmarked": Text("Exchange {exchange} with partner {partner} bears no mark."),
        "no-record": Text(
            "Exchange {exchange} to partner {partner} names no export: nobody can say what it held."
        ),
        "no-hand": Text("Nobody is named who handed exchange {exchange} to partner {partner}."),
        "no-agreement": Text(
            "Partner {partner} is given information, and no agreement with it is named."
        ),
    },
    remedy=Text(
        "Hand over only what the partner is cleared for, marked, as a recorded export, by a named "
        "person, under an agreement; tell the partner how to treat what it has already."
    ),
    source=Text("FIRST Traffic Light Protocol 2.0; standing practice of liaison, not verified."),
    field=Field.LIAISON,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.WHOLE,
    reads=("exchanges", "exports", "partners"),
)
def careless_exchanges(view: View) -> Iterator[Gap]:
    """Yield exchanges above the clearance, unmarked or unrecorded, and partners without treaty."""
    partners = view.rows(Partner)
    given: set[str] = set()
    for exchange in view.rows(Exchange).values():
        partner = partners.get(exchange.partner_id)
        if exchange.mark is None:
            yield _exchange_gap(exchange, "unmarked", exchange.mark, partner)
        if exchange.direction is Direction.OUT:
            given.add(exchange.partner_id)
            yield from _handed(view, exchange, partner)
    for partner_id, partner in partners.items():
        if partner_id in given and not partner.agreement.strip():
            yield Gap(
                table="partners",
                key=partner_id,
                column="agreement",
                case="no-agreement",
                severity=Severity.MEDIUM,
                facts={"partner": partner_id},
            )


def _handed(view: View, exchange: Exchange, partner: Partner | None) -> Iterator[Gap]:
    """Yield what is wrong with something handed to a partner."""
    export = view.rows(Export).get(exchange.export_id or "")
    cleared = Marking.RED if partner is None else partner.cleared
    if exchange.mark is not None and exchange.mark.height > cleared.height:
        yield _exchange_gap(exchange, "above", exchange.mark, partner)
    if export is not None and export.audience.height > cleared.height:
        yield _exchange_gap(exchange, "export-above", export.audience, partner)
    if exchange.export_id is None:
        yield _exchange_gap(exchange, "no-record", exchange.mark, partner)
    if exchange.person_id is None:
        yield _exchange_gap(exchange, "no-hand", exchange.mark, partner)


def _exchange_gap(
    exchange: Exchange, case: str, mark: Marking | None, partner: Partner | None
) -> Gap:
    return Gap(
        table="exchanges",
        key=exchange.exchange_id,
        case=case,
        discriminator=case,
        start=exchange.at,
        facts={
            "exchange": exchange.exchange_id,
            "partner": exchange.partner_id,
            "export": exchange.export_id,
            "mark": None if mark is None else mark.value,
            "cleared": None if partner is None else partner.cleared.value,
        },
        joins=(("partners", str(exchange.partner_id)),),
    )


@rule(
    "C-187",
    title=Text("Request for information not answered in time"),
    why=Text("A partner that waits in vain asks elsewhere, or acts on what it guesses."),
    cases={
        "overdue": Text("Request {request} was to be answered by {due}."),
        "no-date": Text("Nobody has said by when request {request} is to be answered."),
    },
    remedy=Text("Answer it, say when the answer comes, or say that there will be none."),
    source=Text("Standing practice of liaison; not verified."),
    field=Field.LIAISON,
    severity=Severity.MEDIUM,
    phase=Phase.D60,
    scope=Scope.UNIT,
    reads=("exchanges", "information_requests", "persons"),
    attests=(AttestationKind.ISSUED,),
)
def unanswered_requests(view: View) -> Iterator[Gap]:
    """Yield requests without a date, and those past it that nobody has answered."""
    answered = {
        exchange.information_request_id
        for exchange in view.rows(Exchange).values()
        if exchange.at <= view.at
    }
    for request in view.rows(InformationRequest).values():
        if request.due is not None and view.at < request.due:
            continue
        if request.information_request_id in answered:
            continue
        if not by_anyone_known(view, request, AttestationKind.ISSUED):
            case = "no-date" if request.due is None else "overdue"
            yield _request_gap(request, case, "due")


def _request_gap(request: InformationRequest, case: str, column: str | None) -> Gap:
    return Gap(
        table="information_requests",
        key=request.information_request_id,
        column=column,
        case=case,
        discriminator=case,
        facts={
            "request": request.information_request_id,
            "due": request.due,
            "return_by": request.return_by,
        },
        joins=(("partners", str(request.partner_id)),),
        unknown=case == "no-date",
    )


@rule(
    "C-188",
    title=Text("Request on a named person without safeguards"),
    why=Text(
        "A name that is sent abroad without cause, limit or second look can cost that person "
        "liberty, and the host its partners' trust."
    ),
    cases={
        "no-basis": Text("Request {request} on a named person names no legal basis."),
        "no-purpose": Text("Request {request} on a named person names no purpose."),
        "not-checked": Text(
            "Nobody has checked what request {request} on a named person means for that person's "
            "human rights."
        ),
        "no-return": Text(
            "Request {request} on a named person has no date by which the data is returned or "
            "deleted."
        ),
        "deciders": Text(
            "{have} of the {need} people who must decide on request {request} on a named person "
            "have approved it."
        ),
    },
    remedy=Text(
        "Name basis and purpose, check human rights, set a date of return and have two people with "
        "the power to decide on exchange approve it; else withdraw it."
    ),
    source=_RIGHTS,
    field=Field.LIAISON,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.WHOLE,
    reads=("information_requests", "partners", "persons"),
    attests=(AttestationKind.APPROVED,),
)
def unguarded_requests(view: View) -> Iterator[Gap]:
    """Yield what requests on named persons lack."""
    for request in view.rows(InformationRequest).values():
        if not request.on_person:
            continue
        deciders = _deciders(view, request)
        lacking = {
            "no-basis": ("legal_basis", not request.legal_basis.strip()),
            "no-purpose": ("purpose", not request.purpose.strip()),
            "not-checked": ("rights_checked", not request.rights_checked),
            "no-return": ("return_by", request.return_by is None),
            "deciders": (None, deciders < DECIDERS_MIN),
        }
        for case, (column, lacks) in lacking.items():
            if lacks:
                yield Gap(
                    table="information_requests",
                    key=request.information_request_id,
                    column=column,
                    case=case,
                    discriminator=case,
                    facts={
                        "request": request.information_request_id,
                        "have": deciders,
                        "need": DECIDERS_MIN,
                    },
                    joins=(("partners", str(request.partner_id)),),
                )


def _deciders(view: View, request: InformationRequest) -> int:
    """Return how many people with the power have approved the request as it stands."""
    persons = view.speakers
    words = view.attested(request, AttestationKind.APPROVED)
    named = {who for word in words for who in (word.by, word.second_by) if who is not None}
    return sum(who in persons and Power.DECIDE_EXCHANGE in persons[who].powers for who in named)


@rule(
    "C-189",
    title=Text("Data on a named person kept beyond its date"),
    why=Text("What was lent for a purpose is a file on somebody once the purpose is over."),
    cases={
        "kept": Text(
            "Data of request {request} on a named person was to be returned or deleted by "
            "{return_by}; nobody has said that it was."
        ),
        "after": Text(
            "Exchange {exchange} of {at} comes after {return_by}, when the data of request "
            "{request} on a named person was to be returned or deleted."
        ),
    },
    remedy=Text(
        "Return or delete it, at the partner's too, and record that; start anew if need be."
    ),
    source=_RIGHTS,
    field=Field.LIAISON,
    severity=Severity.HIGH,
    phase=Phase.D60,
    scope=Scope.WHOLE,
    reads=("exchanges", "information_requests", "partners", "persons"),
    attests=(AttestationKind.DELETED, AttestationKind.RETURNED),
)
def kept_too_long(view: View) -> Iterator[Gap]:
    """Yield requests on persons past their date of return, and exchanges made after it."""
    requests = view.rows(InformationRequest)
    for request in requests.values():
        due = request.return_by
        if request.on_person and due is not None and view.at >= due:
            ended = by_anyone_known(view, request, AttestationKind.RETURNED)
            if not ended and not by_anyone_known(view, request, AttestationKind.DELETED):
                yield _request_gap(request, "kept", "return_by")
    for exchange in view.rows(Exchange).values():
        answers = requests.get(exchange.information_request_id or "")
        if answers is None or not answers.on_person or answers.return_by is None:
            continue
        if exchange.at >= answers.return_by:
            yield Gap(
                table="exchanges",
                key=exchange.exchange_id,
                column="at",
                case="after",
                facts={
                    "exchange": exchange.exchange_id,
                    "request": answers.information_request_id,
                    "at": exchange.at,
                    "return_by": answers.return_by,
                },
                joins=(("information_requests", str(answers.information_request_id)),),
            )
