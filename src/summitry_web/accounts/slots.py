"""Links that other apps put on the page of one's own account."""

from collections.abc import Callable

from msgspec import Struct

from summitry.kit.errors import Text
from summitry_web.accounts.models import Account


class Link(Struct, frozen=True):
    """A link of the own account's page; the address may depend on the account."""

    label: Text
    address: Callable[[Account], str]


_LINKS: dict[str, Link] = {}


def put_link(name: str, label: Text, address: Callable[[Account], str]) -> None:
    """Put the link on the page, once for each name."""
    _LINKS[name] = Link(label, address)


def links() -> tuple[Link, ...]:
    """Return the links in the order of their names."""
    return tuple(_LINKS[name] for name in sorted(_LINKS))
