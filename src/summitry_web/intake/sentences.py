"""The app's refusals."""

from collections.abc import Mapping

from summitry.kit.errors import Text, counted

KINDS: dict[str, Text] = {
    "intake.received": Text("{actor} sent the report {subject}."),
    "intake.taken": Text("{actor} took the report {subject}."),
    "intake.asked": Text("{actor} asked back about the report {subject}."),
    "intake.answered": Text("{actor} answered about the report {subject}."),
    "intake.graded": Text("{actor} graded the report {subject}."),
    "intake.linked": Text("{actor} linked the report {subject}."),
    "intake.acted": Text("{actor} acted upon the report {subject}."),
    "intake.passed": Text("{actor} passed the report {subject} to a unit."),
    "intake.closed": Text("{actor} closed the report {subject}."),
    "intake.name-read": Text("{actor} read the name in the report {subject}."),
    "intake.name-confirmed": Text(
        "{actor} confirmed as a second person that the name in the report {subject} is needed."
    ),
    "intake.name-deleted": Text("{actor} deleted the name in the report {subject}."),
    "intake.expired": Text("The retention period has ended: the report {subject} was emptied."),
}

SENTENCES: Mapping[str, Text] = {
    "intake.act": Text("Choose what happened from the list."),
    "intake.place": Text(
        "Say where it happened: choose a site, write the place, or add the phone's position."
    ),
    "intake.site": Text("There is no such site. Choose one from the list, or write the place."),
    "intake.position": Text("The position is not one. Take it again, or write the place."),
    "intake.moment": Text("The time “{got}” is not one. Write day and time."),
    "intake.future": Text(
        "The time lies more than {minutes_max} min ahead. Set the phone's clock, or choose “now”."
    ),
    "intake.words_max": counted(
        "The text has {got} character; at most {expected} are taken. Say what matters most.",
        "The text has {got} characters; at most {expected} are taken. Say what matters most.",
        by="got",
    ),
    "intake.client_id": Text("The report has no number of its own. Open the page again."),
    "intake.ground": Text(
        "A person may be named only on a lawful ground. Choose the ground, or leave the name out."
    ),
    "intake.name": Text("You marked that a person is named. Write the name, or take the mark off."),
    "intake.name_gone": Text("The name was deleted and cannot be read any more."),
    "intake.same_person": Text(
        "Who named the person cannot confirm it. Ask a second person of the desk."
    ),
    "intake.name_confirmed": Text("The name was confirmed before."),
    "intake.days": Text("Choose from {days_min} to {days_max} days."),
    "intake.review": Text("The review must come before the name is deleted."),
    "intake.taken": Text("Somebody else has taken this report. Open it again to see who."),
    "intake.closed": Text("The report is closed. Nothing more can be added to it."),
    "intake.not_taken": Text("Nobody has taken the report. Take it first."),
    "intake.no_question": Text("No question waits for an answer."),
    "intake.empty": Text("Write what you want to say, and send it again."),
    "intake.grade": Text("Choose a grade for the source and one for what it says."),
    "intake.row": Text("There is no such row for you. Search for it and choose it from the list."),
    "intake.unit": Text("There is no such unit. Choose one from the list."),
    "intake.reason": Text("Choose why the report is closed."),
    "intake.duplicate": Text(
        "Write the number of the other report, which must be there and not this one."
    ),
    "intake.action": Text(
        "Say which legal power was used, which office ordered it, and what came of it."
    ),
}
