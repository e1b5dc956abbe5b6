"""`evidence`: what a node wrote, as a pack that is judged away from it."""

import pytest
from django.core.management import CommandError, call_command

from summitry.cli.main import main
from summitry.operations.bodies import Incident
from summitry.operations.verify import verify_pack
from summitry.plan.terms import Marking
from summitry_web.operations.actions.enter import Written, enter
from summitry_web.operations.store import service
from tests.web.made import AT, a_planned_event
from tests.web.operations.made import a_command_post

pytestmark = pytest.mark.django_db


def entered(*markings):
    event, organiser = a_command_post()
    for marking in markings:
        enter(organiser, event, Written(body=Incident(title="Fire"), marking=marking), at=AT)
    # The writer signs what it has before it ends.
    service.end_local()
    return event


def made(event, tmp_path, *arguments):
    path = tmp_path / "pack.jsonl"
    call_command("evidence", event.slug, "--out", str(path), *arguments)
    return path


@pytest.mark.parametrize(
    ("arguments", "hidden"),
    [((), 1), (("--marking", "TLP:RED"), 0), (("--marking", "TLP:CLEAR"), 2)],
)
def test_a_pack_holds_what_is_within_the_marking(tmp_path, arguments, hidden):
    path = made(entered(Marking.AMBER, Marking.RED), tmp_path, *arguments)

    found = verify_pack(path.read_bytes().splitlines(keepends=True))

    assert (found.faults, [(log.size, log.hidden) for log in found.logs]) == ((), [(2, hidden)])


def test_the_page_of_the_pack_is_accepted_by_verify(tmp_path, capsys):
    path = made(entered(Marking.AMBER), tmp_path)
    page = str(tmp_path / "page.html")

    statuses = [main(["pack", str(path), "--html", page]), main(["verify", page])]

    assert statuses == [0, 0]
    assert "whole, 1 entries, signed up to entry 1" in capsys.readouterr().out


def test_an_event_without_a_command_post_is_refused(tmp_path):
    event, _, _ = a_planned_event()

    with pytest.raises(CommandError, match="No command post"):
        made(event, tmp_path)
