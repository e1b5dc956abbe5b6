"""Refusals of this app as sentences."""

from summitry.kit.errors import Text, counted

KINDS: dict[str, Text] = {
    "finding.assigned": Text(
        "{actor} gave the finding {subject} to somebody (unit: {unit}, person: {person})."
    ),
    "finding.commented": Text("{actor} commented on the finding {subject}."),
    "finding.acceptance-asked": Text(
        "{actor} asked to accept the risk of the finding {subject} ({code})."
    ),
    "finding.acceptance-refused": Text(
        "{actor} refused to accept the risk of the finding {subject}."
    ),
    "findings.exported": counted(
        "{actor} took {count} finding along as {format}.",
        "{actor} took {count} findings along as {format}.",
        by="count",
    ),
}

SENTENCES: dict[str, Text] = {
    "finding.changed": Text(
        "The finding has changed since you saw it. Look at it again, and say it then."
    ),
    "finding.closed": Text("The finding is closed: there is nothing left to accept."),
    "comment.empty": Text("The comment is empty. Write what the others should know."),
    "comment.too_long": counted(
        "The comment is too long: {got} character, at most {expected}.",
        "The comment is too long: {got} characters, at most {expected}.",
        by="got",
    ),
    "assignment.nobody": Text("Name a unit or a person who is to mend it."),
    "assignment.unknown_unit": Text(
        "The plan has no unit “{got}” that you may assign to. Choose one from the list."
    ),
    "form.date": Text("“{got}” is not a date. Write it as 2026-06-12, or 2026-06-12T18:00."),
    "filter.unknown": Text("“{got}” cannot be chosen here. Choose one that is listed."),
    "acceptance.done": Text("The acceptance has been decided already. Look at the finding again."),
    "acceptance.same_person": Text(
        "The second person must be somebody else, with an account of their own."
    ),
}
