"""Lists: search, order, pages and files."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import RequestFactory
from openpyxl import load_workbook

from summitry.kit.errors import SummitryError, Text
from summitry.plan.terms import Marking, Severity
from summitry.report.language import language
from summitry_web.frame import listing as module
from summitry_web.frame.listing import Column, Listing, listing
from summitry_web.frame.refused import Denied
from tests.web.frame.made import sample_here, venue

MOMENT = datetime(2027, 3, 1, 2, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Gate:
    key: str
    name: str
    people: int
    severity: str = "low"
    since: datetime = MOMENT


COLUMNS: Sequence[Column[Gate]] = (
    Column("key", Text("Key"), lambda gate: gate.key, lambda gate: f"/gates/{gate.key}"),
    Column("name", Text("Name"), lambda gate: gate.name),
    Column("people", Text("People"), lambda gate: gate.people),
)
WITH_SEVERITY = (
    COLUMNS[0],
    Column(
        "severity",
        Text("Severity"),
        lambda gate: gate.severity,
        kind="severity",
        order=lambda gate: Severity(gate.severity).depth,
    ),
)
GATES = [
    Gate("G-10", "Đà Nẵng north", 3),
    Gate("G-2", "Hôtel côté jardin", 5),
    Gate("G-1", "بوّابة الشمال", 5),
    Gate("G-3", "", 0),
]


def listed(
    query: str = "", rows: Sequence[Gate] = GATES, *, code: str = "en", **more: Any
) -> Listing:
    request = RequestFactory().get("/gates/" + ("?" + query if query else ""))
    request.reader = language(code)
    columns = more.pop("columns", COLUMNS)
    if "here" in more:
        request.here = more.pop("here")
    return listing(request, rows, columns, name="gates", **more)


def keys(shown: Listing) -> list[str]:
    return [row[0].text for row in shown.rows]


def gates(count: int) -> list[Gate]:
    return [Gate(f"G-{number}", "a gate", number) for number in range(count)]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("da+nang", ["G-10"]),
        ("HOTEL+cote", ["G-2"]),
        ("jardin+hotel", ["G-2"]),
        ("بوابة", ["G-1"]),
        ("g-1", ["G-10", "G-1"]),
        ("5", ["G-2", "G-1"]),
        ("nowhere", []),
        ("++", ["G-10", "G-2", "G-1", "G-3"]),
    ],
)
def test_search_looks_at_every_column_without_case_and_marks(query: str, found: list[str]) -> None:
    assert keys(listed(f"q={query}")) == found


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        ("key", ["G-1", "G-2", "G-3", "G-10"]),
        ("-key", ["G-10", "G-3", "G-2", "G-1"]),
        ("people", ["G-3", "G-10", "G-2", "G-1"]),
        ("-people", ["G-2", "G-1", "G-10", "G-3"]),
        ("name", ["G-10", "G-2", "G-1", "G-3"]),
        ("-name", ["G-1", "G-2", "G-10", "G-3"]),
        ("nonsense", ["G-10", "G-2", "G-1", "G-3"]),
    ],
)
def test_order_is_stable_natural_and_has_empty_ones_last(sort: str, order: list[str]) -> None:
    assert keys(listed(f"sort={sort}")) == order


def test_severities_are_in_order_of_weight() -> None:
    rows = [Gate("1", "", 0, "low"), Gate("2", "", 0, "critical"), Gate("3", "", 0, "high")]

    shown = listed("sort=severity", rows, columns=WITH_SEVERITY)

    assert [(row[0].text, row[1].kind, row[1].value) for row in shown.rows] == [
        ("2", "severity", "critical"),
        ("3", "severity", "high"),
        ("1", "severity", "low"),
    ]


@pytest.mark.parametrize(
    ("count", "page", "told"),
    [
        (0, "1", (0, 0, 0, 1, 1)),
        (49, "1", (49, 1, 49, 1, 1)),
        (50, "1", (50, 1, 50, 1, 1)),
        (51, "1", (50, 1, 50, 1, 2)),
        (51, "2", (1, 51, 51, 2, 2)),
        (51, "3", (1, 51, 51, 2, 2)),
        (51, "0", (50, 1, 50, 1, 2)),
        (51, "-1", (50, 1, 50, 1, 2)),
        (51, "٢", (50, 1, 50, 1, 2)),
        (51, "9" * 400, (50, 1, 50, 1, 2)),
    ],
)
def test_pages_hold_fifty_rows(count: int, page: str, told: tuple[int, ...]) -> None:
    shown = listed(f"page={page}", gates(count))

    assert (len(shown.rows), shown.first, shown.last, shown.number, shown.pages) == told


def test_a_page_touches_its_own_rows_alone() -> None:
    touched: list[str] = []

    def key(gate: Gate) -> str:
        touched.append(gate.key)
        return gate.key

    listed("page=2", gates(120), columns=[Column("key", Text("Key"), key)])

    assert touched == [f"G-{number}" for number in range(50, 100)]


def test_addresses_keep_the_other_parameters() -> None:
    shown = listed("field=gates&field=posts&q=gate&sort=key&page=2", gates(120))

    assert shown.kept == (("field", "gates"), ("field", "posts"), ("sort", "key"))
    assert shown.without == "/gates/?field=gates&field=posts&sort=key"
    assert shown.turn(3) == "/gates/?field=gates&field=posts&q=gate&sort=key&page=3"
    assert shown.turn(4) == ""
    assert shown.heads[0].address == "/gates/?field=gates&field=posts&q=gate&sort=-key"
    assert shown.exports == (
        ("CSV", "/gates/?field=gates&field=posts&q=gate&sort=key&format=csv"),
        ("XLSX", "/gates/?field=gates&field=posts&q=gate&sort=key&format=xlsx"),
    )


def test_heads_tell_how_they_sort() -> None:
    ascending, descending = listed("sort=people"), listed("sort=-people")

    assert [head.sorted_now for head in ascending.heads] == ["none", "none", "ascending"]
    assert [head.sorted_now for head in descending.heads] == ["none", "none", "descending"]
    assert descending.heads[2].address == "/gates/?sort=people"


def test_two_lists_of_one_page_do_not_disturb_each_other() -> None:
    shown = listed("q=hotel&b-q=nang&b-page=1", prefix="b-")

    assert keys(shown) == ["G-10"]
    assert shown.kept == (("q", "hotel"),)


def test_cells_have_links_and_moments() -> None:
    since = Column("since", Text("Since"), lambda gate: gate.since)

    cells = listed("", GATES[:1], columns=[COLUMNS[0], since, COLUMNS[2]]).rows[0]

    assert cells[0].link == "/gates/G-10"
    assert cells[1].moment == "2027-03-01T02:00:00+00:00"
    assert cells[1].text == "Mon, 1 Mar 2027, 02:00 GMT+00:00"
    assert [cell.is_number for cell in cells] == [False, False, True]


FORMULAS = [
    Gate("=1+1", "@SUM(A1)", -5),
    Gate("+1", '=HYPERLINK("http://evil")', 7),
    Gate("-1", "'quoted", 8),
    Gate("\tx", "bell\x07", 9),
]


def test_csv_shields_formulas_and_keeps_numbers() -> None:
    made = listed("format=csv", FORMULAS, marking=Marking.AMBER).download

    assert made is not None
    assert made.content.decode("utf-8-sig").splitlines() == [
        "TLP:AMBER",
        "Key,Name,People",
        "'=1+1,'@SUM(A1),-5",
        '\'+1,"\'=HYPERLINK(""http://evil"")",7',
        "'-1,''quoted,8",
        "'\tx,bell\N{REPLACEMENT CHARACTER},9",
    ]


def test_workbook_shields_formulas_and_keeps_numbers() -> None:
    made = listed("format=xlsx", FORMULAS, marking=Marking.AMBER).download

    assert made is not None
    sheet = load_workbook(BytesIO(made.content)).active
    assert sheet is not None
    assert sheet.freeze_panes == "A3"
    assert [[cell.data_type for cell in row] for row in sheet.iter_rows(min_row=3)] == [
        ["s", "s", "n"]
    ] * 4
    assert [row[:3] for row in sheet.iter_rows(values_only=True)] == [
        ("TLP:AMBER", None, None),
        ("Key", "Name", "People"),
        ("'=1+1", "'@SUM(A1)", -5),
        ("'+1", '\'=HYPERLINK("http://evil")', 7),
        ("'-1", "''quoted", 8),
        ("'\tx", "bell\N{REPLACEMENT CHARACTER}", 9),
    ]


def test_file_holds_all_pages_of_what_was_searched_in_its_order() -> None:
    made = listed("format=csv&q=gate&sort=-people&page=2", [*gates(60), *GATES]).download

    assert made is not None
    lines = made.content.decode("utf-8-sig").splitlines()
    assert lines == ["Key,Name,People", *(f"G-{n},a gate,{n}" for n in reversed(range(60)))]


def test_file_has_the_readers_words_and_the_venues_time_and_name() -> None:
    here = sample_here(code="fr")
    since = Column("since", Text("Since"), lambda gate: gate.since)

    made = listed(
        "format=csv", GATES[:1], columns=[*WITH_SEVERITY, since], code="fr", here=here
    ).download

    assert made is not None
    assert made.headers["Content-Disposition"] == 'attachment; filename="gates-2027-03-01.csv"'
    assert made.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert made.content.decode("utf-8-sig").splitlines()[1:] == [
        "G-10,faible,2027-03-01T09:00+07:00"
    ]


def test_workbook_runs_from_the_right_in_arabic() -> None:
    made = listed("format=xlsx", code="ar").download

    assert made is not None
    sheet = load_workbook(BytesIO(made.content)).active
    assert sheet is not None
    assert (sheet.sheet_view.rightToLeft, sheet.freeze_panes) == (True, "A2")


@dataclass(frozen=True)
class MayNothing:
    formats: Any = field(default_factory=venue)
    at: datetime = MOMENT
    asked: list[str] = field(default_factory=list)

    def may(self, verb: str) -> bool:
        self.asked.append(verb)
        return False


def test_nobody_takes_along_what_they_may_not_export() -> None:
    here = MayNothing()

    assert listed("", here=here).exports == ()
    with pytest.raises(Denied):
        listed("format=csv", here=here)
    assert set(here.asked) == {"export"}


class Many(Sequence[Gate]):
    def __init__(self, count: int) -> None:
        self.count = count

    def __len__(self) -> int:
        return self.count

    def __getitem__(self, place: Any) -> Any:
        if isinstance(place, slice):
            return [self[each] for each in range(*place.indices(self.count))]
        if place >= self.count:
            raise IndexError
        return Gate(f"G-{place}", "a gate", place, since=MOMENT + timedelta(minutes=place))


@pytest.mark.parametrize("query", ["q=gate", "sort=key", "format=csv"])
def test_more_rows_than_fit_in_memory_are_refused_only_where_all_are_needed(query: str) -> None:
    too_many = Many(module.ROWS_MAX + 1)

    shown = listed("page=1001", too_many)

    assert keys(shown) == ["G-50000"]
    with pytest.raises(SummitryError) as refusal:
        listed(query, too_many)
    assert refusal.value.code == "listing.rows_max"
    assert refusal.value.facts == {"got": 50_001, "expected": 50_000}


def test_as_many_rows_as_fit_are_sorted() -> None:
    assert keys(listed("sort=-people", Many(module.ROWS_MAX)))[0] == "G-49999"
