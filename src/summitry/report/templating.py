"""The template engine and the style sheets of everything that is made of HTML or SVG."""

from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

COLOURS = "colours.css"
REPORT = "report.css"
PICTURES = "pictures.css"
PAPER = "paper.css"


@cache
def environment() -> Environment:
    """Return the template engine: everything is escaped, and a missing name is an error."""
    return Environment(
        loader=PackageLoader("summitry.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def styles(*names: str) -> str:
    """Return the style sheets of those names as one."""
    folder = files("summitry.report").joinpath("templates")
    return "\n".join(folder.joinpath(name).read_text(encoding="utf-8") for name in names)


def hash_source(text: str) -> str:
    """Return the style sheet or script as a content policy names what a page may hold."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
