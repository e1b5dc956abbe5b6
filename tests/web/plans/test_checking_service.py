"""The checker as a process: who may ask it, what it answers, what happens when it is not there."""

import socket
import stat
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest
from django.core.management import call_command

from summitry.kit.errors import SummitryError
from summitry.plan.change import Edit
from summitry.plan.organisation import Unit
from summitry.plan.snapshot import Snapshot
from summitry_web.frame.sockets import Server
from summitry_web.plans.checking.checker import Checker
from summitry_web.plans.checking.service import answering, ask, catch_up, local
from summitry_web.plans.models import CheckedRevision
from tests.plans.small import mandate
from tests.plans.small_moments import NOW
from tests.web.plans.checked import StoppedClock, an_event_of, save


@pytest.fixture
def server(tmp_path: Path, settings) -> Iterator[Server]:
    path = tmp_path / "c.sock"
    settings.CHECKER = str(path)
    with Server(path, answering(Checker(StoppedClock(NOW)))) as made:
        thread = Thread(target=made.serve_forever, daemon=True)
        thread.start()
        yield made
        made.shutdown()
        thread.join()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("server")
def test_a_save_is_told_what_it_opened() -> None:
    event = an_event_of(Snapshot.of(mandate()))
    ask(event.pk, 1, seconds=30)
    revision = save(
        event, [Edit("units", "U-9", Unit(unit_id="U-9", name="U-9", commander_id="N-404"))]
    )

    outcome = ask(event.pk, revision, seconds=30)

    assert outcome is not None
    assert outcome.revision == revision
    assert outcome.opened


def test_only_the_nodes_user_may_ask(server: Server) -> None:
    assert stat.S_IMODE(server.path.stat().st_mode) == 0o600


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("server")
def test_an_event_that_there_is_not_gets_no_answer_and_the_next_gets_one() -> None:
    event = an_event_of(Snapshot.of(mandate()))

    assert ask(event.pk + 1, 1, seconds=30) is None
    assert ask(event.pk, 1, seconds=30) is not None


def test_nobody_listens(settings, tmp_path: Path) -> None:
    settings.CHECKER = str(tmp_path / "nobody.sock")

    assert ask(1, 1, seconds=0.2) is None


def test_who_does_not_answer_in_time_is_not_waited_for(settings, tmp_path: Path) -> None:
    path = tmp_path / "mute.sock"
    settings.CHECKER = str(path)
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as mute:
        mute.bind(str(path))
        mute.listen()

        assert ask(1, 1, seconds=0.1) is None


def test_a_second_checker_is_refused_and_a_dead_ones_socket_taken_over(
    server: Server, tmp_path: Path
) -> None:
    dead = tmp_path / "dead.sock"
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as left:
        left.bind(str(dead))

    with pytest.raises(SummitryError, match=r"socket\.taken"):
        Server(server.path, answering(Checker(StoppedClock(NOW))))
    with Server(dead, answering(Checker(StoppedClock(NOW)))) as taken:
        assert taken.path == dead


@pytest.mark.django_db
def test_without_a_process_the_check_is_made_here(settings) -> None:
    settings.CHECKER = ""
    event = an_event_of(Snapshot.of(mandate()))

    outcome = ask(event.pk, 1)

    assert outcome is not None
    assert outcome.revision == 1
    assert event.pk in local().events


@pytest.mark.django_db
def test_one_event_in_trouble_keeps_no_other_waiting() -> None:
    clock = StoppedClock(NOW)
    troubled, sound = (an_event_of(Snapshot.of(mandate()), slug=each) for each in ("a", "b"))
    troubled.rows.update(content=b"{")  # as a disk that lost a block would leave it
    sound.refresh_from_db()

    failed = catch_up(Checker(clock), clock)

    assert failed == (troubled.pk,)
    assert list(CheckedRevision.objects.values_list("event_id", "revision")) == [(sound.pk, 1)]


@pytest.mark.django_db
def test_check_now_says_what_it_found(capsys: pytest.CaptureFixture[str]) -> None:
    event = an_event_of(Snapshot.of(mandate()))

    call_command("check_now", event.slug)

    assert capsys.readouterr().out.startswith("trial @ 1: ")
