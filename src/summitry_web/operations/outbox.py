"""What a page's script is told, so that it keeps in the browser what is not sent yet."""

from hashlib import sha256

from summitry_web.accounts.pages import Here


def whose(here: Here) -> str:
    """Return what tells accounts and events apart in a browser that several use.

    It says nothing else, and no page ever shows it.
    """
    return sha256(f"{here.event.slug} {here.account.pk}".encode()).hexdigest()[:16]
