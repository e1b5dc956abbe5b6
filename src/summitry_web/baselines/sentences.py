"""Refusals of this app as sentences, its entries in the journal, and its words for states."""

from summitry.kit.errors import Text, counted

SENTENCES: dict[str, Text] = {
    "baseline.name": Text("Give the baseline a name of at most {expected} characters."),
    "baseline.reason": Text("Say why, in at most {expected} characters."),
    "baseline.unchecked": Text(
        "The last changes are still being checked, and a baseline keeps the findings of its own "
        "plan. Try again in a moment."
    ),
    "baseline.many": Text("There are {expected} baselines already, and no more are kept."),
    "baseline.digits": Text(
        "These digits are not the beginning of the baseline's hash. Copy at least {expected} of "
        "them from what you approve."
    ),
    "baseline.is_returned": Text(
        "Baseline {number} was returned. Whoever returned it must take that back, or the plan is "
        "mended and frozen again."
    ),
    "baseline.current": Text("Baseline {number} is published. What replaces it is a later one."),
    "baseline.not_current": Text(
        "Baseline {number} is not the published one. Open the list of baselines to see which is."
    ),
    "baseline.acknowledged": Text("You have acknowledged baseline {number} already."),
    "baseline.not_approved": Text(
        "Baseline {number} is not approved by two persons, or not as a change of what is published "
        "now. Ask for the approvals first."
    ),
    "baseline.no_word": Text("There is nothing of yours to withdraw on this baseline."),
    "compare.side": Text("“{got}” is no baseline. Choose one from the list."),
    "paper.cells": Text(
        "Number, office and seal of the paper are all needed, in at most {expected} characters "
        "each."
    ),
    "paper.future": Text("The paper is dated {got}, which is still to come. Check the date."),
    "paper.date": Text("“{got}” is not a date. Write it as 2026-06-12."),
    "paper.scan": Text("Choose the file with the scan of the paper."),
    "paper.moved_on": Text(
        "Another baseline was published since the paper was entered. A new paper must approve the "
        "differences to that one."
    ),
    "exercise.of_exercise": Text(
        "This event is an exercise itself. Make the copy in the live event that it came from."
    ),
    "exercise.many": Text(
        "There are {expected} exercises of this event. Delete one before you make another."
    ),
    "exercise.in_work": Text(
        "An exercise “{got}” is being made already. Follow it from the list of exercises."
    ),
    "exercise.not_yours": Text(
        "Whoever asked for this copy may no longer make copies of the event. Somebody who may can "
        "try again."
    ),
    "exercise.copy_failed": Text(
        "The copy could not be made, and nothing of it was left behind. The log of the process "
        "“tasks” says why. Try again; if it fails again, tell whoever runs the node."
    ),
    "exercise.name": Text("Give the exercise a name of at most {expected} characters."),
    "exercise.opens": Text("“{got}” is not a moment. Write it as 2026-06-12T18:00."),
    "exercise.role": Text("“{got}” is no role. Choose from the list."),
}

KINDS: dict[str, Text] = {
    "baseline.frozen": counted(
        "{actor} froze revision {revision} as {subject}: {rows} row, with the hash {root}.",
        "{actor} froze revision {revision} as {subject}: {rows} rows, with the hash {root}.",
        by="rows",
    ),
    "baseline.seen": Text("{actor} was shown how {subject} differs from baseline {against}."),
    "baseline.approved": Text("{actor} approved {subject} with the hash {root}."),
    "baseline.returned": Text("{actor} returned {subject}."),
    "baseline.withdrawn": Text("{actor} took back what they said of {subject}."),
    "baseline.paper": Text(
        "{actor} confirmed the paper {paper}, entered by {entered_by}, which approves {subject} "
        "with the hash {root}."
    ),
    "baseline.published": Text("{actor} published {subject} with the hash {root}."),
    "baseline.acknowledged": Text("{actor} acknowledged {subject} with the hash {root}."),
    "grants.copied": counted(
        "{actor} copied {grants} grant from {subject}.",
        "{actor} copied {grants} grants from {subject}.",
        by="grants",
    ),
    "exercise.asked": Text("{actor} asked for the exercise {subject}."),
    "exercise.copy_cancelled": Text("{actor} cancelled the making of the exercise {subject}."),
    "exercise.copied": Text("{actor} made the exercise {subject}."),
    "exercise.deleted": Text("{actor} confirmed that the exercise {subject} be deleted."),
}

STATES: dict[str, Text] = {
    "current": Text("Published, and current"),
    "once-published": Text("Published earlier"),
    "approved": Text("Approved, not published"),
    "returned": Text("Returned"),
    "waiting": Text("Waits for approval"),
}
BADGES = {
    "current": "badge-ok", "once-published": "badge-not-yet-due", "approved": "badge-low",
    "returned": "badge-high", "waiting": "badge-unknown",
}  # fmt: skip
COPY_STATES: dict[str, Text] = {
    "waiting": Text("Waits to be made"),
    "reading": Text("The plan is read and moved to its new opening"),
    "writing": Text("The copy is written"),
    "made": Text("Ready"),
    "failed": Text("Could not be made"),
    "cancelled": Text("Cancelled"),
}
COPY_BADGES = {
    "waiting": "badge-unknown", "reading": "badge-low", "writing": "badge-low",
    "made": "badge-ok", "failed": "badge-high", "cancelled": "badge-not-yet-due",
}  # fmt: skip
CHANGES: dict[str, Text] = {
    "added": Text("New"),
    "removed": Text("Gone"),
    "changed": Text("Changed"),
}
