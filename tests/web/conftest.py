"""What every test of the site stands on."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_home(settings: object, tmp_path: Path) -> None:
    """Give each test its own keys."""
    settings.HOME = tmp_path / "home"
