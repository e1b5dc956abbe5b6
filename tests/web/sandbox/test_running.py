"""The child's limits hold, and what it dies of is a refusal."""

import socket
from pathlib import Path

import pytest

from summitry.kit.errors import SummitryError
from summitry.package.problems import PackageRefused, Problem
from summitry_web.sandbox import running
from summitry_web.sandbox.running import BWRAP, LIMITS, UNSHARE, Job, opened, sandbox_facility
from tests.web.sandbox import jobs
from tests.web.sandbox.jobs import Told

ROOT = str(Path(__file__).parents[3])


@pytest.fixture(params=["whatever is here", "limits alone"])
def run(request, monkeypatch, tmp_path):
    """Run a job of ours with the best facility of this machine, and with the poorest."""
    # The tests' own jobs are not installed: the child is told where they are.
    code = (
        f"import sys; sys.path.insert(0, {ROOT!r}); from summitry_web.sandbox.child import main; "
        "import os; os._exit(main(sys.argv[1:]))"
    )
    facility = sandbox_facility() if request.param == "whatever is here" else LIMITS
    monkeypatch.setattr(running, "sandbox_facility", lambda: facility)
    monkeypatch.setattr(running, "_CHILD", [running.sys.executable, "-I", "-c", code])

    def run_job(function, data=b"", asked="", home=tmp_path):
        job = Job(
            place=f"tests.web.sandbox.jobs:{function.__name__}", told=Told, refused="test.sandbox"
        )
        return opened(job, data, asked, home=home).text

    run_job.facility = facility
    return run_job


def test_child_tells_what_it_found(run):
    assert run(jobs.echo, b"cells", "name") == "name: cells"


def test_refusal_comes_out_with_its_facts(run):
    with pytest.raises(SummitryError) as caught:
        run(jobs.refuse)

    assert (caught.value.code, caught.value.facts) == ("test.refused", {"what": "it", "count": 3})


def test_every_problem_of_a_package_comes_out(run):
    with pytest.raises(PackageRefused) as caught:
        run(jobs.refuse_many)

    assert caught.value.problems == (
        Problem(file="a", code="y"), Problem(file="a", row=2, code="x"),
    )  # fmt: skip
    assert caught.value.more == 7


@pytest.mark.parametrize(
    "function",
    [jobs.abort, jobs.babble, jobs.tell_another_type, jobs.take_memory, jobs.fill_disk],
)
def test_child_that_does_not_end_well_is_a_refusal(run, function, tmp_path):
    with pytest.raises(SummitryError) as caught:
        run(function, asked=str(tmp_path.parent / "large"))

    large = tmp_path.parent / "large"
    assert caught.value.code == "test.sandbox"
    assert not large.exists() or large.stat().st_size <= 50 * 1024 * 1024
    large.unlink(missing_ok=True)


@pytest.mark.parametrize("function", [jobs.hang, jobs.spin])
def test_child_that_takes_too_long_is_a_refusal(run, function, monkeypatch):
    monkeypatch.setattr(running, "SECONDS_MAX", 1)

    with pytest.raises(SummitryError) as caught:
        run(function)

    assert (caught.value.code, caught.value.facts) == ("test.sandbox", {"seconds_max": 1})


# Inside a namespace of root's the kernel counts no processes, whatever root is called there.
@pytest.mark.parametrize("run", ["limits alone"], indirect=True)
def test_child_without_privileges_cannot_fork_for_ever(run):
    assert run(jobs.fork_often) == "stopped after few"


def test_child_reaches_no_network_where_the_machine_can_keep_it_from_it(run):
    with socket.create_server(("127.0.0.1", 0)) as here:
        told = run(jobs.call_home, asked=here.getsockname()[1])

    assert told == str(run.facility == LIMITS)


def test_child_sees_neither_the_sites_environment_nor_its_home(run, monkeypatch, tmp_path):
    monkeypatch.setenv("SUMMITRY_DATABASE", "postgresql://secret")
    (tmp_path / "secret.key").write_text("secret")

    told = run(jobs.look_around, asked=str(tmp_path))

    assert "SUMMITRY_DATABASE" not in told
    assert ("secret.key" in told) is (run.facility != BWRAP)


def test_child_can_gain_no_privileges(run):
    assert run(jobs.gain) == "1"


def test_what_works_here_is_one_of_three():
    assert sandbox_facility() in {BWRAP, UNSHARE, LIMITS}
