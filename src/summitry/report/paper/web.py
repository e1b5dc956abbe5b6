"""Papers as one HTML page: its own style inside, no script, nothing fetched."""

from base64 import b64encode
from collections.abc import Sequence
from functools import cache
from hashlib import sha256
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from summitry.report.paper.pdf import square, unparted
from summitry.report.paper.sheet import Sheet


def page_of(sheets: Sequence[Sheet]) -> bytes:
    """Return the papers as one page."""
    style = _style()
    told = (
        _template()
        .get_template("paper.html")
        .render(
            sheets=sheets,
            first=sheets[0],
            style=Markup(style),  # noqa: S704  # our own file, without a value of the plan
            policy=_policy(style),
            image=_image,
            unparted=unparted,
        )
    )
    return told.encode()


def _image(sheet: Sheet) -> str:
    """Return the square code as an address that holds the picture itself."""
    return f"data:image/svg+xml;base64,{b64encode(square(sheet.square).encode()).decode()}"


def _policy(style: str) -> str:
    """Return what the browser may load: the style by its hash, pictures that the page holds."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:"


@cache
def _style() -> str:
    return files("summitry.report").joinpath("templates", "paper.css").read_text(encoding="utf-8")


@cache
def _template() -> Environment:
    return Environment(
        loader=PackageLoader("summitry.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
