"""The child's limits hold, and what it dies of is a refusal."""

import os
import subprocess
import sys

import pytest

from summitry.kit.errors import SummitryError
from summitry_web.vault import sandbox
from tests.web.vault import files

LIMITED = "from summitry_web.vault.child import leave_network, limit; "


def run(code):
    return subprocess.run(  # noqa: S603  # our own words
        [sys.executable, "-I", "-c", code], capture_output=True, text=True, check=False, env={},
    )  # fmt: skip


def test_child_may_not_take_more_memory_than_its_limit():
    done = run(LIMITED + "limit(); bytearray(600 * 1024 * 1024)")

    assert (done.returncode, "MemoryError" in done.stderr) == (1, True)


def test_child_may_not_write_larger_files_than_its_limit(tmp_path):
    path = tmp_path / "large"
    done = run(LIMITED + f"limit(); f = open({str(path)!r}, 'wb'); f.write(bytes(60_000_000))")

    assert done.returncode != 0
    assert path.stat().st_size <= 50_000_000


def test_child_that_could_leave_the_network_reaches_none():
    code = (
        LIMITED + "import socket; print(leave_network()); "
        "s = socket.socket(); s.settimeout(2); print(s.connect_ex(('127.0.0.1', 9)))"
    )

    could, told = run(code).stdout.split()

    # 101 is "network is unreachable": not even this machine's own address is there.
    assert (could, told) in {("True", "101"), ("False", "111")}


def test_child_that_is_killed_is_a_refusal(monkeypatch, tmp_path):
    monkeypatch.setattr(sandbox, "_CHILD", [sys.executable, "-I", "-c", "import os; os.abort()"])

    with pytest.raises(SummitryError) as caught:
        sandbox.examined(files.pdf(), "a.pdf", home=tmp_path)

    assert caught.value.code == "vault.sandbox"


def test_child_that_hangs_is_a_refusal(monkeypatch, tmp_path):
    sandbox.sandbox_facility()
    monkeypatch.setattr(sandbox, "SECONDS_MAX", 0.2)
    wait = "import select; select.select([], [], [])"
    monkeypatch.setattr(sandbox, "_CHILD", [sys.executable, "-I", "-c", wait])

    with pytest.raises(SummitryError) as caught:
        sandbox.examined(files.pdf(), "a.pdf", home=tmp_path)

    assert caught.value.code == "vault.sandbox"


def test_child_that_babbles_is_a_refusal(monkeypatch, tmp_path):
    monkeypatch.setattr(sandbox, "_CHILD", [sys.executable, "-I", "-c", "print('hello')"])

    with pytest.raises(SummitryError) as caught:
        sandbox.examined(files.pdf(), "a.pdf", home=tmp_path)

    assert caught.value.code == "vault.sandbox"


def test_child_sees_no_environment_of_the_site(monkeypatch):
    monkeypatch.setitem(os.environ, "SUMMITRY_DATABASE", "postgresql://secret")

    assert "secret" not in run("import os; print(dict(os.environ))").stdout
