"""The network between posts: each shows its card, and parcels go both ways in one exchange."""

import http.client
import logging
import ssl
from collections.abc import Callable, Iterable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

from msgspec import Struct

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId
from summitry_web.operations.store.cards import public_of
from summitry_web.operations.store.exchange import Parcel, packed, unpacked

log = logging.getLogger(__name__)

PATH = "/exchange"
PARCEL_BYTES_MAX = 64_000_000
SECONDS_MAX = 10.0


class Trusted(Struct, frozen=True, kw_only=True):
    """A post that may speak here: its name and its card."""

    post: CommandPostId
    card: bytes


Answer = Callable[[Trusted, Parcel], Parcel]


def exchanged(address: tuple[str, int], own: Path, peer: Trusted, parcel: Parcel) -> Parcel:
    """Send the parcel and return the other's.

    Parameters
    ----------
    own
        The file with this post's card and key.

    Raises
    ------
    SummitryError
        ``exchange.stranger`` where another answers there; ``exchange.away`` where nobody does;
        ``exchange.malformed`` for an answer that is no parcel.
    """
    context = _context(ssl.PROTOCOL_TLS_CLIENT, own, [peer])
    context.check_hostname = False
    link = http.client.HTTPSConnection(*address, context=context, timeout=SECONDS_MAX)
    try:
        link.connect()
        shown = cast("ssl.SSLSocket", link.sock).getpeercert(binary_form=True)
        if shown is None or public_of(shown) != public_of(peer.card):
            raise SummitryError("exchange.stranger", post=peer.post)
        link.request("POST", PATH, body=packed(parcel))
        answer = link.getresponse()
        content = answer.read(PARCEL_BYTES_MAX + 1)
        if answer.status != http.client.OK:
            raise SummitryError("exchange.away", post=peer.post, problem=f"status {answer.status}")
    except ssl.SSLCertVerificationError as problem:
        raise SummitryError("exchange.stranger", post=peer.post) from problem
    except (OSError, http.client.HTTPException) as problem:
        raise SummitryError("exchange.away", post=peer.post, problem=str(problem)) from problem
    finally:
        link.close()
    return unpacked(content)


class Server(ThreadingHTTPServer):
    """Answers the posts that are trusted at the moment; others do not get through the handshake.

    Parameters
    ----------
    trusted
        Asked at each connection, so that a post which is taken out is out at once.
    """

    daemon_threads = True

    def __init__(
        self,
        address: tuple[str, int],
        own: Path,
        trusted: Callable[[], Iterable[Trusted]],
        answer: Answer,
    ) -> None:
        self.own = own
        self.trusted = trusted
        self.answer = answer
        super().__init__(address, BaseHTTPRequestHandler)

    def finish_request(self, request: Any, client_address: Any) -> None:
        """Shake hands in the connection's thread: a slow stranger keeps nobody else waiting."""
        trusted = list(self.trusted())
        context = _context(ssl.PROTOCOL_TLS_SERVER, self.own, trusted)
        context.verify_mode = ssl.CERT_REQUIRED
        request.settimeout(SECONDS_MAX)
        try:
            with context.wrap_socket(request, server_side=True) as secured:
                shown = secured.getpeercert(binary_form=True)
                known = {public_of(each.card): each for each in trusted}
                peer = known.get(public_of(shown or b""))
                if peer is not None:
                    _Handler(peer, secured, client_address, self)
        except (OSError, SummitryError) as problem:
            log.info("a connection from %s came to nothing: %s", client_address[0], problem)


class _Handler(BaseHTTPRequestHandler):
    server: Server
    timeout = SECONDS_MAX

    def __init__(self, peer: Trusted, *connection: Any) -> None:
        self.peer = peer
        super().__init__(*connection)

    def do_POST(self) -> None:  # the library's name
        """Take a parcel and give one."""
        length = int(self.headers.get("Content-Length") or 0)
        if self.path != PATH or not 0 < length <= PARCEL_BYTES_MAX:
            self.send_error(http.client.BAD_REQUEST)
            return
        try:
            answer = packed(self.server.answer(self.peer, unpacked(self.rfile.read(length))))
        except SummitryError as refusal:
            log.warning("a parcel of %s was refused: %s", self.peer.post, refusal)
            self.send_error(http.client.BAD_REQUEST)
            return
        self.send_response(http.client.OK)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the library's name
        """Say nothing of each request: the journal itself says what came."""


def _context(protocol: int, own: Path, trusted: Iterable[Trusted]) -> ssl.SSLContext:
    context = ssl.SSLContext(protocol)
    context.minimum_version = ssl.TLSVersion.TLSv1_3
    context.load_cert_chain(own)
    cards = "\n".join(each.card.decode() for each in trusted)
    if cards:
        context.load_verify_locations(cadata=cards)
    return context
