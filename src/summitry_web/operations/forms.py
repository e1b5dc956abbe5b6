"""What somebody types at the desk, as an entry."""

from collections.abc import Mapping

from summitry.operations.bodies import FieldReport, Incident, Note, Priority
from summitry_web.operations.actions.enter import Written

TYPED = {"note": Note, "field-report": FieldReport, "incident": Incident}
"""The kinds that one line makes."""


def written_of(posted: Mapping[str, str]) -> Written:
    """Return the line as an entry.

    Raises
    ------
    SummitryError
        What the kind refuses.
    """
    text = posted.get("text", "").strip()
    kind = posted.get("kind", "note")
    if kind == "incident":
        return Written(body=Incident(title=text), entry_id=posted.get("entry_id", ""))
    made = TYPED.get(kind, Note)(text=text, priority=Priority(posted.get("priority", "routine")))
    return Written(body=made, entry_id=posted.get("entry_id", ""))
