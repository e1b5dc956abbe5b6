"""The self-test: ready, or what is not and what to do; the upgrade believes it."""

import json
import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from summitry.kit.errors import Text
from summitry.report.language import language
from summitry_web.frame.looks import Look
from summitry_web.node.backup import backup
from summitry_web.node.home import Home, Kept
from summitry_web.node.machine import folder, machine
from summitry_web.node.safety import safety
from summitry_web.node.selftest import told_lines
from summitry_web.node.tls import Authority
from summitry_web.node.upgrading import upgrade
from tests.web.node.made import a_home, free_port, summitry

AT = datetime(2030, 5, 1, 8, tzinfo=UTC)


class FixedClock:
    def now(self):
        return AT


@pytest.fixture
def home(tmp_path):
    made = Home(tmp_path / "home")
    made.make()
    made.keep(Kept(port=free_port()))
    (made.path / "secret.key").write_text("secret")
    (made.path / "secret.key").chmod(0o600)
    return made


def states(looks):
    return {each.name: each.state for each in looks}


def test_sound_folder_is_good(home):
    assert states(folder(home, AT)) == {
        "home": "good", "keys": "good", "disk": "good", "ports": "good",
    }  # fmt: skip


def test_clock_that_cannot_be_is_found():
    found = states(machine(datetime(1970, 1, 1, tzinfo=UTC)))

    assert (found["clock"], found["sqlite"], found["zones"]) == ("bad", "good", "good")


def test_what_others_may_read_is_found_with_the_command_that_mends_it(home):
    home.path.chmod(0o755)
    (home.path / "secret.key").chmod(0o644)

    found = {each.name: each for each in folder(home, AT)}

    assert (found["home"].state, found["keys"].state) == ("bad", "bad")
    assert found["keys"].facts["command"] == f"chmod 600 '{home.path / 'secret.key'}'"


def test_missing_folder_is_the_only_thing_that_is_told_of_it(tmp_path):
    assert states(folder(Home(tmp_path / "none"), AT)) == {"home": "bad"}


def test_certificate_is_watched(home):
    home.keep(Kept(port=free_port(), lan="summit.local"))
    none = states(folder(home, AT))["certificate"]
    Authority(home.tls, "summit.local").prepare((), at=AT)

    now = states(folder(home, AT))["certificate"]
    late = states(folder(home, AT + timedelta(days=390)))["certificate"]

    assert (none, now, late) == ("bad", "good", "bad")


def test_running_node_without_answers_is_found(home):
    with home.locked():
        found = states(folder(home, AT))

    assert (found["ports"], found["checker"]) == ("bad", "bad")


def test_sentences_say_what_to_do_and_count_what_is_wrong():
    looks = (
        Look(name="a", state="good", told=Text("All is {what}."), facts={"what": "well"}),
        Look(name="b", state="bad", told=Text("Broken."), mend=Text("Mend it.")),
    )

    assert told_lines(looks, language("en")) == (
        "good             All is well.",
        "not ready        Broken.",
        "                 Mend it.",
        "Not ready; what is wrong: 1",
    )


@pytest.mark.slow
def test_command_writes_data_and_its_status_says_ready(tmp_path):
    home = a_home(tmp_path / "home")
    home.keep(Kept(port=free_port()))

    done = summitry("selftest", "--home", home.path, "--json")
    nowhere = summitry("selftest", "--home", tmp_path / "none")

    found = json.loads(done.stdout)
    looked = {each["name"]: each["state"] for each in found["looks"]}
    assert (done.returncode, found["ready"], nowhere.returncode) == (0, True, 1)
    assert (looked["database"], looked["migrated"], looked["pragmas"]) == ("good",) * 3


@pytest.mark.slow
def test_upgrade_that_fails_puts_everything_back(tmp_path):
    home = a_home(tmp_path / "home")
    said = []

    def spoil(home_, _at):
        with closing(sqlite3.connect(home_.database)) as joined:
            joined.execute("CREATE TABLE spoilt (n INTEGER)")
            joined.commit()
        return (Look(name="database", state="bad", told=Text("Broken.")),)

    done = upgrade(home, FixedClock(), lambda text, **_: said.append(text), look=spoil)

    with closing(sqlite3.connect(home.database)) as joined:
        assert joined.execute(
            "SELECT count(*) FROM sqlite_master WHERE name = 'spoilt'"
        ).fetchone() == (0,)
    assert (done.worked, done.path.is_file()) == (False, True)
    assert said[-1] == "Everything is back as it was before; nothing is lost."


@pytest.mark.slow
def test_upgrade_that_works_keeps_its_backup(tmp_path):
    home = a_home(tmp_path / "home")
    home.keep(Kept(port=free_port()))

    done = upgrade(home, FixedClock(), lambda *_, **__: None)

    assert (done.worked, done.path.is_file()) == (True, True)


def test_backup_is_told_by_its_age(home):
    before = states(safety(home, AT))["backup"]
    backup(home, home.path.parent / "out.tar.gz", at=AT)

    after = states(safety(home, AT + timedelta(hours=24)))["backup"]
    late = states(safety(home, AT + timedelta(hours=25)))["backup"]

    assert (before, after, late) == ("warning", "good", "warning")


def test_what_must_be_so_before_doors_open_is_looked_at(home):
    found = {each.name: each for each in safety(home, AT)}

    assert set(found) == {"steered", "user", "room", "backup"}
    assert found["user"].state == ("warning" if os.geteuid() == 0 else "good")
    assert all(bool(each.mend) is (each.state != "good") for each in found.values())
