"""Hostile workbooks through the site's own upload: each gets its sentence, and nothing else."""

import gc
import html
import logging
from io import BytesIO
from pathlib import Path
from time import perf_counter  # noqa: TID251  # the limit is on real time

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from summitry.cli.files import load
from summitry.package import workbook_read
from summitry.package.package import Package
from summitry.package.workbook_write import workbook_of
from summitry.plan.organisation import Unit
from summitry.plan.tables import TABLES
from summitry_web.journal.models import Entry
from summitry_web.plans.actions.bringing_in import OPEN
from summitry_web.plans.models import Brought
from summitry_web.plans.opening import Asked, edits_of
from summitry_web.plans.store import snapshot_of
from summitry_web.sandbox.running import opened
from tests.web.made import a_planned_event, signed_in
from tests.web.plans import hostile
from tests.web.vault import files

pytestmark = pytest.mark.django_db
BASE = "/e/summit/workbooks/"
PEAK_KB_MAX = 80_000
"""A file of 8 MB some times over: as the tests send it, as it comes, as it goes to the child."""
GROWTH_KB_MAX = 30_000
SECONDS_MAX = 20
BAD_REQUEST = 400


@pytest.fixture
def place(client):
    event, organiser, _ = a_planned_event()
    signed_in(client, organiser)
    book = client.get(f"{BASE}take/").content
    return client, event, book


def sent(client, name, content, unit="U-1"):
    file = SimpleUploadedFile(name, content)
    return client.post(BASE, {"file": file, "unit": unit}, follow=True)


def resident_kb(name):
    """Return what /proc says: ``VmRSS`` now, ``VmHWM`` the most since the mark was put back."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) for line in told.splitlines() if line.startswith(name))


def test_each_hostile_file_gets_its_sentence_and_the_site_neither_changes_nor_grows(
    place, monkeypatch
):
    # What pytest keeps of a warning holds the request, and with it the file.
    monkeypatch.setattr(logging.root.manager, "disable", logging.CRITICAL)
    client, event, book = place
    corpus = hostile.refused(book)
    # What the first of such requests takes, the process keeps for the next.
    for name in ("large.xlsx", "cell.csv", "bomb.xlsx"):
        sent(client, name, corpus[name][0])
    sent(client, "plain.xlsx", book)
    Brought.objects.all().delete()
    entries = Entry.objects.count()
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = resident_kb("VmRSS")

    wrong = {}
    for name, (content, words) in corpus.items():
        began = perf_counter()
        answer = sent(client, name, content)
        told = html.unescape(answer.content.decode()).partition('role="alert"')[2][:900]
        took = perf_counter() - began
        if answer.status_code != BAD_REQUEST or words not in told or took > SECONDS_MAX:
            wrong[name] = (answer.status_code, round(took, 1), told)

    assert wrong == {}
    event.refresh_from_db()
    assert (event.revision, Brought.objects.count(), Entry.objects.count()) == (1, 0, entries)
    gc.collect()
    assert resident_kb("VmHWM") - before < PEAK_KB_MAX
    assert resident_kb("VmRSS") - before < GROWTH_KB_MAX


def test_what_a_workbook_only_carries_along_is_left_out_and_does_no_harm(place):
    client, _, book = place
    carried = {
        "xl/media/image1.png": files.large_png(10_000, 5_000),
        "xl/externalLinks/externalLink1.xml": b"<a/>",
        "docProps/thumbnail.wmf": b"\x00" * 5_000_000,
    }

    page = sent(client, "carries.xlsx", hostile.changed(book, carried))

    assert "The workbook changes nothing." in page.content.decode()


def test_text_that_looks_like_a_formula_is_text_and_goes_out_shielded(place):
    client, event, _ = place
    content = b"unit_id,name\nU-88,'=cmd|' /C calc'!A0\n"

    page = sent(client, "units.csv", content)
    client.post(page.redirect_chain[-1][0], {})
    out = openpyxl.load_workbook(BytesIO(client.get(f"{BASE}take/?table=units").content))

    cells = [cell for row in out["units"].iter_rows() for cell in row]
    assert snapshot_of(event).rows(Unit)["U-88"].name.lstrip("'").startswith("=cmd|")
    assert [cell.value for cell in cells if cell.data_type == "f"] == []


def test_the_sites_own_process_never_opens_a_workbook(place, monkeypatch):
    client, _, book = place

    def never(*_, **__):
        raise AssertionError("a stranger's bytes were parsed in the web process")

    monkeypatch.setattr(workbook_read.python_calamine, "load_workbook", never)
    monkeypatch.setattr(workbook_read, "vetted", never)

    page = sent(client, "plain.xlsx", book)

    assert "The workbook changes nothing." in page.content.decode()


def test_workbook_that_waits_is_not_opened_again_until_it_is_read_otherwise(place, monkeypatch):
    client, event, _ = place
    content = b"Unit,Name\nU-77,Synthetic traffic team\n"
    asked = sent(client, "Teams.csv", content)
    address = asked.redirect_chain[-1][0]
    runs = []
    monkeypatch.setattr(
        "summitry_web.plans.actions.bringing_in.opened",
        lambda *given, **named: runs.append(given[0].place) or opened(*given, **named),
    )

    client.get(address)
    client.get(address)
    unread = len(runs)
    answers = {"map": "yes", "zone": "UTC", "table-0": "units", "row-0": "1",
               "column-0-unit_id": "Unit", "column-0-name": "Name"}  # fmt: skip
    client.post(address, answers, follow=True)
    client.post(address, {})

    assert (unread, len(runs)) == (0, 1)
    assert snapshot_of(event).rows(Unit)["U-77"].name == "Synthetic traffic team"


@pytest.mark.slow
def test_workbook_of_a_whole_summit_fits_into_the_childs_limits(tmp_path):
    plan = load(Path("examples/hanoi-2025/final")).snapshot
    asked = Asked(name="plan.xlsx", unit="", zone="UTC")

    found = opened(OPEN, workbook_of(Package(snapshot=plan)), asked, home=tmp_path)

    rows = {(edit.table, edit.key): edit.row for edit in edits_of(found)}
    assert len(rows) == sum(plan.size(name) for name in TABLES)
    assert all(plan.get(*place) == row for place, row in rows.items())
