"""Mail of the accounts: it carries a link, and nothing of an event."""

import logging
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import send_mail
from django.urls import reverse

from summitry.kit.errors import Text
from summitry.report.language import Language

SUBJECT = Text("An invitation to Summitry")
BODY = Text(
    "You are invited to work in Summitry. This link is yours alone, works once, and ends after "
    "72 hours:\n\n{link}\n\nIf you did not expect it, do nothing and tell whoever is in charge."
)

log = logging.getLogger(__name__)


def link_of(code: str) -> str:
    """Return the whole address of an invitation."""
    return settings.ORIGIN.rstrip("/") + reverse("accounts:invited", kwargs={"code": code})


def send_invitation(email: str, code: str, reader: Language) -> bool:
    """Send the link and say whether the mail could be handed over; the page shows it anyway."""
    body = reader.gettext(BODY).format(link=link_of(code))
    try:
        send_mail(reader.gettext(SUBJECT), body, None, [email])
    except (OSError, SMTPException) as problem:
        log.warning("an invitation could not be mailed: %s", type(problem).__name__)
        return False
    return True
