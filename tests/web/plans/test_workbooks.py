from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from msgspec.structs import replace

from summitry.package.mapping import WorkbookMapping
from summitry.package.workbook_read import PACKAGE_SHEET
from summitry.plan.change import Edit
from summitry.plan.organisation import Unit
from summitry.plan.posts import Post
from summitry.plan.tables import TABLES
from summitry.plan.terms import Marking
from summitry.report.language import language
from summitry.report.words import word
from summitry_web.accounts.models import Account
from summitry_web.accounts.roles import Role
from summitry_web.frame.refused import Denied
from summitry_web.plans.actions.bringing_in import remember_mapping
from summitry_web.plans.actions.rows import save
from summitry_web.plans.models import Brought
from summitry_web.plans.store import snapshot_of
from tests.web.made import AT, a_grant, a_planned_event, an_account, an_actor, an_event, signed_in

pytestmark = pytest.mark.django_db
BASE = "/e/summit/workbooks/"


@pytest.fixture
def place(client):
    event, organiser, actor = a_planned_event()
    signed_in(client, organiser)
    return client, event, actor


def taken(client, query=""):
    answer = client.get(f"{BASE}take/{query}")
    assert answer.status_code == 200
    return openpyxl.load_workbook(BytesIO(answer.content))


def brought(client, book, unit=""):
    stream = BytesIO()
    book.save(stream)
    file = SimpleUploadedFile("plan.xlsx", stream.getvalue())
    return client.post(BASE, {"file": file, "unit": unit}, follow=True)


def test_workbook_that_nobody_changed_changes_nothing(place):
    client, event, _ = place

    page = brought(client, taken(client))

    assert "The workbook changes nothing." in page.content.decode()
    event.refresh_from_db()
    assert event.revision == 1


def test_headings_show_their_labels_in_the_readers_language(place):
    client, _, _ = place
    Account.objects.update(language="vi")

    sheet = taken(client)["posts"]

    label = language("vi").gettext
    told = {str(each.sqref): each for each in sheet.data_validations.dataValidation}
    columns = TABLES["posts"].columns
    assert [cell.value for cell in sheet[1]] == [each.name for each in columns]
    assert [told[cell.coordinate].prompt for cell in sheet[1]] == [
        label(each.label) for each in columns
    ]
    assert told["A1"].promptTitle == label(TABLES["posts"].label)


def test_changed_cell_is_shown_and_then_taken_in(place):
    client, event, _ = place
    book = taken(client)
    sheet = book["posts"]
    column = next(c.column for c in sheet[1] if c.value == "headcount_min")
    sheet.cell(row=2, column=column).value = 77

    page = brought(client, book)
    done = client.post(page.redirect_chain[-1][0], {"reason": "Talks"})

    posts = snapshot_of(event).rows(Post)
    assert done.status_code == 200
    assert posts[sheet.cell(row=2, column=1).value].headcount_min == 77


def test_empty_plan_gives_a_workbook_to_fill_whose_lines_need_no_key_and_come_once(client):
    event, organiser = an_event(), an_account()
    a_grant(organiser, event)
    signed_in(client, organiser)
    book = taken(client)
    book["event"].append(["E-1", "Trial", "minister", "2030-05-10T08:00Z", "2030-05-12T18:00Z"])
    book["units"].append(["", "City"])
    book["units"].append(["", "Fire"])

    for _ in range(2):
        page = brought(client, book)
        client.post(page.redirect_chain[-1][0], {})

    assert book.sheetnames[:3] == ["event", "units", "persons"]
    assert "The workbook changes nothing." in page.content.decode()
    names = sorted(each.name for each in snapshot_of(event).rows(Unit).values())
    assert names == ["City", "Fire"]


def test_one_empty_table_is_taken_along_with_its_headings(place):
    client, _, _ = place

    book = taken(client, "?table=treaties")

    assert "treaties" in book.sheetnames


def test_what_two_changed_differently_clashes_and_is_left_out(place):
    client, event, _ = place
    book = taken(client)
    sheet = book["posts"]
    column = next(c.column for c in sheet[1] if c.value == "headcount_min")
    key = sheet.cell(row=2, column=1).value
    row = next(r for r in client.get("/e/summit/rows/posts/cells/").json()["rows"]
               if r["key"] == key)  # fmt: skip
    client.post(f"/e/summit/rows/posts/row/{key}/",
                {"hash": row["hash"], "cell-headcount_min": "55"})  # fmt: skip
    sheet.cell(row=2, column=column).value = 77

    page = brought(client, book)
    client.post(page.redirect_chain[-1][0], {})

    assert "badge-wrong" in page.content.decode()
    assert snapshot_of(event).rows(Post)[key].headcount_min == 55


def test_unit_takes_its_own_rows_alone_and_no_strict_row_of_others(client):
    event, _, _ = a_planned_event()
    planner = an_account()
    a_grant(planner, event, Role.PLANNER, unit="U-2", clearance=Marking.RED)
    signed_in(client, planner)

    own, everything = taken(client, "?scope=own"), taken(client)

    assert "obstacles" not in everything.sheetnames
    assert set(own.sheetnames) <= set(everything.sheetnames)


def test_units_own_headings_are_asked_once_and_remembered(place):
    client, event, _ = place
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Teams"
    sheet.append(["Our units in the event"])
    sheet.append(["Unit", "Name"])
    sheet.append(["U-77", "Synthetic traffic team"])

    asked = brought(client, book, unit="U-1")
    address = asked.redirect_chain[-1][0]
    answers = {
        "map": "yes", "zone": "UTC", "table-0": "units", "row-0": "2",
        "column-0-unit_id": "Unit", "column-0-name": "Name",
    }  # fmt: skip
    shown = client.post(address, answers, follow=True)
    client.post(address, {})
    again = brought(client, book, unit="U-1")

    assert "How this workbook is read" in asked.content.decode()
    assert "U-77" in shown.content.decode()
    assert snapshot_of(event).get("units", "U-77").name == "Synthetic traffic team"
    assert "The workbook changes nothing." in again.content.decode()


def test_wrong_cell_is_told_by_place_and_nothing_changes(place):
    client, event, _ = place
    book = taken(client)
    book["posts"].cell(row=2, column=3).value = "not what fits"
    column = next(c.column for c in book["posts"][1] if c.value == "headcount_min")
    book["posts"].cell(row=2, column=column).value = "many"

    page = brought(client, book)

    event.refresh_from_db()
    assert (page.status_code, event.revision) == (400, 1)
    assert "headcount_min" in page.content.decode()


def test_guess_of_a_row_that_is_not_theirs_is_refused_whether_right_or_wrong(client):
    event, organiser, actor = a_planned_event()
    signed_in(client, organiser)
    book = taken(client)
    post = snapshot_of(event).rows(Post)["P-aid"]
    save(actor, event, (Edit("posts", "P-aid", replace(post, marking=Marking.RED)),), at=AT)
    right = taken(client)
    planner = an_account()
    a_grant(planner, event, Role.PLANNER, unit="U-2", clearance=Marking.AMBER)
    signed_in(client, planner)
    for each in (book, right):
        for name in set(each.sheetnames) - {"posts", "event", PACKAGE_SHEET}:
            del each[name]

    untouched = brought(client, book)
    guessed = brought(client, right)

    assert (untouched.status_code, guessed.status_code) == (200, 404)


def test_unit_does_not_say_how_anothers_workbook_is_read():
    event, _, _ = a_planned_event()
    planner = an_account()
    a_grant(planner, event, Role.PLANNER, unit="U-2", clearance=Marking.AMBER)
    book = Brought(event=event, account=planner, name="x.xlsx", unit_id="U-1")

    with pytest.raises(Denied):
        remember_mapping(
            an_actor(planner, event), event, book, WorkbookMapping(unit="U-1", zone="UTC"), at=AT
        )


def test_words_of_the_plan_are_in_the_readers_language(place):
    client, _, _ = place
    account = Account.objects.get()
    account.language = "zh"
    account.save()
    book = taken(client)
    heads = {cell.value: cell.column for cell in book["posts"][1]}
    book["posts"].cell(row=2, column=heads["field"]).value = "press"

    shown = brought(client, book).content.decode()
    plain = client.get("/e/summit/rows/posts/").content.decode()

    assert f'<ins dir="auto">{word("press", language("zh"))}</ins>' in shown
    assert f">{word('venues', language('zh'))}<" in plain
    assert ">venues<" not in plain
