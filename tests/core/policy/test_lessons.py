"""Both sides of every comparison, and cells that hold nothing."""

from typing import Any

import pytest

from summitry.plan.lessons import Condition, Operator
from summitry.plan.organisation import Person
from summitry.plan.posts import Post
from summitry.plan.programme import Item
from summitry.plan.relative import Opening
from summitry.plan.table import Row
from summitry.plan.tables import TABLES
from summitry.policy.lessons import meets
from tests.plans.one_rule import CLOSES, EVENT, OPENS

OPENING = Opening(EVENT.opens, EVENT.zone)


def post(**cells: Any) -> Post:
    return Post(
        **{"post_id": "p", "name": "p", "site_id": "s", "start": OPENS, "end": CLOSES, **cells}
    )


def item(**cells: Any) -> Item:
    told = {"item_id": "i", "title": "i", "kind": "opening", "room_id": "r"}
    return Item(**{**told, "start": OPENS, "end": CLOSES, **cells})


PERSON = Person(person_id="n", unit_id="u", languages=("en", "vi"))


@pytest.mark.parametrize(
    ("table", "row", "column", "operator", "value", "answer"),
    [
        ("posts", post(headcount_min=2), "headcount_min", "at-least", "2", True),
        ("posts", post(headcount_min=1), "headcount_min", "at-least", "2", False),
        ("posts", post(headcount_min=2), "headcount_min", "at-most", "2", True),
        ("posts", post(headcount_min=3), "headcount_min", "at-most", "2", False),
        ("posts", post(), "start", "at-most", "H+00:00", True),
        ("posts", post(), "start", "at-most", "H-00:01", False),
        ("posts", post(), "name", "is", "p", True),
        ("posts", post(), "name", "is", "q", False),
        ("posts", post(), "name", "is-not", "q", True),
        ("posts", post(), "weight", "is", "critical", True),
        ("posts", post(net_id="n"), "net_id", "given", "", True),
        ("posts", post(), "net_id", "given", "", False),
        ("posts", post(), "net_id", "empty", "", True),
        ("posts", post(), "net_id", "is", "n", None),
        ("programme", item(), "headcount", "at-least", "1", None),
        ("programme", item(headcount=0), "headcount", "given", "", True),
        ("persons", PERSON, "languages", "has", "vi", True),
        ("persons", PERSON, "languages", "has", "fr", False),
        ("persons", PERSON, "languages", "has-not", "fr", True),
        ("persons", PERSON, "powers", "given", "", False),
    ],
)
def test_cell_meets_the_condition(
    table: str, row: Row, column: str, operator: str, value: str, answer: object
) -> None:
    condition = Condition(TABLES[table].column(column), Operator(operator), value)

    assert meets(condition, row, OPENING) is answer
