"""States of incidents and orders, debts and ways to close a gap, as people read them."""

from collections.abc import Mapping

from summitry.kit.errors import Text
from summitry.operations.bodies import IncidentStatus, OrderStep
from summitry.operations.obligations import Debt
from summitry.operations.ways import Way

INCIDENT_STATUSES: Mapping[IncidentStatus, Text] = {
    IncidentStatus.OPEN: Text("Open"),
    IncidentStatus.CONTAINED: Text("Contained"),
    IncidentStatus.CLOSED: Text("Closed"),
}

ORDER_STEPS: Mapping[OrderStep, Text] = {
    OrderStep.BEGUN: Text("Begun"),
    OrderStep.DONE: Text("Done"),
    OrderStep.REFUSED: Text("Refused"),
    OrderStep.WITHDRAWN: Text("Withdrawn"),
}

DEBT_TITLES: Mapping[Debt, Text] = {
    Debt.READ_BACK: Text("Read-backs of orders"),
    Debt.DONE: Text("Orders to be done"),
    Debt.SECOND_PERSON: Text("Words of a second person"),
    Debt.REVIEW: Text("Reviews"),
    Debt.ACKNOWLEDGEMENT: Text("Acknowledgements of declarations"),
    Debt.LOOK: Text("Reports to be looked at"),
    Debt.UPDATE: Text("Updates of incidents"),
    Debt.TAKE_OVER: Text("Desks to be taken over"),
    Debt.SITREP: Text("Situation reports"),
}
"""What is owed, counted: how one of them is told stands in `terms.DEBTS`."""

WAYS: Mapping[Way, Text] = {
    Way.RESERVE: Text("Send somebody who is free"),
    Way.EXTEND: Text("Let somebody stay longer, or come earlier"),
    Way.SWAP: Text("Move somebody from another post"),
    Way.REROUTE: Text("Take another route"),
    Way.OTHER_NET: Text("Change to another net"),
    Way.CLOSE_LONGER: Text("Keep the road closed for longer"),
    Way.REPLAN: Text("Change the roster for several people at once"),
}

WAY_ORDERS: Mapping[Way, Text] = {
    Way.RESERVE: Text("{person}: take over post {post}. Your time there: {when}."),
    Way.EXTEND: Text("{person}: you stand at post {post} for longer. Your time there: {when}."),
    Way.SWAP: Text(
        "{person}: leave post {from_post} and take over post {post}. Your time there: {when}."
    ),
    Way.REROUTE: Text("Take another route: {what}."),
    Way.OTHER_NET: Text("Change to another net: {what}."),
    Way.CLOSE_LONGER: Text("Keep the road closed for longer: {what}."),
    Way.REPLAN: Text("The roster changes. Each takes the duty that is named beside them: {what}."),
}
"""What an order says when a way is chosen; its giver may put it otherwise."""

LETTERS: tuple[tuple[str, Text], ...] = (
    ("M", Text("Major incident declared, or on standby")),
    ("E", Text("Exact location")),
    ("T", Text("Type of incident")),
    ("H", Text("Hazards, present or suspected")),
    ("A", Text("Access: routes that are safe to use")),
    ("N", Text("Number, type and severity of casualties")),
    ("E", Text("Emergency services, present and required")),
)
"""METHANE, letter by letter (https://www.jesip.org.uk/joint-doctrine/m-ethane)."""
