"""Papers as one HTML page: its own style inside, no script, nothing fetched."""

from base64 import b64encode
from collections.abc import Sequence

from markupsafe import Markup

from summitry.report.paper.pdf import square, unparted
from summitry.report.paper.sheet import Sheet
from summitry.report.templating import PAPER, environment, hash_source, styles


def page_of(sheets: Sequence[Sheet]) -> bytes:
    """Return the papers as one page."""
    style = styles(PAPER)
    first = sheets[0]
    told = (
        environment()
        .get_template("paper.html")
        .render(
            sheets=sheets,
            first=first,
            language=first.language,
            direction=first.direction,
            style=Markup(style),  # noqa: S704  # our own file, without a value of the plan
            policy=f"default-src 'none'; style-src {hash_source(style)}; img-src data:",
            image=_image,
            unparted=unparted,
        )
    )
    return told.encode()


def _image(sheet: Sheet) -> str:
    """Return the square code as an address that holds the picture itself."""
    return f"data:image/svg+xml;base64,{b64encode(square(sheet.square).encode()).decode()}"
