"""Nodes and ways of an OpenStreetMap extract: as XML (.osm), packed (.osm.bz2), binary (.osm.pbf).

What it is, is told by how it begins, not by its name. It is read from bytes; nothing is fetched,
and XML that declares entities is refused. Of a binary extract only the ways with a tag of streets
and their nodes are kept.
"""

from bz2 import BZ2File
from collections.abc import Iterator, Mapping
from io import BytesIO
from xml.parsers import expat

from msgspec import Struct
from osmium import FileProcessor
from osmium.filter import KeyFilter
from osmium.io import FileBuffer
from osmium.osm import NODE, WAY, Node
from osmium.osm import Way as BinaryWay

from summitry.kit.errors import SummitryError

ELEMENTS_MAX = 5_000_000
UNPACKED_BYTES_MAX = 4 * 2**30
CHUNK_BYTES = 2**20
LAT_MAX, LON_MAX = 90, 180
PACKED = b"BZh"
BINARY, BINARY_AT = b"\n\tOSMHeader", 4
"""How a binary extract begins, after the length of its first header."""
STREETS = "highway"
"""The tag that each street has, and much that is walked on."""


class Way(Struct, frozen=True):
    """A way: its number on the map, its nodes in order, and its tags."""

    key: str
    nodes: tuple[str, ...]
    tags: Mapping[str, str]


class Extract(Struct, frozen=True):
    """Where nodes lie, as latitude and longitude, and the ways that have a tag of streets."""

    nodes: Mapping[str, tuple[float, float]]
    ways: tuple[Way, ...]


def read(content: bytes) -> Extract:
    """Return what is in the extract.

    Raises
    ------
    SummitryError
        ``roads.unreadable``, also for one that was cut off; ``roads.too_large``;
        ``bound.file_bytes_max`` for one that is too large when unpacked.
    """
    try:
        if content.startswith(BINARY, BINARY_AT):
            return _binary(content)
        return _xml(_unpacked(content) if content.startswith(PACKED) else iter((content,)))
    except (expat.ExpatError, EOFError, LookupError, OSError, RuntimeError, ValueError) as problem:
        raise SummitryError("roads.unreadable", problem=str(problem)) from problem


def _unpacked(content: bytes) -> Iterator[bytes]:
    count = 0
    with BZ2File(BytesIO(content)) as packed:
        while chunk := packed.read(CHUNK_BYTES):
            count += len(chunk)
            if count > UNPACKED_BYTES_MAX:
                raise SummitryError("bound.file_bytes_max", got=count, expected=UNPACKED_BYTES_MAX)
            yield chunk


class _Reader:
    """Collects nodes, and the ways with a tag of streets."""

    def __init__(self) -> None:
        self.nodes: dict[str, tuple[float, float]] = {}
        self.ways: list[Way] = []
        self._count = 0
        self._key: str | None = None
        self._refs: list[str] = []
        self._tags: dict[str, str] = {}

    def begins(self, element: str, cells: dict[str, str]) -> None:
        self._count += 1
        _require_few(self._count)
        if element == "node":
            self.nodes[cells["id"]] = _place(cells)
        elif element == "way":
            self._key, self._refs, self._tags = cells["id"], [], {}
        elif self._key is not None and element == "nd":
            self._refs.append(cells["ref"])
        elif self._key is not None and element == "tag":
            self._tags[cells["k"]] = cells["v"]

    def ends(self, element: str) -> None:
        if element == "way" and self._key is not None:
            if STREETS in self._tags:
                self.ways.append(Way(self._key, tuple(self._refs), self._tags))
            self._key = None

    def refuses(self, *_: object) -> None:
        raise SummitryError("roads.unreadable", problem="<!ENTITY")


def _place(cells: Mapping[str, str]) -> tuple[float, float]:
    lat, lon = float(cells["lat"]), float(cells["lon"])
    # What is no number at all is not within these either.
    if not (abs(lat) <= LAT_MAX and abs(lon) <= LON_MAX):
        raise ValueError(f"lat={lat} lon={lon}")
    return lat, lon


def _xml(chunks: Iterator[bytes]) -> Extract:
    reader = _Reader()
    parser = expat.ParserCreate()
    parser.StartElementHandler = reader.begins
    parser.EndElementHandler = reader.ends
    parser.EntityDeclHandler = reader.refuses
    for chunk in chunks:
        parser.Parse(chunk, False)
    parser.Parse(b"", True)
    return Extract(reader.nodes, tuple(reader.ways))


def _binary(content: bytes) -> Extract:
    ways = []
    count = 0
    for way in FileProcessor(FileBuffer(content, "pbf"), WAY).with_filter(KeyFilter(STREETS)):
        assert isinstance(way, BinaryWay)
        refs = tuple(str(node.ref) for node in way.nodes)
        count += 1 + len(refs) + len(way.tags)
        _require_few(count)
        ways.append(Way(str(way.id), refs, {tag.k: tag.v for tag in way.tags}))
    # The library's own filter by numbers takes memory up to the highest one, and none below 0.
    used = {int(ref) for way in ways for ref in way.nodes}
    nodes = {}
    for node in FileProcessor(FileBuffer(content, "pbf"), NODE):
        assert isinstance(node, Node)
        if node.id in used and node.location.valid():
            nodes[str(node.id)] = (node.location.lat, node.location.lon)
    return Extract(nodes, tuple(ways))


def _require_few(count: int) -> None:
    if count > ELEMENTS_MAX:
        raise SummitryError("roads.too_large", most=ELEMENTS_MAX)
