"""Refusals and kinds of the audit journal of a command post, as sentences."""

from summitry.kit.errors import Text, counted

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
    "operations.moment": Text(
        "“{got}” is no date and time. Write it as 14:05 or 2027-11-08 14:05."
    ),
    "operations.number": Text(
        "“{got}” is not a number that can be used here. Write digits only, such as 15."
    ),
    "operations.kind": Text(
        "“{got}” is no kind of entry that the desk writes. Choose one of the list."
    ),
    "operations.marking": Text("“{got}” is no marking. Choose one of the list."),
    "operations.priority": Text("“{got}” is no priority. Choose one of the list."),
    "operations.severity": Text("“{got}” is no severity. Choose one of the list."),
    "operations.reason": Text("Say why the entry is corrected: choose a reason."),
    "operations.needs_place": Text(
        "Say what it is about. Type the key of a row and choose it from the list that opens. The "
        "row must be in one of these tables: {wanted}."
    ),
    "operations.needs_person": Text("Say who it is: write the number of the person in the plan."),
    "operations.unknown_row": Text(
        "The plan has no row “{got}” that you may see. Choose one that is offered while you type."
    ),
    "operations.corrected_elsewhere": Text(
        "This entry is itself a correction. Correct the first entry instead."
    ),
    "operations.no_one_act": Text(
        "One button is not enough for this. Open the entry and write your answer there."
    ),
    "operations.no_shift": Text(
        "The plan has no shift of yours now or later. Ask your command post."
    ),
    "operations.choice": Text("“{got}” cannot be chosen here. Choose one that is listed."),
    "order.same_person": Text(
        "Whoever gave the order cannot be its second person. Ask another commander."
    ),
    "order.not_addressed": Text(
        "The order is not addressed to {got}. Choose one of its addressees."
    ),
    "repair.stale": Text(
        "Something has changed since, and this repair no longer works. Look for repairs again."
    ),
    "journal.away": Text(
        "The journal did not answer in time, so it is not certain that the entry was kept. Send "
        "it again: it will not be entered twice."
    ),
    "journal.busy": counted(
        "{waiting} entry is already waiting to be written. Send yours again in a moment.",
        "{waiting} entries are already waiting to be written. Send yours again in a moment.",
        by="waiting",
    ),
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
        "The file {file} has the form {got} of a journal, and this program reads the form "
        "{known}. Start the version of the program that wrote it, or restore a backup."
    ),
    "exchange.card": Text(
        "This is no card of a command post. Copy the whole text from its page “Command post”, from "
        "BEGIN to END."
    ),
    "exchange.own_card": Text(
        "This is the card of this node itself. Copy the one of the other node."
    ),
    "exchange.malformed": Text("The parcel cannot be read. Make it anew at the other post."),
    "exchange.other_event": Text(
        "The parcel is of the event {got}, and this is {expected}. Take it to the right event."
    ),
    "exchange.unknown_post": Text(
        "The post {post} is not known here. Add its card on the page “Command post” first."
    ),
    "exchange.stranger": Text(
        "This is not the key that is known for post {post}. Compare the cards with the post by "
        "telephone, and tell whoever is in charge of security: somebody may have come between."
    ),
    "exchange.away": Text(
        "Post {post} does not answer ({problem}). Nothing is lost: it gets everything when the "
        "link works again, or as a file on a memory stick."
    ),
    "exchange.address": Text(
        "“{got}” is no address. Write a name and a port, such as post-2:8402."
    ),
    "exchange.passphrase": Text(
        "The parcel does not open with this passphrase. Ask the other post for it again."
    ),
}

KINDS: dict[str, Text] = {
    "operations.opened": Text("{actor} opened the command post {subject} on this node."),
    "peer.added": Text("{actor} added the command post {subject} to exchange with."),
    "peer.removed": Text("{actor} took the command post {subject} out of the exchange."),
    "parcel.made": counted(
        "{actor} made a parcel for {subject}: {entries} entry.",
        "{actor} made a parcel for {subject}: {entries} entries.",
        by="entries",
    ),
    "parcel.taken": counted(
        "{actor} took in a parcel of {subject}: {entries} entry.",
        "{actor} took in a parcel of {subject}: {entries} entries.",
        by="entries",
    ),
}
