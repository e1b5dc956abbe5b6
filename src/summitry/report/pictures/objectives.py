"""Readiness by objective: the findings that are due and stand in the way of each success."""

from collections.abc import Iterator, Mapping, Sequence

from summitry.kit.errors import Text
from summitry.outcome.finding import Finding
from summitry.plan.governance import Decision, SuccessIndicator
from summitry.plan.mandate import Objective
from summitry.plan.plans import Task, TaskPart, UnitPlan
from summitry.plan.terms import Severity
from summitry.policy.objectives import Traces, traces
from summitry.report.assessment import is_due
from summitry.report.pictures.sheet import Source, draw_keys, draw_remarks
from summitry.report.pictures.svg import EDGE, WIDTH, Drawing, Picture
from summitry.report.words import word

KIND = "objectives"
TITLE = Text("Readiness by objective")
TOLD = Text(
    "For each objective, bars of the findings that are due: those of rows that serve it by name, "
    "and those of fields whose tasks serve it. Beside each bar the numbers by severity."
)
ROWS_MAX = 20
LABEL = 330
NUMBERS = 210
TOP = 8
HIGH = 92
BAR = 15
SIGNS: Mapping[Severity, str] = {
    Severity.CRITICAL: "‼",
    Severity.HIGH: "!",
    Severity.MEDIUM: "~",
    Severity.LOW: "·",
}

Counts = dict[Severity, int]


def draw(source: Source) -> Picture:
    """Return the objectives with what stands in the way of each."""
    drawing = source.drawing(KIND, width=WIDTH, mirrored=True)
    objectives = source.snapshot.rows(Objective)
    found = traces_of(source)
    due = [finding for finding in source.findings if is_due(finding)]
    direct, through, nowhere = _counted(due, found, objectives)
    shown = _order(objectives, direct, through)[:ROWS_MAX]
    most = max(
        (sum(own[key].values()) for own in (direct, through) for key in objectives), default=0
    )
    y = float(TOP)
    for key in shown:
        card = _Card(drawing, source, most)
        card.draw(objectives[key], (direct[key], through[key]), y)
        y += HIGH
    if shown:
        y = draw_keys(drawing, y, _keys(source))
    remarks = list(_remarks(source, nowhere, len(objectives) - len(shown)))
    return drawing.finished(source.t(TITLE), source.t(TOLD), draw_remarks(drawing, y, remarks))


def traces_of(source: Source) -> Traces:
    """Return what leads to each objective of the plan."""
    snapshot = source.snapshot
    return traces(
        snapshot.rows(Objective),
        snapshot.rows(Task),
        snapshot.rows(TaskPart).values(),
        snapshot.rows(UnitPlan),
        (snapshot.rows(Decision).values(), snapshot.rows(SuccessIndicator).values()),
    )


def _counted(
    due: Sequence[Finding], found: Traces, objectives: Mapping[str, Objective]
) -> tuple[Mapping[str, Counts], Mapping[str, Counts], int]:
    """Return how many findings stand in the way of each objective, by name and through fields.

    A finding that an objective has by name does not count through its field as well.
    """
    direct: dict[str, Counts] = {key: {} for key in objectives}
    through: dict[str, Counts] = {key: {} for key in objectives}
    nowhere = 0
    for finding in due:
        named = found.direct([(finding.table, finding.key)])
        own = named or found.fields.get(finding.field, frozenset())
        nowhere += not own
        into = direct if named else through
        for key in own:
            into[key][finding.severity] = into[key].get(finding.severity, 0) + 1
    return direct, through, nowhere


def _order(
    objectives: Mapping[str, Objective],
    direct: Mapping[str, Counts],
    through: Mapping[str, Counts],
) -> list[str]:
    """Return the objectives, those above all first, then the ones with the gravest findings."""

    def weight(key: str) -> tuple[object, ...]:
        grave = (-direct[key].get(each, 0) - through[key].get(each, 0) for each in Severity)
        return (objectives[key].parent_id is not None, *grave, key)

    return sorted(objectives, key=weight)


def _keys(source: Source) -> tuple[tuple[str, str, str], ...]:
    language = source.formats.language
    return tuple(
        ("rect", f"bar-{severity}", f"{SIGNS[severity]} {word(severity, language)}")
        for severity in Severity
    )


class _Card:
    """Draws one objective."""

    def __init__(self, drawing: Drawing, source: Source, most: int) -> None:
        self._drawing, self._source, self._most = drawing, source, most

    def draw(self, objective: Objective, counts: tuple[Counts, Counts], top: float) -> None:
        drawing, source = self._drawing, self._source
        drawing.rect(0, top, (WIDTH, HIGH - 8), "stripe")
        room = LABEL - 2 * EDGE
        drawing.text(EDGE, top + 22, objective.name, room=room, look="strong")
        drawing.text(EDGE, top + 42, objective.indicator, room=room, look="soft")
        drawing.text(EDGE, top + 64, self._rests_on(objective), room=room, look="soft")
        heads = (Text("Rows that serve it"), Text("Fields whose tasks serve it"))
        for place, (head, own) in enumerate(zip(heads, counts, strict=True)):
            y = top + 6 + 38 * place
            drawing.text(LABEL, y + 11, source.t(head), look="small soft")
            self._draw_bar(own, y + 16)

    def _rests_on(self, objective: Objective) -> str:
        """Return how many tasks and indicators the objective has."""
        snapshot, key = self._source.snapshot, objective.objective_id
        tasks = sum(task.objective_id == key for task in snapshot.rows(Task).values())
        own = [
            each for each in snapshot.rows(SuccessIndicator).values() if each.objective_id == key
        ]
        number = self._source.formats.number
        return self._source.t(
            Text("Tasks: {tasks} · Indicators: {indicators}, with a target: {measured}"),
            tasks=number(tasks),
            indicators=number(len(own)),
            measured=number(sum(each.target is not None for each in own)),
        )

    def _draw_bar(self, own: Counts, y: float) -> None:
        drawing, formats = self._drawing, self._source.formats
        room = WIDTH - EDGE - NUMBERS - LABEL
        drawing.rect(LABEL, y, (room, BAR), "trough")
        x = float(LABEL)
        for severity in Severity:
            if severity in own:
                wide = room * own[severity] / max(self._most, 1)
                told = f"{word(severity, formats.language)} {formats.number(own[severity])}"
                drawing.rect(x, y, (wide, BAR), f"bar-{severity}", told)
                x += wide
        numbers = "   ".join(
            f"{SIGNS[each]} {formats.number(own[each])}" for each in Severity if each in own
        )
        words = numbers or "✓ " + self._source.t(Text("nothing uncovered"))
        drawing.text(WIDTH - EDGE - NUMBERS + 12, y + 12, words, room=NUMBERS - 12)


def _remarks(source: Source, nowhere: int, rest: int) -> Iterator[str]:
    if not source.snapshot.rows(Objective):
        yield source.t(Text("The plan has no objectives."))
    yield source.t(
        Text(
            "A finding counts once for each objective that it leads to; what is not yet due is "
            "left out."
        )
    )
    if nowhere:
        yield source.n(
            "{count} finding that is due leads to no objective.",
            "{count} findings that are due lead to no objective.",
            nowhere,
        )
    if rest:
        yield source.n(
            "{count} further objective is not drawn.",
            "{count} further objectives are not drawn.",
            rest,
        )
