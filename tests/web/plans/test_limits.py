"""One planner's slip in the limits must not stop every rule that reads them."""

import pytest

from summitry.kit.errors import SummitryError
from summitry.plan.change import Edit
from summitry.plan.mandate import EventLimit
from summitry.plan.tables import TABLES
from summitry.report.language import language
from summitry_web.plans.actions.rows import save
from summitry_web.plans.typed import typed
from tests.web.made import AT, a_planned_event

UNKNOWN = {"limit_id": "no_such_limit", "value": "3", "source": "Synthetic"}


def test_limit_that_no_rule_knows_is_an_error_of_its_cell():
    made = typed(TABLES["limits"], UNKNOWN, language("en"))

    assert (made.row, set(made.errors)) == (None, {"limit_id"})


@pytest.mark.django_db
def test_limit_that_no_rule_knows_is_never_saved():
    event, _, actor = a_planned_event()
    row = EventLimit(limit_id="no_such_limit", value=3.0, source="Synthetic")

    with pytest.raises(SummitryError, match=r"limit\.unknown"):
        save(actor, event, (Edit("limits", "no_such_limit", row),), at=AT)
