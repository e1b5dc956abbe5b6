"""Every kind of picture there is: what it reads, what a reader may choose, who draws it."""

from collections.abc import Callable, Mapping

from msgspec import Struct

from summitry.kit.errors import SummitryError, Text
from summitry.outcome.finding import Finding
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking, highest
from summitry.report.assessment import Assessment
from summitry.report.formats import NOTHING, Formats
from summitry.report.pictures import (
    commitments,
    critical_path,
    matrix,
    movements,
    objectives,
    overview,
    reach,
    sights,
    zones,
)
from summitry.report.pictures.sheet import Source, Wish
from summitry.report.pictures.svg import Picture
from summitry.report.templating import COLOURS, PICTURES, styles

ALONE = "svg.alone { background: var(--sheet); }\n"
SUBJECT = Text("{event} · as of {moment} · plan {hash}")
HASH_SIGNS = 16


class Kind(Struct, frozen=True, kw_only=True):
    """One kind of picture.

    Parameters
    ----------
    reads
        The tables that it shows; the highest mark of their rows is the picture's.
    choices
        Which of the reader's choices change it.
    with_findings
        Whether findings are shown in it, whose marks then count too.
    needs
        Tables without whose rows the page leaves it out; none of them: never on the page.
    """

    name: str
    draw: Callable[[Source], Picture]
    reads: tuple[str, ...]
    choices: tuple[str, ...] = ()
    with_findings: bool = False
    needs: tuple[str, ...] = ()


TIMES = ("from", "to")
DUTIES = ("task_parts", "exercises", "meetings", "programme")

KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            name=objectives.KIND,
            draw=objectives.draw,
            reads=("objectives", "tasks", "success_indicators"),
            with_findings=True,
            needs=("objectives",),
        ),
        Kind(
            name=matrix.KIND,
            draw=matrix.draw,
            reads=("tasks", "units", *DUTIES),
            choices=(*TIMES, "unit"),
            needs=("tasks", *DUTIES),
        ),
        Kind(
            name=commitments.KIND,
            draw=commitments.draw,
            reads=("resource_needs", "commitments"),
            choices=(*TIMES, "unit", "site"),
            needs=("resource_needs",),
        ),
        Kind(
            name=critical_path.KIND,
            draw=critical_path.draw,
            reads=("tasks",),
            choices=(*TIMES, "unit"),
        ),
        Kind(
            name=reach.KIND,
            draw=reach.draw,
            reads=("nets", "command_posts", "command_post_nets", "details", "detail_nets", "links"),
        ),
        Kind(
            name=sights.KIND,
            draw=sights.draw,
            reads=("exposures", "positions", "sectors"),
            choices=("site",),
            with_findings=True,
        ),
        Kind(
            name=zones.KIND,
            draw=zones.draw,
            reads=("zones", "exits", "gates", "openings", "evacuations"),
            choices=("site",),
        ),
        Kind(
            name=movements.KIND,
            draw=movements.draw,
            reads=("legs", "movements", "route_segments", "segments", "closures"),
            choices=TIMES,
            needs=("legs",),
        ),
        Kind(
            name=overview.MAP,
            draw=overview.draw_map,
            reads=("sites", "zones", "obstacles", "segments", "positions", "exposures"),
            choices=("site",),
            with_findings=True,
        ),
        Kind(name=overview.TIMELINE, draw=overview.draw_timeline, reads=(), with_findings=True),
    )
}


def page_pictures(
    assessment: Assessment, formats: Formats, findings: tuple[Finding, ...]
) -> tuple[Picture, ...]:
    """Return the pictures that a report shows: those whose tables have rows."""
    source = Source(assessment=assessment, formats=formats, findings=findings)
    return tuple(kind.draw(source) for kind in _on_page(assessment))


def page_marking(assessment: Assessment) -> Marking:
    """Return the narrowest mark of the rows that the pictures of a report can show."""
    return highest([marking_of(kind, assessment) for kind in _on_page(assessment)])


def _on_page(assessment: Assessment) -> tuple[Kind, ...]:
    size = assessment.snapshot.size
    return tuple(kind for kind in KINDS.values() if any(size(table) for table in kind.needs))


def document(name: str, source: Source) -> str:
    """Return the picture of that kind as an SVG document in the reader's language.

    Raises
    ------
    SummitryError
        ``draw.unknown_unit``, ``draw.unknown_site`` or ``draw.unused_choice``.
    """
    kind = KINDS[name]
    _require_choices(kind, source)
    assessment, formats = source.assessment, source.formats
    shown = assessment.everything if kind.with_findings else ()
    subject = source.t(
        SUBJECT,
        event=formats.language.isolated(assessment.event.name),
        moment=formats.moment(assessment.at),
        hash=formats.language.isolated(assessment.plan_hash[:HASH_SIGNS]),
    )
    return kind.draw(source).document(
        formats.language,
        style=styles(COLOURS, PICTURES) + ALONE,
        marking=highest([marking_of(kind, assessment), *(each.marking for each in shown)]),
        subject=subject,
    )


def marking_of(kind: Kind, assessment: Assessment) -> Marking:
    """Return the narrowest mark of the rows that the picture can show."""
    rows = [
        TABLES[table].marking_of(row)
        for table in kind.reads
        for row in assessment.snapshot.tables[table].values()
    ]
    return highest([Marking.GREEN, *rows])


def _require_choices(kind: Kind, source: Source) -> None:
    """Refuse a choice that this picture does not know, and a unit or site the plan has not."""
    wish: Wish = source.wish
    given = {"from": wish.start, "to": wish.end, "unit": wish.unit, "site": wish.site}
    for name, value in given.items():
        if value is not None and name not in kind.choices:
            expected = tuple(f"--{each}" for each in kind.choices) or source.t(NOTHING)
            raise SummitryError(
                "draw.unused_choice", got=f"--{name}", kind=kind.name, expected=expected
            )
    if wish.unit is not None and wish.unit not in source.snapshot.tables["units"]:
        raise SummitryError("filter.unknown_unit", got=wish.unit)
    if wish.site is not None and wish.site not in source.snapshot.tables["sites"]:
        raise SummitryError("draw.unknown_site", got=wish.site)
