"""`summitry check PLAN | python -m tools.picture TITLE`: draw the report's start as an SVG."""

import re
import sys
from collections.abc import Iterator
from xml.sax.saxutils import escape

COLUMN, LINE, MARGIN, BAR = 8.43, 19, 18, 34
COLUMNS_MIN = 60
COLOURS = {
    "critical": "#ff8272",
    "high": "#f7c66f",
    "wrong": "#ff8272",
    "medium": "#e6e08a",
    "low": "#9fd0ff",
}
WORD = re.compile(rf"\b({'|'.join(COLOURS)})\b")
SKIPPED_FROM, SKIPPED_TO, END = "What the plan does not know", "The ten that matter", " 3. "


def coloured(line: str) -> str:
    """Return the line escaped, with the words that tell weight in their colours."""
    safe = escape(line)
    return WORD.sub(lambda found: f'<tspan fill="{COLOURS[found[1]]}">{found[1]}</tspan>', safe)


def shortened(lines: list[str]) -> list[str]:
    """Return the summary and the first two findings of a report; dots stand for what is cut."""
    kept: list[str] = []
    skipping = False
    for line in lines:
        if line == SKIPPED_FROM:
            kept += ["\N{HORIZONTAL ELLIPSIS}", ""]
            skipping = True
        if line == SKIPPED_TO:
            skipping = False
        if line.startswith(END):
            break
        if not skipping:
            kept.append(line.rstrip())
    return [*kept, "\N{HORIZONTAL ELLIPSIS}"]


def picture(title: str, lines: list[str]) -> Iterator[str]:
    """Yield the lines of an SVG that shows the text in a terminal's window."""
    columns = max([COLUMNS_MIN, *map(len, lines)])
    width = round(columns * COLUMN + 2 * MARGIN)
    height = BAR + len(lines) * LINE + 2 * MARGIN
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}" role="img" aria-labelledby="title">'
    )
    yield f'<title id="title">{escape(title)}</title>'
    yield f'<rect width="{width}" height="{height}" rx="8" fill="#14202b"/>'
    yield '<g font-family="ui-monospace, Menlo, Consolas, monospace" font-size="14" fill="#dfe7ee">'
    yield f'<text x="{MARGIN}" y="23" fill="#7f93a6">{escape(title)}</text>'
    for number, line in enumerate(lines, start=1):
        if line:
            place = BAR + MARGIN + number * LINE - 5
            yield f'<text x="{MARGIN}" y="{place}" xml:space="preserve">{coloured(line)}</text>'
    yield "</g>"
    yield "</svg>"


def main() -> int:
    """Draw the report that comes in, under the title given."""
    if len(sys.argv) != 2:  # noqa: PLR2004  # the program and its one argument
        sys.stderr.write("usage: summitry check PLAN | python -m tools.picture TITLE\n")
        return 2
    lines = shortened(sys.stdin.read().splitlines())
    sys.stdout.writelines(f"{line}\n" for line in picture(sys.argv[1], lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
