"""Baselines of small plans; what a process holds of them is let go of between tests."""

import pytest

from summitry_web.baselines import store
from summitry_web.plans.held import _HELD


@pytest.fixture(autouse=True)
def _nothing_held():
    # A test's event may have the number of another test's, which was rolled back.
    store.forget()
    _HELD.clear()
