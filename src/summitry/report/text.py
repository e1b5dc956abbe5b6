"""The report for a terminal: a commander's summary, the ten that matter, the rest by field."""

from collections.abc import Iterable, Iterator

from summitry.kit.errors import Text
from summitry.outcome.finding import Finding, Status
from summitry.plan.terms import Severity
from summitry.report.breaking import broken, columns_of, padded
from summitry.report.briefing import HOW_CHOSEN, AcceptedTold, Briefing
from summitry.report.ruled import (
    NO_RULINGS,
    lesson_line,
    lessons_told,
    ruled_in_brief,
    ruling_line,
    rulings_told,
)
from summitry.report.sentences import Told
from summitry.report.summary import by_field
from summitry.report.words import word

WIDTH_MIN = 40
WIDTH_MAX = 110

RESET = "\x1b[0m"
BOLD = "\x1b[1m"
COLOURS: dict[Severity, str] = {
    Severity.CRITICAL: "\x1b[1;31m",
    Severity.HIGH: "\x1b[33m",
    Severity.MEDIUM: "\x1b[36m",
    Severity.LOW: "\x1b[2m",
}


class Page:
    """Lays lines out for one terminal.

    Parameters
    ----------
    width
        Columns of the terminal; kept between 40 and 110, which is as wide as text reads well.
    coloured
        Whether the terminal shows colours; never for a file or a pipe.
    """

    def __init__(self, width: int, *, coloured: bool) -> None:
        self.width = max(WIDTH_MIN, min(width, WIDTH_MAX))
        self.coloured = coloured

    def heading(self, text: str) -> Iterator[str]:
        """Yield a heading with a line under it."""
        yield ""
        yield self.painted(text, BOLD)
        yield "─" * min(columns_of(text), self.width)

    def paragraph(self, text: str, indent: str = "", hang: str | None = None) -> Iterator[str]:
        """Yield the text broken at the width."""
        later = indent if hang is None else hang
        yield from broken(text, self.width, indent, later)

    def painted(self, text: str, colour: str) -> str:
        """Return the text in the colour, where the terminal has colours."""
        return f"{colour}{text}{RESET}" if self.coloured else text


def report(briefing: Briefing, page: Page) -> str:
    """Return the whole report; nothing is cut."""
    return "\n".join([*_head(briefing, page), *_body(briefing, page)]) + "\n"


def brief(briefing: Briefing, page: Page) -> str:
    """Return the summary and the ten that matter, and say how many findings are left out."""
    left = len(briefing.findings) - len(_ten(briefing))
    told = briefing.teller.language.ngettext(
        "{count} more finding is in the full report: ask again without --brief.",
        "{count} more findings are in the full report: ask again without --brief.",
        left,
    )
    lines = [*_head(briefing, page), *_ten_in_full(briefing, page)]
    if left:
        count = briefing.teller.formats.number(left)
        lines += ["", *page.paragraph(told.format(count=count))]
    return "\n".join(lines) + "\n"


def _head(briefing: Briefing, page: Page) -> Iterator[str]:
    text = briefing.teller.text
    event = briefing.assessment.event
    gravest = COLOURS[Severity.CRITICAL] if briefing.is_critical else BOLD
    title = f"{briefing.teller.language.isolated(event.name)} · {briefing.countdown}"
    yield from page.paragraph(title)
    for line in page.paragraph(briefing.verdict):
        yield page.painted(line, gravest)
    yield ""
    yield from page.paragraph(briefing.moment)
    yield from page.paragraph(
        text(Text("Plan {hash}")).format(hash=briefing.assessment.plan_hash[:16])
    )
    yield from page.paragraph(text(Text("Marking: {value}")).format(value=briefing.marking))
    if briefing.outside:
        yield from page.paragraph(briefing.outside)
    yield from page.paragraph(ruled_in_brief(briefing))
    yield from page.heading(text(Text("By severity")))
    yield from _severities(briefing, page)
    yield from page.heading(text(Text("By field")))
    yield from _fields(briefing, page)
    if event.remark:
        yield ""
        yield from page.paragraph(briefing.teller.language.isolated(event.remark))
    yield from page.heading(text(Text("What the plan does not know")))
    for line in briefing.not_known():
        yield from page.paragraph(line, "- ", "  ")
    yield from page.heading(text(Text("Accepted risks")))
    yield from _accepted(briefing, page)


def _severities(briefing: Briefing, page: Page) -> Iterator[str]:
    language = briefing.teller.language
    numbers = briefing.teller.formats.number
    heads = [word(status, language) for status in Status]
    rows = briefing.counts(briefing.findings)
    first = max(columns_of(name) for _, name, _ in rows)
    yield "  ".join([" " * first, *heads])
    for severity, name, counted in rows:
        cells = [
            numbers(count).rjust(columns_of(head))
            for count, head in zip(counted, heads, strict=True)
        ]
        line = "  ".join([padded(name, first), *cells])
        yield page.painted(line, COLOURS[severity]) if any(counted) else line


def _fields(briefing: Briefing, page: Page) -> Iterator[str]:
    groups = by_field(briefing.findings)
    language, numbers = briefing.teller.language, briefing.teller.formats.number
    width = max((columns_of(word(field, language)) for field in groups), default=0)
    for field, findings in groups.items():
        parts = [
            f"{name} {numbers(sum(counted))}"
            for _, name, counted in briefing.counts(findings)
            if sum(counted)
        ]
        yield from page.paragraph(
            f"{padded(word(field, language), width)}  {' · '.join(parts)}", "", "    "
        )
    if not groups:
        yield language.gettext(Text("No findings."))


def _accepted(briefing: Briefing, page: Page) -> Iterator[str]:
    entries = briefing.accepted()
    if not entries:
        yield from page.paragraph(briefing.teller.text(Text("No risk is accepted.")))
    for entry in entries:
        yield from page.paragraph(accepted_line(briefing, entry), "- ", "  ")


def accepted_line(briefing: Briefing, entry: AcceptedTold) -> str:
    """Return one accepted risk as a line: what, why, by whom, until when."""
    text = briefing.teller.text
    labels = (
        (Text("score {value}"), entry.score),
        (Text("reason: {value}"), entry.reason),
        (Text("by {value}"), entry.by),
        (Text("expires: {value}"), entry.expires),
    )
    told = [text(label).format(value=value) for label, value in labels if value]
    return " · ".join([*filter(None, [entry.place, entry.name]), entry.state, *told])


def _body(briefing: Briefing, page: Page) -> Iterator[str]:
    text = briefing.teller.text
    yield from _ten_in_full(briefing, page)
    chosen = {finding.identity for finding in _ten(briefing)}
    for field, findings in by_field(briefing.findings).items():
        rest = [finding for finding in findings if finding.identity not in chosen]
        if rest:
            name = word(field, briefing.teller.language)
            yield from page.heading(f"{name} ({briefing.teller.formats.number(len(rest))})")
            yield from _in_short(rest, briefing, page)
    yield from _rulings(briefing, page)
    yield from _lessons(briefing, page)
    yield ""
    yield from page.paragraph(
        text(Text("“summitry explain CODE” tells why a rule matters and what mends it."))
    )


def _rulings(briefing: Briefing, page: Page) -> Iterator[str]:
    """Yield every ruling on findings, each with what it rules away: nothing goes unseen."""
    yield from page.heading(briefing.teller.text(Text("Rulings on findings")))
    told = rulings_told(briefing)
    if not told:
        yield from page.paragraph(briefing.teller.text(NO_RULINGS))
    for each in told:
        yield from page.paragraph(ruling_line(each, briefing), "- ", "  ")
        for finding in each.told:
            line = f"{finding.severity} · {finding.sentence} · {_where(finding)}"
            yield from page.paragraph(line, "  - ", "    ")


def _lessons(briefing: Briefing, page: Page) -> Iterator[str]:
    lessons = lessons_told(briefing)
    if lessons:
        yield from page.heading(briefing.teller.text(Text("Lessons of earlier events")))
    for each in lessons:
        yield from page.paragraph(lesson_line(each, briefing), "- ", "  ")


def _ten(briefing: Briefing) -> tuple[Finding, ...]:
    return tuple(briefing.the_ten())


def _ten_in_full(briefing: Briefing, page: Page) -> Iterator[str]:
    text = briefing.teller.text
    ten = _ten(briefing)
    if ten:
        yield from page.heading(text(Text("The ten that matter")))
        yield from page.paragraph(text(HOW_CHOSEN))
    for number, finding in enumerate(ten, 1):
        yield from _in_full(briefing.teller.tell(finding), page, number, briefing)


def _in_full(told: Told, page: Page, number: int, briefing: Briefing) -> Iterator[str]:
    text = briefing.teller.text
    yield ""
    mark = page.painted(told.severity, COLOURS[told.finding.severity])
    # Colour codes have no width, so the line is broken before it is coloured.
    head = f"{number:>2}. {told.severity} · {told.status} · {told.finding.code} · {told.field}"
    first, *more = page.paragraph(head, "", "    ")
    yield first.replace(told.severity, mark, 1)
    yield from more
    indent = "    "
    yield from page.paragraph(told.sentence, indent)
    yield from page.paragraph(_where(told), indent)
    yield from page.paragraph(text(Text("Why: {text}")).format(text=told.why), indent)
    yield from page.paragraph(text(Text("Remedy: {text}")).format(text=told.remedy), indent)
    yield from page.paragraph(text(Text("Source: {text}")).format(text=told.source), indent)


def _where(told: Told) -> str:
    parts = [told.place, told.name, told.when, told.units, told.finding.marking]
    return " · ".join(part for part in parts if part)


def _in_short(findings: Iterable[Finding], briefing: Briefing, page: Page) -> Iterator[str]:
    title = ""
    for finding in sorted(findings, key=lambda each: (each.severity.depth, each.code)):
        told = briefing.teller.tell(finding)
        head = f"{finding.code} {told.title}"
        if head != title:
            title = head
            yield ""
            yield from page.paragraph(head)
        mark = page.painted(told.severity, COLOURS[finding.severity])
        # Colour codes have no width, so the line is broken before it is coloured.
        lines = list(
            page.paragraph(f"- {told.severity} · {told.status} · {told.sentence}", "", "  ")
        )
        lines[0] = lines[0].replace(told.severity, mark, 1)
        yield from lines
        yield from page.paragraph(_where(told), "  ")
