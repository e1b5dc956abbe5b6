"""What a digest says: counts and codes with links, nothing above TLP:GREEN, no name, no row."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.signing import BadSignature, Signer
from django.db.models import Count
from django.urls import reverse
from django.utils.html import escape
from msgspec import Struct

from summitry.kit.errors import SummitryError, Text, counted
from summitry.plan.terms import Marking
from summitry.report.language import Language, language
from summitry_web.accounts.access import events_of
from summitry_web.accounts.models import Account
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.api.calendars import due_rows, here_for
from summitry_web.desk.access.lists import Wish, narrowed
from summitry_web.desk.access.own import own_of
from summitry_web.desk.access.picture import moment_of

AHEAD = timedelta(days=7)
CODES_MAX = 30
GREEN = Marking.GREEN.height
SUBJECT = Text("Summitry: what waits for you")
CODE_LINE = counted(
    "{count} open finding of rule {code}", "{count} open findings of rule {code}", by="count"
)
LATE_LINE = counted("{count} deadline has passed", "{count} deadlines have passed", by="count")
SOON_LINE = counted(
    "{count} deadline within seven days", "{count} deadlines within seven days", by="count"
)
MORE_LINE = Text("Something waits for your word, or is marked too high for mail")
DESK = Text("Your desk: {link}")
UNSUBSCRIBE = Text("No more mail of this kind: {link}")
SIGNER = Signer(salt="summitry.digest-end")


class Part(Struct, frozen=True, kw_only=True):
    """What waits in one event: sentences with links, and the desk's address."""

    name: str
    lines: tuple[tuple[str, str], ...]
    desk: str


def parts_for(account: Account, *, at: datetime) -> tuple[Part, ...]:
    """Return what waits for the account in each of its events; events with nothing are left out."""
    reader = language(account.language)
    made = []
    for event in sorted(events_of(account, at=at), key=lambda each: each.slug):
        here = here_for(account, event, at=at, device="digest")
        if here.may(Verb.READ) and (lines := _lines(here, reader)):
            desk = _whole("desk:desk", event=event.slug)
            made.append(Part(name=event.slug, lines=lines, desk=desk))
    return tuple(made)


def _whole(name: str, **parts: str) -> str:
    return settings.ORIGIN.rstrip("/") + reverse(name, kwargs=parts)


def _lines(here: Here, reader: Language) -> tuple[tuple[str, str], ...]:
    address = _whole("desk:findings", event=here.event.slug)
    lines: list[tuple[str, str]] = []
    for code, count in _codes(here).items():
        told = _several(reader, CODE_LINE, count, code=reader.isolated(code))
        lines.append((told, f"{address}?code={code}"))
    desk = _whole("desk:desk", event=here.event.slug)
    late, soon, is_more = _deadlines(here)
    if late:
        lines.append((_several(reader, LATE_LINE, late), desk))
    if soon:
        lines.append((_several(reader, SOON_LINE, soon), desk))
    own = own_of(here)
    if is_more or own.approvals or own.acknowledgements:
        # How much it is stays on the site: a count of what is marked higher is marked higher too.
        lines.append((reader.gettext(MORE_LINE), desk))
    return tuple(lines)


def _several(reader: Language, sentence: Text, count: int, **facts: str) -> str:
    return reader.form(sentence, {"count": count}).format(count=count, **facts)


def _codes(here: Here) -> Mapping[str, int]:
    mine = "yes" if here.actor.units(here.at) else ""
    found = narrowed(here, Wish(mine=mine)).filter(marking__lte=GREEN).order_by()
    counted = found.values_list("code").annotate(Count("pk", distinct=True)).order_by("code")
    return dict(counted[:CODES_MAX])


def _deadlines(here: Here) -> tuple[int, int, bool]:
    """Return how many are late and how many near, up to TLP:GREEN; and whether there is more."""
    now = moment_of(here)
    late = soon = 0
    is_more = False
    for each in due_rows(here):
        if each.at >= now + AHEAD:
            continue
        if each.marking.height > GREEN:
            is_more = True
        elif each.at < now:
            late += 1
        else:
            soon += 1
    return late, soon, is_more


def mail_of(account: Account, parts: tuple[Part, ...]) -> EmailMultiAlternatives:
    """Return the mail, as plain text and as simple HTML, with the way to end it."""
    reader = language(account.language)
    end = _whole("api:end-digests", code=SIGNER.sign(str(account.pk)))
    mail = EmailMultiAlternatives(
        subject=reader.gettext(SUBJECT),
        body=_text(reader, parts, end),
        to=[account.email],
        headers={
            "List-Unsubscribe": f"<{end}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
            "Auto-Submitted": "auto-generated",
        },
    )
    mail.attach_alternative(_html(reader, parts, end), "text/html")
    return mail


def _text(reader: Language, parts: tuple[Part, ...], end: str) -> str:
    blocks = []
    for part in parts:
        lines = [part.name, *(f"- {told}\n  {link}" for told, link in part.lines)]
        lines.append(reader.gettext(DESK).format(link=part.desk))
        blocks.append("\n".join(lines))
    return "\n\n".join((*blocks, "-- \n" + reader.gettext(UNSUBSCRIBE).format(link=end))) + "\n"


def _html(reader: Language, parts: tuple[Part, ...], end: str) -> str:
    blocks = []
    for part in parts:
        items = "".join(f"<li>{_link(link, told)}</li>" for told, link in part.lines)
        desk = reader.gettext(DESK).format(link=part.desk)
        blocks.append(
            f"<h2>{escape(part.name)}</h2><ul>{items}</ul><p>{_link(part.desk, desk)}</p>"
        )
    last = _link(end, reader.gettext(UNSUBSCRIBE).format(link=end))
    body = "".join((*blocks, f"<hr><p>{last}</p>"))
    return (
        f'<!doctype html><html lang="{reader.code}" dir="{reader.direction}"><meta '
        f'charset="utf-8"><title>{escape(reader.gettext(SUBJECT))}</title><body>{body}</body>'
        "</html>"
    )


def _link(address: str, told: str) -> str:
    return f'<a href="{escape(address)}">{escape(told)}</a>'


def account_id_of(code: str) -> int:
    """Return whose mail the link of a mail ends.

    Raises
    ------
    SummitryError
        ``digest.link`` for a link that was not signed here.
    """
    try:
        return int(SIGNER.unsign(code))
    except (BadSignature, ValueError) as problem:
        raise SummitryError("digest.link") from problem
