"""Refusals and kinds of the audit journal of a command post, as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "operations.no_post": Text(
        "This node is no command post of the event yet. Ask an organiser to open one on the page "
        "“Command post”."
    ),
    "operations.post_open": Text(
        "This node keeps the journal of a command post already. A second post needs a node of its "
        "own."
    ),
    "operations.unknown_post": Text(
        "The plan has no command post {got}. Choose one that is listed, or add it to the plan."
    ),
    "operations.moment": Text("{got} is no time. Write it as 14:05, or as 2025-10-25T14:05."),
    "operations.number": Text("{got} is no whole number. Write digits only."),
    "operations.choice": Text("“{got}” cannot be chosen here. Choose one that is listed."),
    "operations.unknown_row": Text(
        "The plan has no {got} that you may see. Choose one that is listed."
    ),
    "order.same_person": Text(
        "Whoever gave the order cannot be its second person. Ask another commander."
    ),
    "order.not_addressed": Text(
        "The order is not addressed to {got}. Choose one of its addressees."
    ),
    "repair.stale": Text(
        "The day has moved on and this repair is no longer one. Look for repairs again."
    ),
    "journal.away": Text(
        "The journal did not answer in time, so nothing is acknowledged. Send it again: it will "
        "not stand there twice."
    ),
    "journal.busy": Text("{waiting} entries wait already. Send it again in a moment."),
    "journal.full": Text(
        "The disk is full and the entry was not written. Free some room on the node, and send it "
        "again."
    ),
    "journal.broken": Text(
        "The disk of the node failed and the entry was not written. Go on at another command post, "
        "and start this node anew on a sound disk."
    ),
    "journal.other_entry": Text(
        "There is another entry under the id {entry}. Reload the page and write it again."
    ),
    "journal.other_file": Text(
        "The file {file} is no journal of this version ({got}, known is {known}). Start the "
        "version that wrote it, or restore a backup."
    ),
}

KINDS: dict[str, Text] = {
    "operations.opened": Text("A command post was opened on this node"),
}
