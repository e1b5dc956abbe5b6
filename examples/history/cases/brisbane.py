"""Brisbane, November 2014: data of leaders sent to the wrong address, and nobody told."""

from cases.frame import at, units
from summitry.plan.access import ControlledList, Export, ListVersion
from summitry.plan.exchange import Breach
from summitry.plan.mandate import Event
from summitry.plan.organisation import Person
from summitry.plan.table import Row
from summitry.plan.terms import Level, ListKind, Marking, Power, UnitKind


def rows() -> list[Row]:
    """Return the list of leaders, how it left, and the breach that was found at once."""
    event = Event(
        event_id="brisbane-2014",
        name="Summit in Brisbane (rebuilt; hours invented)",
        level=Level.HEAD_OF_STATE,
        opens=at("2014-11-15T09:00+10:00"),
        closes=at("2014-11-16T18:00+10:00"),
        timezone="Australia/Brisbane",
        lead_unit_id="HOST",
        now=at("2014-11-14T09:00+10:00"),
    )
    found, counted = at("2014-11-07T12:00+10:00"), at("2014-11-13T12:00+10:00")
    return [
        event,
        *units(HOST=UnitKind.MINISTRY, VISA=UnitKind.MINISTRY),
        Person(person_id="exchange-desk", unit_id="HOST", powers=(Power.DECIDE_EXCHANGE,)),
        ControlledList(
            list_id="LEADERS",
            name="Leaders who come",
            kind=ListKind.GUEST,
            owner_unit_id="VISA",
            shows=("date of birth", "name", "passport number", "visa number"),
        ),
        ListVersion(
            list_id="LEADERS",
            version=1,
            issued=counted,
            signature="invented",
            records_as_of=counted,
        ),
        Export(
            export_id="LEADERS",
            name="Leaders who come, by e-mail",
            recipient="Address that the mail program filled in",
            audience=Marking.CLEAR,
            contents=("people",),
            owner_unit_id="VISA",
        ),
        Breach(
            breach_id="WRONG-ADDRESS",
            title="Data of 31 leaders at the organiser of a sports tournament",
            found=found,
            persons=31,
            owner_unit_id="VISA",
        ),
    ]
