"""Reads plain texts, tables and GeoJSON."""

from msgspec import DecodeError, json

from summitry.kit.errors import SummitryError
from summitry_web.vault.parse.kinds import Kind

_ALLOWED_CONTROLS = {"\t", "\n", "\r", "\f"}
_FIRST_PRINTABLE = " "
_SHAPES = {
    "FeatureCollection", "Feature", "Point", "MultiPoint", "LineString", "MultiLineString",
    "Polygon", "MultiPolygon", "GeometryCollection",
}  # fmt: skip


def text_of(data: bytes, kind: Kind) -> str:
    """Return the text, UTF-8 without control signs; GeoJSON must be an object of a known type."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        raise SummitryError("vault.not_text") from problem
    if any(each < _FIRST_PRINTABLE and each not in _ALLOWED_CONTROLS for each in set(text)):
        raise SummitryError("vault.not_text")
    if kind is Kind.GEOJSON:
        _judge_shape(data)
    return text


def _judge_shape(data: bytes) -> None:
    try:
        found = json.decode(data.removeprefix(b"\xef\xbb\xbf"))
    except (DecodeError, RecursionError) as problem:
        raise SummitryError("vault.geojson") from problem
    if not isinstance(found, dict) or found.get("type") not in _SHAPES:
        raise SummitryError("vault.geojson")
