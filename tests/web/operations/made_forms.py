"""Forms of a command post, sent as a browser sends them."""

from itertools import count

from django.test import Client

from tests.web.made import signed_in

_NUMBERS = count(1)


def a_client(account):
    """Return a browser in which the account has signed in."""
    return signed_in(Client(), account)


def sent(client, page, *, code=302, **cells):
    """Send the form to the page; return the answer, whose status is as expected."""
    told = {"entry_id": f"{next(_NUMBERS):032x}", **cells}
    answer = client.post(f"/e/summit/{page}", told)
    assert answer.status_code == code, answer.content.decode()
    return answer


def made(client, page, **cells):
    """Return the id of the entry that the form made, as the page says to which it leads."""
    return sent(client, page, **cells).url.rstrip("/").rpartition("/")[2]


def shown(client, page, **asked):
    """Return the page's text."""
    return text_at(client, f"/e/summit/{page}", **asked)


def text_at(client, address, **asked):
    """Return the text of the page at the address."""
    answer = client.get(address, asked)
    assert answer.status_code == 200, answer.content.decode()
    return answer.content.decode()


def refused(client, page, **cells):
    """Send the form; return the page that refuses it."""
    return sent(client, page, code=400, **cells).content.decode()
