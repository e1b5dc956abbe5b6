"""The addresses of this machine, and whether a port can be had."""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from summitry.kit.errors import SummitryError
from summitry_web.node.home import PORT_MAX

Address = IPv4Address | IPv6Address

PRIVATE = tuple(
    ip_network(each)
    for each in (
        "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "127.0.0.0/8",
        "fc00::/7", "fe80::/10", "::1/128",
    )
)  # fmt: skip
"""The addresses of local networks. Python's own ``is_private`` has more, such as 192.0.2.0/24."""

PROBES = (
    (socket.AF_INET, "192.0.2.1"),
    (socket.AF_INET, "10.255.255.255"),
    (socket.AF_INET, "192.168.255.255"),
    (socket.AF_INET6, "2001:db8::1"),
)
"""Nothing is sent to these: the system only says from which address it would."""


def own_addresses() -> tuple[Address, ...]:
    """Return the addresses of this machine on its networks, without the one that is its own."""
    found = {each for probe in PROBES if (each := _seen_from(*probe)) is not None}
    try:
        named = socket.getaddrinfo(socket.gethostname(), None)
    except OSError:
        named = []
    found |= {ip_address(str(each[4][0]).partition("%")[0]) for each in named}
    return tuple(sorted((e for e in found if not e.is_loopback), key=lambda e: (e.version, int(e))))


def private_addresses() -> tuple[Address, ...]:
    """Return those that stand in a private network: a certificate may name these alone.

    One that names another is refused whole, by the authority's own constraints.
    """
    return tuple(each for each in own_addresses() if any(each in network for network in PRIVATE))


def _seen_from(family: socket.AddressFamily, target: str) -> Address | None:
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((target, 9))
            return ip_address(str(probe.getsockname()[0]))
    except OSError:
        return None


def is_taken(host: str, port: int) -> bool:
    """Say whether something else listens there, or the port cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return True
    return False


def require_free(host: str, ports: tuple[int, ...]) -> None:
    """Return when every port can be had.

    Raises
    ------
    SummitryError
        ``serve.port`` for a number that is no port, ``node.port_taken`` for one that is taken.
    """
    for port in ports:
        if not 0 < port <= PORT_MAX:
            raise SummitryError("serve.port", got=port)
        if is_taken(host, port):
            raise SummitryError("node.port_taken", got=port, near=port + 10)
