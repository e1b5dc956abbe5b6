"""Nobody learns of a gap that is not theirs to know: not in pages, counts, files or fragments."""

import json
from io import BytesIO

import pytest
from openpyxl import load_workbook

from summitry.plan.terms import Marking
from summitry_web.accounts.roles import Role
from summitry_web.plans.models import FoundFinding
from tests.web.desk.findings import TOKEN, a_checked_event, a_planner
from tests.web.made import a_grant, an_account, signed_in

pytestmark = pytest.mark.django_db

PAGES = (
    "", "print/", "desk/", "findings/", "findings/?state=all", "findings/?field=fire",
    "findings/?mine=yes", f"findings/?q={TOKEN}", "findings/?severity=high", "findings/?unit=U-2",
    "findings/?sort=newest", "findings/since/0/", "findings/rules/C-22/", "findings/rules/C-104/",
    "findings/?format=csv", "findings/?format=json",
)  # fmt: skip


def secret_identities() -> list[str]:
    return list(FoundFinding.objects.filter(marking__gte=3).values_list("identity", flat=True))


def everything_shown(client) -> str:
    shown = [client.get(f"/e/summit/{address}") for address in PAGES]
    assert {each.status_code for each in shown} == {200}
    book = load_workbook(BytesIO(client.get("/e/summit/findings/?format=xlsx").content))
    cells = [str(cell) for line in book.active.values for cell in line]
    fragment = client.get("/e/summit/findings/since/0/", HTTP_ACCEPT="application/json")
    return "\n".join(
        [*(each.content.decode() for each in shown), *cells, fragment.content.decode()]
    )


@pytest.mark.parametrize("clearance", [Marking.AMBER, Marking.RED])
def test_a_planner_learns_nothing_of_another_units_gaps(client, clearance) -> None:
    event, _ = a_checked_event()
    signed_in(client, a_planner(event, "U-1", clearance=clearance))

    shown = everything_shown(client).replace(f"q={TOKEN}", "").replace(f'value="{TOKEN}"', "")

    secret = secret_identities()
    assert secret
    assert [each for each in (TOKEN, *secret) if each in shown] == []
    for identity in secret:
        assert client.get(f"/e/summit/findings/{identity}/").status_code == 404


def test_counts_are_of_what_may_be_read(client) -> None:
    event, _ = a_checked_event()
    signed_in(client, a_planner(event, "U-1"))
    readable = FoundFinding.objects.filter(units__unit_id="U-1", is_open=True).distinct().count()

    shown = json.loads(client.get("/e/summit/findings/?format=json").content)

    assert len(shown["findings"]) == readable
    assert f"{readable} findings" in client.get("/e/summit/findings/").content.decode()


def test_the_units_own_people_read_it_in_full(client) -> None:
    event, _ = a_checked_event()
    signed_in(client, a_planner(event, "U-2"))

    shown = client.get("/e/summit/findings/").content.decode()

    assert f"{TOKEN}-PL0" in shown
    assert f"{TOKEN}-PL1" in shown


def test_below_the_clearance_it_is_only_that_something_is_concerned(client) -> None:
    event, _ = a_checked_event()
    signed_in(client, a_planner(event, "U-2", clearance=Marking.AMBER))

    shown = everything_shown(client).replace(f"q={TOKEN}", "").replace(f'value="{TOKEN}"', "")
    page = client.get("/e/summit/findings/").content.decode()
    address = page.split("/e/summit/findings/above/")[1].split('"')[0]
    one = client.get(f"/e/summit/findings/above/{address}").content.decode()

    assert "Ask the security lead of your unit." in shown
    assert [each for each in (TOKEN, *secret_identities()) if each in shown + one] == []
    assert "Ask U-2." in one


def test_a_shielded_findings_page_is_not_there_for_others(client) -> None:
    event, _ = a_checked_event()
    signed_in(client, a_planner(event, "U-2", clearance=Marking.AMBER))
    page = client.get("/e/summit/findings/").content.decode()
    address = "/e/summit/findings/above/" + page.split("/e/summit/findings/above/")[1].split('"')[0]

    signed_in(client, a_planner(event, "U-1"))

    assert client.get(address).status_code == 404


def test_who_reads_the_whole_event_reads_up_to_the_clearance(client) -> None:
    event, _ = a_checked_event()
    reader = an_account()
    a_grant(reader, event, role=Role.ORGANISER, clearance=Marking.AMBER)
    signed_in(client, reader)

    shown = everything_shown(client).replace(f"q={TOKEN}", "").replace(f'value="{TOKEN}"', "")

    assert TOKEN not in shown
    assert "Above your clearance" not in shown
    assert "AMBER-PL" in shown


def test_a_red_row_that_names_others_is_told_to_them_alone(client) -> None:
    event, organiser = a_checked_event()
    colleague = a_planner(event, "U-2")
    named = a_planner(event, "U-2")
    event.recipients.create(table="plans", key=f"{TOKEN}-PL1", account=named)

    signed_in(client, colleague)
    of_colleague = client.get("/e/summit/findings/").content.decode()
    signed_in(client, organiser)
    of_organiser = client.get("/e/summit/findings/").content.decode()
    signed_in(client, named)
    of_named = client.get("/e/summit/findings/").content.decode()

    assert [f"{TOKEN}-PL1" in each for each in (of_colleague, of_organiser, of_named)] == [
        False, False, True,
    ]  # fmt: skip


def test_strangers_get_what_is_not_there(client) -> None:
    a_checked_event()
    signed_in(client, an_account())

    assert {client.get(f"/e/summit/{each}").status_code for each in PAGES} == {404}


def test_a_file_holds_code_and_link_alone_above_green(client) -> None:
    _, organiser = a_checked_event()
    signed_in(client, organiser)

    shown = json.loads(client.get("/e/summit/findings/?format=json").content)["findings"]

    told = {row["key"] for row in shown}
    assert told == {"", "OPEN-PL"}
    assert all(row["code"] and row["link"] for row in shown)
