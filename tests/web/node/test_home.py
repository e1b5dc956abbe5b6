"""A node's folder: one node at a time, files that others cannot read."""

import stat

import pytest

from summitry.kit.errors import SummitryError
from summitry_web.node.home import Home, Kept, write_private


def test_second_node_is_refused_while_the_first_runs(tmp_path):
    home = Home(tmp_path / "home")

    with home.locked():
        with pytest.raises(SummitryError) as caught, Home(tmp_path / "home").locked():
            pass
        inside = home.is_locked()

    assert caught.value.code == "home.in_use"
    assert (inside, home.is_locked()) == (True, False)


def test_what_was_asked_for_last_time_is_kept_for_the_user_alone(tmp_path):
    home = Home(tmp_path / "home")
    kept = Kept(port=9000, lan="summit.local", database="postgresql://a:b@localhost/c")

    home.keep(kept)

    assert home.kept() == kept
    assert stat.S_IMODE(home.settings.stat().st_mode) == 0o600


def test_settings_that_cannot_be_read_are_refused(tmp_path):
    home = Home(tmp_path)
    home.settings.write_text("{")

    with pytest.raises(SummitryError) as caught:
        home.kept()

    assert caught.value.code == "home.settings"


def test_file_is_replaced_whole(tmp_path):
    path = tmp_path / "deep" / "key"
    write_private(path, b"old")

    write_private(path, b"new")

    assert path.read_bytes() == b"new"
    assert [each.name for each in path.parent.iterdir()] == ["key"]


def test_path_that_no_socket_can_have_is_refused(tmp_path):
    home = Home(tmp_path / ("x" * 120))

    with pytest.raises(SummitryError) as caught:
        _ = home.checker

    assert caught.value.code == "home.path_too_long"
