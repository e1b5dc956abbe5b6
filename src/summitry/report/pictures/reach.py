"""The reachability graph: from posts over nets and command posts to the protective details."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct

from summitry.kit.errors import Text
from summitry.plan.command import CommandPost, CommandPostNet, DetailNet, Link, Net
from summitry.plan.posts import Detail, Post
from summitry.policy.limits import limits_of
from summitry.policy.reach import HEARS, TALKS, Wiring, relays_to_details, wiring
from summitry.report.pictures.sheet import Source, draw_keys, draw_remarks
from summitry.report.pictures.svg import EDGE, WIDTH, Drawing, Picture

KIND = "reach"
TITLE = Text("Who hears whom: posts, nets, command posts, details")
TOLD = Text(
    "Four columns: nets on which posts report, command posts that hear them, nets on which those "
    "talk, and details that listen. Lines show who hears; each group of details says over how "
    "many relays a report reaches it, or that it does not."
)
NODES_MAX = 40
HIGH = 46
TOP = 34
WIDE = 186
COLUMNS = (EDGE, 276.0, 540.0, WIDTH - EDGE - 186.0)
"""Where each column begins."""

HEADS = (
    Text("Posts on nets"),
    Text("Command posts"),
    Text("Nets that details hear"),
    Text("Details"),
)


class Group(Struct, frozen=True):
    """Details that listen to the same nets, and so are reached alike."""

    nets: tuple[str, ...]
    details: tuple[str, ...]


def draw(source: Source) -> Picture:
    """Return the graph of who hears what is reported."""
    drawing = source.drawing(KIND, width=WIDTH, mirrored=True)
    graph = _Graph(drawing, source)
    bottom = graph.draw() if source.snapshot.size("nets") else float(TOP)
    return drawing.finished(
        source.t(TITLE), source.t(TOLD), draw_remarks(drawing, bottom, list(graph.remarks()))
    )


def groups_of(details: Iterable[str], listening: Iterable[DetailNet]) -> tuple[Group, ...]:
    """Return the details by the nets that they listen to, the largest group first."""
    nets: dict[str, list[str]] = {detail_id: [] for detail_id in details}
    for row in listening:
        if row.hearing in HEARS and row.detail_id in nets:
            nets[row.detail_id].append(row.net_id)
    found: dict[tuple[str, ...], list[str]] = {}
    for detail_id, heard in nets.items():
        found.setdefault(tuple(sorted(heard)), []).append(detail_id)
    order = sorted(found.items(), key=lambda each: (-len(each[1]), each[0]))
    return tuple(Group(heard, tuple(own)) for heard, own in order)


class _Graph:
    """Draws the four columns and the lines between them."""

    def __init__(self, drawing: Drawing, source: Source) -> None:
        snapshot = source.snapshot
        self._drawing, self._source = drawing, source
        self._at_posts = tuple(snapshot.rows(CommandPostNet).values())
        self._links = tuple(snapshot.rows(Link).values())
        self._posts: Counter[str | None] = Counter(
            post.net_id for post in snapshot.rows(Post).values()
        )
        nets = snapshot.rows(Net)
        reporting = sorted(nets, key=lambda net: (-self._posts[net], net))
        groups = groups_of(snapshot.rows(Detail), snapshot.rows(DetailNet).values())
        listened = sorted({net for group in groups for net in group.nets})
        self._groups = groups[:NODES_MAX]
        self._columns: tuple[Sequence[str], ...] = (
            [net for net in reporting if self._posts[net]][:NODES_MAX],
            tuple(snapshot.rows(CommandPost))[:NODES_MAX],
            listened[:NODES_MAX],
        )
        everything = (
            [net for net in reporting if self._posts[net]],
            tuple(snapshot.rows(CommandPost)),
            listened,
            groups,
        )
        self._left_out = sum(max(0, len(each) - NODES_MAX) for each in everything)
        wires = wiring(self._at_posts, snapshot.rows(DetailNet).values(), self._links)
        self._reached = {net: relays_to_details(wires, net) for net in self._columns[0]}
        self._wires: Wiring = wires

    def draw(self) -> float:
        """Draw the graph; return where it ends."""
        most = max(len(self._groups), *map(len, self._columns), 1)
        for x, head in zip(COLUMNS, HEADS, strict=True):
            self._drawing.text(x, 20, self._source.t(head), room=WIDE, look="strong")
        places = [_places(column, most) for column in self._columns]
        spots = _places([str(number) for number in range(len(self._groups))], most)
        self._draw_lines(places, spots)
        self._draw_nets(places[0], COLUMNS[0], with_posts=True)
        self._draw_command_posts(places[1])
        self._draw_nets(places[2], COLUMNS[2], with_posts=False)
        for number, group in enumerate(self._groups):
            self._draw_group(group, spots[str(number)])
        keys = (
            ("line", "wire", self._source.t(Text("hears, or talks"))),
            ("line", "wire direct", self._source.t(Text("the same net: heard directly"))),
            ("line", "wire link", self._source.t(Text("link between command posts"))),
            ("filled", "hatch", self._source.t(Text("not reached, or over too many relays"))),
        )
        return draw_keys(self._drawing, TOP + HIGH * most, keys)

    def remarks(self) -> Iterator[str]:
        """Yield what the graph leaves out."""
        source = self._source
        if not source.snapshot.size("nets"):
            yield source.t(Text("The plan has no nets."))
        mute = self._posts[None]
        if mute:
            yield source.n(
                "{count} post reports on no net.", "{count} posts report on no net.", mute
            )
        if self._left_out:
            yield source.n(
                "{count} net, command post or group of details is not drawn.",
                "{count} nets, command posts and groups of details are not drawn.",
                self._left_out,
            )

    def _draw_lines(
        self, places: Sequence[Mapping[str, float]], spots: Mapping[str, float]
    ) -> None:
        for row in self._at_posts:
            told = f"{row.net_id} · {row.command_post_id}"
            if row.hearing in HEARS:
                ends = (places[0].get(row.net_id), places[1].get(row.command_post_id))
                self._join(0, ends, "wire", told)
            if row.hearing in TALKS:
                ends = (places[1].get(row.command_post_id), places[2].get(row.net_id))
                self._join(1, ends, "wire", told)
        for net in self._columns[0]:
            self._join_over(places[0].get(net), places[2].get(net), net)
        for number, group in enumerate(self._groups):
            for net in group.nets:
                self._join(2, (places[2].get(net), spots[str(number)]), "wire", net)
        self._draw_links(places[1])

    def _draw_links(self, places: Mapping[str, float]) -> None:
        aside = COLUMNS[1] - 14
        for link in self._links:
            one = places.get(link.from_command_post_id)
            other = places.get(link.to_command_post_id)
            if one is not None and other is not None:
                around = ((COLUMNS[1], one), (aside, one), (aside, other), (COLUMNS[1], other))
                self._drawing.line(around, "wire link", link.link_id)

    def _join(
        self, column: int, ends: tuple[float | None, float | None], look: str, told: str
    ) -> None:
        if ends[0] is not None and ends[1] is not None:
            points = ((COLUMNS[column] + WIDE, ends[0]), (COLUMNS[column + 1], ends[1]))
            self._drawing.line(points, look, told)

    def _join_over(self, one: float | None, other: float | None, net: str) -> None:
        """Draw the line from a net to itself, which details hear without any command post."""
        if one is not None and other is not None:
            aside = COLUMNS[2] - 30
            ends = ((COLUMNS[0] + WIDE, one), (aside, one), (COLUMNS[2], other))
            self._drawing.line(ends, "wire direct", net)

    def _draw_nets(self, places: Mapping[str, float], x: float, *, with_posts: bool) -> None:
        nets = self._source.snapshot.rows(Net)
        for net_id, y in places.items():
            name = nets[net_id].name if net_id in nets else net_id
            below = net_id
            if with_posts:
                below = self._source.n("{count} post", "{count} posts", self._posts[net_id])
            self._draw_node((x, y), name, below, "net")

    def _draw_command_posts(self, places: Mapping[str, float]) -> None:
        command_posts = self._source.snapshot.rows(CommandPost)
        for command_post_id, y in places.items():
            name = command_posts[command_post_id].name
            self._draw_node((COLUMNS[1], y), name, command_post_id, "command-post")

    def _draw_group(self, group: Group, y: float) -> None:
        source = self._source
        relays = [reached.get(group.details[0]) for reached in self._reached.values()]
        deaf = sum(each is None for each in relays)
        most = max((each for each in relays if each is not None), default=0)
        name = group.details[0]
        if len(group.details) > 1:
            name = source.n("{count} detail", "{count} details", len(group.details))
        if deaf:
            below = source.n("‼ does not hear {count} net", "‼ does not hear {count} nets", deaf)
        else:
            below = source.n("at most {count} relay", "at most {count} relays", most)
        limit = limits_of(source.snapshot).relays_max
        place = (COLUMNS[3], y)
        self._draw_node(place, name, below, "detail", source.formats.listed(group.details))
        if deaf or most > limit:
            self._drawing.filled(COLUMNS[3], y - HIGH / 2 + 4, (6, HIGH - 8), "hatch")

    def _draw_node(
        self, place: tuple[float, float], name: str, below: str, look: str, told: str = ""
    ) -> None:
        x, y = place
        self._drawing.rect(x, y - HIGH / 2 + 4, (WIDE, HIGH - 8), f"node {look}", told)
        self._drawing.text(x + 10, y - 2, name, room=WIDE - 18)
        self._drawing.text(x + 10, y + 13, below, room=WIDE - 18, look="small soft")


def _places(column: Sequence[str], most: int) -> dict[str, float]:
    """Return the middle of each node, the column spread over the height of the longest."""
    apart = HIGH * most / max(len(column), 1)
    return {each: TOP + apart * (number + 0.5) for number, each in enumerate(column)}
