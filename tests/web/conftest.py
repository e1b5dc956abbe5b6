"""What every test of the site stands on."""

from pathlib import Path

import pytest

from summitry_web.operations import access as operations
from summitry_web.operations import assured
from summitry_web.operations.store import service as journal
from summitry_web.plans import held
from summitry_web.plans.checking.service import local


@pytest.fixture(autouse=True)
def own_home(settings: object, tmp_path: Path) -> None:
    """Give each test its own keys, and no plan of another: their events have the same numbers."""
    settings.HOME = tmp_path / "home"
    held.forget_all()
    local.cache_clear()
    operations.forget_all()
    assured.forget_all()
    journal.end_local()
