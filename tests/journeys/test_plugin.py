"""A rule from a package of its own: installed, explained, and at work in a check."""

import json
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from summitry.cli.files import save
from summitry.package.package import Package
from summitry.plan.mandate import Event
from summitry.plan.programme import Item
from summitry.plan.snapshot import Snapshot
from summitry.plan.terms import ItemKind, Level

EXAMPLE = Path(__file__).parents[2] / "examples" / "plugin-rooms"
NINE = datetime(2030, 5, 10, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the example into a folder of its own, without reaching for the network."""
    folder = tmp_path_factory.mktemp("plugin")
    source = shutil.copytree(EXAMPLE, folder / "source")
    options = ("--quiet", "--no-index", "--no-deps", "--no-build-isolation", "--no-compile")
    run("-m", "pip", "install", *options, "--target", str(folder / "site"), str(source))
    return folder


def run(*words: str, site: Path | None = None, cwd: Path | None = None) -> str:
    """Return what a fresh interpreter writes, which finds the packages of that folder too."""
    path = {} if site is None else {"PYTHONPATH": str(site)}
    # The example's own tests know no site.
    hidden = {"DJANGO_SETTINGS_MODULE", "PYTEST_DISABLE_PLUGIN_AUTOLOAD"}
    environment = {name: value for name, value in os.environ.items() if name not in hidden}
    result = subprocess.run(  # noqa: S603  # the arguments are ours
        [sys.executable, *words],
        env={**environment, **path, "SUMMITRY_LANG": "en"},
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def item(item_id: str, start: datetime) -> Item:
    return Item(
        item_id=item_id,
        title=item_id,
        kind=ItemKind.BILATERAL,
        room_id="blue",
        start=start,
        end=start + HOUR,
    )


def test_installed_rule_is_explained(installed: Path) -> None:
    told = run("-m", "summitry.cli.main", "explain", "X-01", site=installed / "site")

    assert "X-01  Room booked twice" in told
    assert "Standing order 4" in told


def test_installed_rule_finds_what_is_wrong(installed: Path, tmp_path: Path) -> None:
    event = Event(event_id="E", name="E", level=Level.OTHER, opens=NINE, closes=NINE + 8 * HOUR)
    plan = Snapshot.of([event, item("first", NINE), item("second", NINE + HOUR / 2)])
    save(Package(snapshot=plan), tmp_path / "plan")
    check = ("-m", "summitry.cli.main", "check", str(tmp_path / "plan"), "--format", "json")

    with_rule = json.loads(run(*check, site=installed / "site"))["findings"]
    without = json.loads(run(*check))["findings"]

    assert [each["key"] for each in with_rule if each["code"] == "X-01"] == ["second"]
    assert [each for each in without if each["code"] == "X-01"] == []


def test_example_s_own_test_passes(installed: Path) -> None:
    told = run("-m", "pytest", "-q", "-p", "no:cacheprovider", cwd=installed / "source")

    assert "2 passed" in told
