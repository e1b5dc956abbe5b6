"""One's own account: what one sets oneself."""

from datetime import datetime

from django.db import transaction
from django.http import HttpRequest

from summitry.kit.errors import SummitryError
from summitry.report.language import offered
from summitry_web.accounts.actions.node import note
from summitry_web.accounts.models import Account
from summitry_web.frame.wishes import THEMES, Wish

NAME_LETTERS_MAX = 120


@transaction.atomic
def settle(account: Account, *, name: str, language: str, theme: str, at: datetime) -> None:
    """Save name, language and looks.

    Raises
    ------
    SummitryError
        ``invitation.name`` without a name; ``account.choice`` for a language or theme there is not.
    """
    if not name.strip():
        raise SummitryError("invitation.name")
    if language not in {each.code for each in offered()} or theme not in THEMES:
        raise SummitryError("account.choice")
    account.name, account.language, account.theme = name.strip()[:NAME_LETTERS_MAX], language, theme
    account.save(update_fields=["name", "language", "theme"])
    note(account, "account.settled", at=at)


def keep_wish(request: HttpRequest, wish: Wish, value: str) -> None:
    """Keep with the account the language or the theme that was chosen from a page's head."""
    account = request.user
    if isinstance(account, Account):
        Account.objects.filter(pk=account.pk).update(**{wish.value: value})
