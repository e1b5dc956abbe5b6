"""The report as one HTML page: its own style inside, no script, nothing fetched."""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from itertools import groupby

from markupsafe import Markup
from msgspec import Struct

from summitry.check.registry import Rule
from summitry.kit.errors import Text
from summitry.outcome.finding import Finding, Phase
from summitry.plan.publications import Figure, TrafficOrder
from summitry.plan.terms import Field, Severity, highest
from summitry.report.assessment import is_due
from summitry.report.briefing import HOW_CHOSEN, Briefing
from summitry.report.language import Language
from summitry.report.pictures.district import districts
from summitry.report.pictures.gallery import page_marking, page_pictures
from summitry.report.pictures.timeline import timeline
from summitry.report.ruled import (
    lesson_line,
    lessons_told,
    ruled_in_brief,
    ruling_line,
    rulings_told,
)
from summitry.report.sentences import Told
from summitry.report.summary import (
    NO_UNIT,
    Readiness,
    UsedLimit,
    by_field,
    readiness,
    used_limits,
)
from summitry.report.templating import COLOURS, PICTURES, REPORT, environment, hash_source, styles
from summitry.report.words import word

PAGE_MAX = 1_500
"""How many findings one page tells in full; a served page has further pages, a file says so."""

SYMBOLS: dict[Severity | None, str] = {
    Severity.CRITICAL: "‼",
    Severity.HIGH: "!",
    Severity.MEDIUM: "~",
    Severity.LOW: "·",
    None: "✓",
}
"""Beside the colour, so that nobody needs to see the colour."""


class Served(Struct, frozen=True, kw_only=True):
    """What the page adds when a server stands behind it: links that ask for another view."""

    number: int
    pages: int
    link: Callable[[Mapping[str, str]], str]
    """Return the address of this page with some of its query changed."""
    languages: tuple[Language, ...]


class RuleGroup(Struct, frozen=True, kw_only=True):
    """Findings of one rule in one field."""

    code: str
    title: str
    told: tuple[Told, ...]


class FieldGroup(Struct, frozen=True, kw_only=True):
    """Findings of one field on this page."""

    field: Field
    name: str
    counted: str
    due: int
    rules: tuple[RuleGroup, ...]


class HeatCell(Struct, frozen=True, kw_only=True):
    """One square of the readiness picture."""

    kind: str
    text: str
    told: str
    unit: str


class HeatRow(Struct, frozen=True, kw_only=True):
    """One field of the readiness picture."""

    field: Field
    name: str
    cells: tuple[HeatCell, ...]


def page_html(briefing: Briefing, served: Served | None = None) -> str:
    """Return the whole page as text."""
    template = environment().get_template("report.html")
    return template.render(_context(briefing, served))


def page_bytes(briefing: Briefing) -> bytes:
    """Return the whole page as the bytes of one file."""
    return page_html(briefing).encode()


@cache
def style() -> str:
    """Return the page's style sheet."""
    return styles(COLOURS, REPORT, PICTURES)


@cache
def style_source() -> str:
    """Return what a content security policy names so that only this very style is allowed."""
    return hash_source(style())


def policy() -> str:
    """Return the page's content security policy: no script, no fetch, no frame, this style."""
    return (
        f"default-src 'none'; style-src {style_source()}; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )


def _context(briefing: Briefing, served: Served | None) -> dict[str, object]:
    teller, assessment = briefing.teller, briefing.assessment
    language, formats = teller.language, teller.formats
    shown = _on_page(briefing.findings, served)
    ten = briefing.the_ten()
    return {
        "t": _translator(language),
        "n": _plural(language),
        "language": language,
        "served": served,
        "linked": True,
        "choice": briefing.choice,
        "css": Markup(style()),  # noqa: S704  # our own style sheet, no value in it
        # A policy in a file cannot speak of frames.
        "policy": policy().rpartition(";")[0],
        "event": assessment.event,
        "marking": highest([briefing.marking, page_marking(assessment)]),
        "briefing": briefing,
        "counts": briefing.counts(briefing.findings),
        "number": formats.number,
        "moment": formats.moment,
        "day": formats.day,
        "interval": formats.interval,
        "zone_name": formats.zone_name(assessment.event.opens),
        "readiness": _heat(readiness(assessment), briefing),
        "ten": [teller.tell(finding) for finding in ten],
        "how_chosen": language.gettext(HOW_CHOSEN),
        "timeline": timeline(briefing.findings, assessment.event, formats),
        "districts": districts(assessment.snapshot, briefing.findings),
        "pictures": page_pictures(assessment, formats, briefing.findings),
        "groups": _groups(shown, briefing),
        "ruled": ruled_in_brief(briefing),
        "rulings": [(ruling_line(each, briefing), each.told) for each in rulings_told(briefing)],
        "lessons": [lesson_line(each, briefing) for each in lessons_told(briefing)],
        "total": len(briefing.findings),
        "shown": len(shown),
        "all_identities": {finding.identity for finding in shown},
        "rules": _rules(briefing),
        "limits": used_limits(assessment),
        "limits_of": _limits_of(used_limits(assessment)),
        "figures": _figures(briefing),
        "orders": tuple(assessment.snapshot.rows(TrafficOrder).values()),
        "fields": tuple(Field),
        "severities": tuple(Severity),
        "phases": tuple(Phase),
        "units": tuple(assessment.snapshot.tables["units"]),
        "unit_name": teller.unit_name,
        "word": lambda value: word(value, language),
        "symbols": SYMBOLS,
    }


def _on_page(findings: tuple[Finding, ...], served: Served | None) -> tuple[Finding, ...]:
    """Return the findings that this page tells in full: the gravest first."""
    start = 0 if served is None else (served.number - 1) * PAGE_MAX
    return findings[start : start + PAGE_MAX]


def _translator(language: Language) -> Callable[..., str]:
    def t(sentence: str, **values: object) -> str:
        told = language.gettext(sentence)
        return told.format(**values) if values else told

    return t


def _plural(language: Language) -> Callable[..., str]:
    def n(one: str, many: str, count: int, **values: object) -> str:
        return language.ngettext(one, many, count).format(count=count, **values)

    return n


def _heat(picture: Readiness, briefing: Briefing) -> tuple[tuple[str, ...], tuple[HeatRow, ...]]:
    """Return the heads of the columns, and a row of squares for each field."""
    text, name = briefing.teller.text, briefing.teller.unit_name
    heads = tuple(
        name(unit) if unit != NO_UNIT else text(Text("No unit")) for unit in picture.units
    )
    rows = tuple(
        HeatRow(
            field=field,
            name=word(field, briefing.teller.language),
            cells=tuple(_square(picture, field, unit, briefing) for unit in picture.units),
        )
        for field in picture.fields
    )
    return heads, rows


def _square(picture: Readiness, field: Field, unit: str, briefing: Briefing) -> HeatCell:
    cell = picture.cells.get((field, unit))
    if cell is None:
        return HeatCell(kind="none", text="", told="", unit=unit)
    language, number = briefing.teller.language, briefing.teller.formats.number
    told = [
        f"{word(severity, language)} {number(count)}"
        for severity, count in zip(Severity, cell.counts, strict=True)
        if count
    ]
    worst = cell.worst
    return HeatCell(
        kind="covered" if worst is None else worst,
        text=SYMBOLS[worst] if worst is None else f"{SYMBOLS[worst]}{number(cell.total)}",
        told=" · ".join(told) or language.gettext(Text("nothing uncovered")),
        unit=unit,
    )


def _groups(findings: Sequence[Finding], briefing: Briefing) -> tuple[FieldGroup, ...]:
    language = briefing.teller.language
    return tuple(
        FieldGroup(
            field=field,
            name=word(field, language),
            counted=briefing.total(own),
            due=sum(map(is_due, own)),
            rules=tuple(_by_rule(own, briefing)),
        )
        for field, own in by_field(findings).items()
    )


def _by_rule(findings: Sequence[Finding], briefing: Briefing) -> list[RuleGroup]:
    """Return the findings by rule: the rule with the gravest finding first."""
    order = {code: place for place, code in reversed([*enumerate(f.code for f in findings)])}
    grouped = groupby(sorted(findings, key=lambda each: order[each.code]), lambda f: f.code)
    teller = briefing.teller
    return [
        RuleGroup(
            code=code,
            title=teller.text(teller.rules[code].title),
            told=tuple(map(teller.tell, own)),
        )
        for code, own in grouped
    ]


def _rules(briefing: Briefing) -> tuple[Rule, ...]:
    """Return the rules that found something, by code."""
    codes = sorted({finding.code for finding in briefing.findings})
    return tuple(briefing.teller.rules[code] for code in codes)


def _limits_of(limits: tuple[UsedLimit, ...]) -> Callable[[Rule], tuple[UsedLimit, ...]]:
    by_name = {limit.name: limit for limit in limits}
    return lambda rule: tuple(by_name[name] for name in rule.limits)


def _figures(briefing: Briefing) -> tuple[tuple[str, bool, tuple[Figure, ...]], ...]:
    """Return the published figures by subject, and whether sources contradict each other."""
    rows = sorted(
        briefing.assessment.snapshot.rows(Figure).values(),
        key=lambda figure: (figure.subject, figure.as_of, figure.figure_id),
    )
    grouped = [(subject, tuple(own)) for subject, own in groupby(rows, lambda row: row.subject)]
    return tuple((subject, len({row.value for row in own}) > 1, own) for subject, own in grouped)
