"""The report as a workbook: a summary, and a sheet of findings that can be filtered."""

from collections.abc import Iterable, Sequence
from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from summitry.kit.errors import Text
from summitry.outcome.finding import Finding, Status
from summitry.plan.rulings import Ruling
from summitry.report.briefing import Briefing
from summitry.report.ruled import (
    NO_RULINGS,
    lesson_line,
    lessons_told,
    ruled_in_brief,
    ruling_line,
    rulings_told,
)
from summitry.report.sentences import Told
from summitry.report.words import word

HEADS: tuple[tuple[Text, int], ...] = (
    (Text("Severity"), 12),
    (Text("Status"), 14),
    (Text("Rule"), 8),
    (Text("Title"), 30),
    (Text("Finding"), 70),
    (Text("Field"), 22),
    (Text("Table and key"), 32),
    (Text("Name"), 30),
    (Text("When"), 36),
    (Text("Units"), 32),
    (Text("Remedy"), 60),
    (Text("Phase"), 8),
    (Text("Marking"), 18),
    (Text("Identity"), 20),
)
RULING_HEADS: tuple[tuple[Text, int], ...] = (
    (Text("Ruling"), 18),
    (Text("What was ruled"), 16),
    (Text("By"), 16),
    (Text("Second person"), 16),
    (Text("Reason"), 50),
    (Text("Until"), 36),
)
SUMMARY_WIDTHS = (60, 12, 12, 12)
WRAPPED = Alignment(wrap_text=True, vertical="top")
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def workbook(briefing: Briefing) -> bytes:
    """Return the workbook with every finding that the reader asked for, cut nowhere."""
    book = Workbook()
    summary = book.worksheets[0]
    _summary(summary, briefing)
    sheet = book.create_sheet(_title(briefing.teller.text(Text("Findings"))))
    _findings(sheet, briefing.findings, briefing)
    ruled = briefing.choice.of(briefing.assessment.ruled)
    if ruled:
        away = book.create_sheet(_title(briefing.teller.text(Text("Ruled away"))))
        _findings(away, ruled, briefing, RULING_HEADS)
    for each in book.worksheets:
        each.sheet_view.rightToLeft = briefing.teller.language.direction == "rtl"
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _title(text: str) -> str:
    return text[:31]


def safe(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula.

    A cell that begins with ``=`` or its like would run in the reader's program (CWE-1236).
    """
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _put(sheet: Worksheet, row: int, values: Sequence[str | int]) -> None:
    for column, value in enumerate(values, 1):
        cell = sheet.cell(row, column)
        cell.value = safe(value) if isinstance(value, str) else value
        cell.alignment = WRAPPED


def _summary(sheet: Worksheet, briefing: Briefing) -> None:
    text, language = briefing.teller.text, briefing.teller.language
    sheet.title = _title(text(Text("Summary")))
    rows: list[Sequence[str | int]] = [
        [briefing.assessment.event.name],
        [briefing.verdict],
        [briefing.moment],
        [text(Text("Plan {hash}")).format(hash=briefing.assessment.plan_hash)],
        [text(Text("Marking: {value}")).format(value=briefing.marking)],
        [briefing.outside],
        [ruled_in_brief(briefing)],
        [],
        [text(Text("By severity")), *(word(status, language) for status in Status)],
        *_counts(briefing),
        [],
        [text(Text("What the plan does not know"))],
        *([line] for line in briefing.not_known()),
        [],
        [text(Text("Accepted risks"))],
        *(
            [" · ".join(filter(None, [each.place, each.name, each.reason, each.expires]))]
            for each in briefing.accepted()
        ),
        *_rulings_and_lessons(briefing),
    ]
    for number, row in enumerate(rows, 1):
        _put(sheet, number, row)
    for column, width in enumerate(SUMMARY_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet["A2"].font = Font(bold=True)


def _rulings_and_lessons(briefing: Briefing) -> list[Sequence[str]]:
    text, rulings, lessons = briefing.teller.text, rulings_told(briefing), lessons_told(briefing)
    return [
        [],
        [text(Text("Rulings on findings"))],
        *([ruling_line(each, briefing)] for each in rulings),
        *([] if rulings else [[text(NO_RULINGS)]]),
        [],
        *([[text(Text("Lessons of earlier events"))]] if lessons else []),
        *([lesson_line(each, briefing)] for each in lessons),
    ]


def _counts(briefing: Briefing) -> list[Sequence[str | int]]:
    return [(name, *counted) for _, name, counted in briefing.counts(briefing.findings)]


def _findings(
    sheet: Worksheet,
    findings: Sequence[Finding],
    briefing: Briefing,
    more: tuple[tuple[Text, int], ...] = (),
) -> None:
    text = briefing.teller.text
    for column, (head, width) in enumerate((*HEADS, *more), 1):
        cell = sheet.cell(1, column, text(head))
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for number, finding in enumerate(findings, 2):
        told = briefing.teller.tell(finding)
        _put(sheet, number, (*_row(told), *_ruling(finding.ruling, briefing)))
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.calculate_dimension()


def _ruling(ruling: Ruling | None, briefing: Briefing) -> Iterable[str]:
    if ruling is None:
        return ()
    expires = "" if ruling.expires is None else briefing.teller.formats.moment(ruling.expires)
    kind = word(ruling.kind, briefing.teller.language)
    return (ruling.ruling_id, kind, ruling.by, ruling.second_by or "", ruling.reason, expires)


def _row(told: Told) -> Iterable[str]:
    finding = told.finding
    return (
        told.severity,
        told.status,
        finding.code,
        told.title,
        told.sentence,
        told.field,
        told.place,
        told.name,
        told.when,
        told.units,
        told.remedy,
        finding.phase,
        finding.marking,
        finding.identity,
    )
