import pytest

from summitry.kit.errors import SummitryError
from summitry.package.package import Package
from summitry.package.write import files_of
from summitry.plan.snapshot import Snapshot


def test_plan_without_an_event_is_no_folder() -> None:
    with pytest.raises(SummitryError) as refusal:
        files_of(Package(snapshot=Snapshot.of([])))

    assert (refusal.value.code, refusal.value.facts) == ("plan.one_event", {"got": 0})
