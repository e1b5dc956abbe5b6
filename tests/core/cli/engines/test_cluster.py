"""Searches on a Ray cluster: two nodes of this machine, one lost, all lost, and one of our own."""

from collections.abc import Iterator
from datetime import timedelta
from multiprocessing import active_children
from pathlib import Path

import pytest

from summitry.cli.engines.job import Kept, Lost, Message
from summitry.cli.engines.processes import elsewhere
from summitry.cli.engines.race import Outcome, Race
from summitry.cli.main import main
from tests.core.cli.engines.acting import Act, Acting, Answer, Far
from tests.core.cli.engines.crossing import crossing
from tests.core.cli.engines.two_nodes import LOSE_ALL, LOSE_NODE, Nodes, two_nodes
from tests.plans.one_rule import EVENT

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("ray")]
LISTENS, LOOPBACK = "0A", ("0100007F", "0000000000000000FFFF00000100007F")
"""A socket that listens, and the loopback address, as the kernel writes them."""


@pytest.fixture(scope="module")
def nodes():
    """Give two nodes, which the tests below use one after another: they are slow to start."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SUMMITRY_LANG", "en")
        # Nobody else on this machine reaches the nodes; the engine is handed the token as well.
        environment.setenv("RAY_AUTH_MODE", "token")
        environment.setenv("RAY_AUTH_TOKEN", "0" * 63 + "1")
        with two_nodes() as started:
            yield started


class Heard(Race[Far, Answer]):
    """A race that takes nodes away once it holds an answer of each search, then wishes the end."""

    def __init__(self, job: Acting, nodes: Nodes, what: str) -> None:
        self.far: list[Far] = []
        self.lost: list[Lost] = []
        super().__init__(job, self.far.append, self.lost.append)
        self._nodes, self._what = nodes, what
        self._held: set[int] = set()

    def take(self, message: Message[Far, Answer]) -> None:
        super().take(message)
        if isinstance(message, Kept):
            self._held.add(message.place)
            if len(self._held) == self.count:
                self._nodes.lose(self._what)


def raced(job: Acting, nodes: Nodes, what: str) -> Heard:
    race = Heard(job, nodes, what)
    with elsewhere("ray", job, len(job.acts), nodes.address) as searches:
        race.run(searches, race.lost)
    return race


def test_two_nodes_search_as_many_times_as_they_have_cores_and_not_more(nodes, tmp_path, capsys):
    asked = ["move", str(crossing(tmp_path / "legs")), "--seconds", "2", "--engine", "ray"]
    asked += ["--address", nodes.address]

    assert main(asked) == 0
    told = capsys.readouterr()
    assert main([*asked, "--searches", "3"]) == 2
    refused = capsys.readouterr()
    closed = f"s-1={(EVENT.opens - timedelta(days=1)).isoformat()}/{EVENT.closes.isoformat()}"
    assert main([*asked, "--closed", closed]) == 1
    mended = capsys.readouterr()

    assert "This is the best answer of so many searches side by side: 2." in told.err
    assert "lost" not in told.err
    assert "no schedule costs less than" in told.out
    assert "The cluster has 2 cores, and 3 searches were to run side by side" in refused.err
    assert "This is the best answer of so many searches side by side: 2." in mended.err
    assert "at least 16 must be, whatever is changed" in mended.out


def test_node_that_is_lost_is_told_and_its_last_answer_counts(nodes):
    job = Acting(acts=(Act.KEEP, Act.KEEP), costs=(9, 7), bounds=(4, 2), seconds=100.0)

    race = raced(job, nodes, LOSE_NODE)

    assert race.outcome() == Outcome(Answer(cost=7, bound=4, by=1), 2, 1)
    assert (race.far[-1].cost, race.far[-1].bound) == (7, 4)
    assert len(race.lost) == 1


def test_cluster_that_is_lost_leaves_the_last_good_answer(nodes):
    job = Acting(acts=(Act.KEEP,), costs=(9,), bounds=(4,), seconds=100.0)

    race = raced(job, nodes, LOSE_ALL)

    assert race.outcome() == Outcome(Answer(cost=9, bound=4), 1, 1)
    assert [each.places for each in race.lost] == [(0,)]


def family(process: int) -> Iterator[int]:
    """Yield a process and all that it, and they, have started."""
    yield process
    for task in Path(f"/proc/{process}/task").iterdir():
        for child in (task / "children").read_text(encoding="ascii").split():
            yield from family(int(child))


def listening(process: int) -> set[str]:
    """Return the addresses on which the process and all it has started listen."""
    sockets = {
        str(each.readlink())
        for one in family(process)
        for each in Path(f"/proc/{one}/fd").iterdir()
        if each.is_symlink()
    }
    rows = [
        line.split()
        for name in ("tcp", "tcp6")
        for line in Path("/proc/net", name).read_text(encoding="ascii").splitlines()[1:]
    ]
    return {
        row[1].partition(":")[0]
        for row in rows
        if row[3] == LISTENS and f"socket:[{row[9]}]" in sockets
    }


def test_cluster_of_our_own_listens_on_the_loopback_address_alone_and_ends_on_a_wish():
    job = Acting(acts=(Act.WAIT, Act.WAIT), costs=(9, 7), seconds=100.0)
    opened: set[str] = set()
    wishes: list[str] = []

    def told(_: Far) -> None:
        wishes.append("the end")
        (driver,) = active_children()
        opened.update(listening(driver.pid))

    lost: list[Lost] = []
    race: Race[Far, Answer] = Race(job, told, lost.append)
    with elsewhere("ray", job, 2, None) as searches:
        race.run(searches, wishes)

    assert race.outcome() == Outcome(Answer(cost=7, by=1), 2, 0)
    assert lost == []
    assert opened
    assert opened <= set(LOOPBACK)
