"""Who hears a net, and over how many relays: nets, the posts that relay, the links between them."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from summitry.plan.command import CommandPostNet, DetailNet, Link
from summitry.plan.terms import Hearing

HEARS = frozenset({Hearing.LISTENS, Hearing.BOTH})
TALKS = frozenset({Hearing.TALKS, Hearing.BOTH})

Station = tuple[str, str]
"""A net (``"net"``) or a command post (``"command post"``) with its id."""


class Wiring(Struct, frozen=True, kw_only=True):
    """Where a word goes next, by station, with 1 for a relay and 0 for plain hearing.

    Parameters
    ----------
    onward
        From a net to the command posts that hear it; from a command post, as a relay, to the nets
        on which it talks and over its links.
    listeners
        The protective details that hear each net.
    """

    onward: Mapping[Station, Collection[tuple[Station, int]]]
    listeners: Mapping[str, frozenset[str]]


def wiring(
    at_posts: Iterable[CommandPostNet],
    at_details: Iterable[DetailNet],
    links: Iterable[Link],
    *,
    dead: Collection[str] = (),
) -> Wiring:
    """Return the wiring that is left when the dead nets carry nothing."""
    onward: defaultdict[Station, list[tuple[Station, int]]] = defaultdict(list)
    for row in at_posts:
        if row.net_id in dead:
            continue
        net, post = ("net", row.net_id), ("command post", row.command_post_id)
        if row.hearing in HEARS:
            onward[net].append((post, 0))
        if row.hearing in TALKS:
            onward[post].append((net, 1))
    for link in links:
        ends = (
            ("command post", link.from_command_post_id),
            ("command post", link.to_command_post_id),
        )
        onward[ends[0]].append((ends[1], 1))
        onward[ends[1]].append((ends[0], 1))
    heard: defaultdict[str, set[str]] = defaultdict(set)
    for detail in at_details:
        if detail.net_id not in dead and detail.hearing in HEARS:
            heard[detail.net_id].add(detail.detail_id)
    return Wiring(
        onward=dict(onward), listeners={net: frozenset(ids) for net, ids in heard.items()}
    )


def relays_to_details(wires: Wiring, net_id: str) -> Mapping[str, int]:
    """Return the fewest relays from a net to each detail that a word on it can reach at all."""
    fewest = _fewest_relays(wires, ("net", net_id))
    reached: dict[str, int] = {}
    for (kind, station), relays in fewest.items():
        if kind == "net":
            for detail in wires.listeners.get(station, ()):
                reached[detail] = min(relays, reached.get(detail, relays))
    return reached


def _fewest_relays(wires: Wiring, start: Station) -> Mapping[Station, int]:
    """Search breadth first, steps that cost nothing before those that cost a relay."""
    fewest = {start: 0}
    waiting = deque([start])
    while waiting:
        station = waiting.popleft()
        for onward, cost in wires.onward.get(station, ()):
            relays = fewest[station] + cost
            if relays < fewest.get(onward, relays + 1):
                fewest[onward] = relays
                (waiting.append if cost else waiting.appendleft)(onward)
    return fewest
