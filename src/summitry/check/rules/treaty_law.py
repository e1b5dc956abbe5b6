"""What a treaty asks of the host: national law that conforms, and an office that answers."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from summitry.check.promises import NO_DATE, promised
from summitry.check.registry import Scope, rule
from summitry.check.view import View
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.terms import Field, Severity
from summitry.plan.treaty import Article, Conformity, ContactPoint, Provision

Key = tuple[str, int]
"""A treaty and the number of an article."""


@rule(
    "C-211",
    title=Text("Article without a provision of national law"),
    why=Text(
        "A host that signs first and cannot ratify for want of a law that nobody was told to "
        "draft is asked about it at every conference that follows."
    ),
    cases={
        "not-examined": Text(
            "Article {article} of treaty {treaty} asks for national law, and no provision is "
            "examined for it."
        ),
        "no-action": Text(
            "Provision {provision} is not known to conform to article {article}, and what is done "
            "about it is not said."
        ),
        "no-date": Text(
            "Provision {provision} is to be brought to conform to article {article}, and no date "
            "is set."
        ),
        "late": Text(
            "Provision {provision} was to conform to article {article} by {due}, and nobody says "
            "that it does."
        ),
        "no-law": Text(
            "Provision {provision} is said to conform to article {article}, and no law is named."
        ),
        "no-article": Text(
            "Provision {provision} is for article {article}, which treaty {treaty} does not have."
        ),
    },
    remedy=Text(
        "Examine the article, name the law, and give what is missing an action, an owner and a "
        "date."
    ),
    source=Text("Practice of ministries of justice before ratification; not verified."),
    field=Field.PROTOCOL,
    severity=Severity.MEDIUM,
    phase=Phase.D30,
    scope=Scope.WHOLE,
    reads=("articles", "provisions", "persons"),
    attests=(AttestationKind.COMPLETED,),
)
def law_missing(view: View) -> Iterator[Gap]:
    """Yield articles without a provision, and provisions that do not conform and are left so."""
    provisions = view.rows(Provision).values()
    examined = {(row.treaty_id, row.article) for row in provisions}
    for key, article in view.rows(Article).items():
        if article.asks_law and (article.treaty_id, article.number) not in examined:
            yield _article_gap(key, article, "asks_law", "not-examined")
    treaties = {article.treaty_id for article in view.rows(Article).values()}
    known = view.derive(_by_number)
    for row in provisions:
        if row.treaty_id in treaties and (row.treaty_id, row.article) not in known:
            yield _provision_gap(row, "no-article", "article")
        yield from _not_conforming(view, row)


def _by_number(view: View) -> dict[Key, Article]:
    return {(row.treaty_id, row.number): row for row in view.rows(Article).values()}


def _article_gap(key: str, article: Article, column: str, case: str) -> Gap:
    return Gap(
        table="articles",
        key=key,
        column=column,
        case=case,
        discriminator=case,
        facts={"treaty": article.treaty_id, "article": article.number},
    )


def _not_conforming(view: View, row: Provision) -> Iterator[Gap]:
    """Yield the provision when it conforms in name only, or does not and nobody mends it."""
    if row.conformity is Conformity.CONFORMS:
        if not row.law.strip():
            yield _provision_gap(row, "no-law", "law")
        return
    if not row.action.strip():
        yield _provision_gap(row, "no-action", "action")
    case = promised(view, row, AttestationKind.COMPLETED, row.due)
    if case:
        yield _provision_gap(row, case, "due")


def _provision_gap(row: Provision, case: str, column: str) -> Gap:
    return Gap(
        table="provisions",
        key=row.provision_id,
        column=column,
        case=case,
        discriminator=column,
        facts={
            "provision": row.provision_id,
            "treaty": row.treaty_id,
            "article": row.article,
            "due": row.due,
        },
        joins=(("articles", f"{row.treaty_id}|{row.article}"),),
        unknown=case in {NO_DATE, "no-action"} and row.conformity is Conformity.NOT_EXAMINED,
    )


@rule(
    "C-212",
    title=Text("Contact point that the treaty asks for is missing"),
    why=Text(
        "A request to keep data before it is deleted is lost within hours when it reaches an "
        "office that is closed, or none."
    ),
    cases={
        "missing": Text(
            "Article {article} of treaty {treaty} asks for a contact point, and none is named."
        ),
        "hours": Text(
            "Article {article} of treaty {treaty} asks for a contact point around the clock, and "
            "{contact_point} is not one."
        ),
        "late": Text(
            "Contact point {contact_point} was to be notified to the depositary by {due}, and "
            "nobody says that it was."
        ),
        "no-date": Text(
            "Contact point {contact_point} has not been notified to the depositary, and no date "
            "is set for it."
        ),
        "no-article": Text(
            "Contact point {contact_point} is for article {article}, which treaty {treaty} does "
            "not have."
        ),
    },
    remedy=Text("Name the office, staff it as the article asks, and notify it."),
    source=Text("Convention against Cybercrime, A/RES/79/243, article 41: 24/7 network."),
    field=Field.LIAISON,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.WHOLE,
    reads=("articles", "contact_points", "persons"),
    attests=(AttestationKind.ISSUED,),
)
def contact_points_missing(view: View) -> Iterator[Gap]:
    """Yield articles without the contact point they ask for, and points closed or not notified."""
    named: dict[Key, list[ContactPoint]] = defaultdict(list)
    for row in view.rows(ContactPoint).values():
        named[row.treaty_id, row.article].append(row)
    known = view.derive(_by_number)
    treaties = {treaty_id for treaty_id, _ in known}
    for key, article in view.rows(Article).items():
        own = named.get((article.treaty_id, article.number), ())
        if (article.asks_contact or article.around_the_clock) and not own:
            yield _article_gap(key, article, "asks_contact", "missing")
        elif article.around_the_clock:
            yield from _closed(own)
    for row in view.rows(ContactPoint).values():
        if row.treaty_id in treaties and (row.treaty_id, row.article) not in known:
            yield _contact_gap(row, "no-article", "article")
        case = promised(view, row, AttestationKind.ISSUED, row.notify_by)
        if case:
            yield _contact_gap(row, case, "notify_by")


def _closed(own: Sequence[ContactPoint]) -> Iterator[Gap]:
    """Yield every point of an article when none of them answers around the clock."""
    if not any(row.around_the_clock for row in own):
        for row in own:
            yield _contact_gap(row, "hours", "around_the_clock")


def _contact_gap(row: ContactPoint, case: str, column: str) -> Gap:
    return Gap(
        table="contact_points",
        key=row.contact_point_id,
        column=column,
        case=case,
        discriminator=column,
        facts={
            "contact_point": row.contact_point_id,
            "treaty": row.treaty_id,
            "article": row.article,
            "due": row.notify_by,
        },
        joins=(("articles", f"{row.treaty_id}|{row.article}"),),
        unknown=case == NO_DATE,
    )
