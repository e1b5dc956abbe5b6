"""The journal's refusals and verdicts, as sentences."""

from collections.abc import Mapping

from summitry.kit.errors import Text
from summitry.operations.judge import Reason

SENTENCES: dict[str, Text] = {
    "journal.append_only": Text(
        "An entry of the journal is never changed or deleted ({journal}, {number}). "
        "Write a new entry that corrects it."
    ),
    "journal.no_file": Text("The file “{path}” cannot be read: {problem}."),
}

REASONS: Mapping[Reason, Text] = {
    Reason.CHANGED: Text(
        "Entry {number} was changed after it was written; the change may reach to entry {last}."
    ),
    Reason.MISSING: Text("Entry {number} is missing; entries to {last} may be missing with it."),
    Reason.REORDERED: Text("Entry {number} does not stand in its place."),
    Reason.TRUNCATED: Text("The journal is cut off before entry {number}; it had {last} entries."),
    Reason.UNSIGNED: Text(
        "Entries from {number} to {last} bear no signature: they were added later, or the last "
        "checkpoint was taken away."
    ),
    Reason.WRONG_KEY: Text(
        "Entries from {number} to {last} are signed with another key than the node's."
    ),
    Reason.FORGED: Text(
        "The checkpoint of {checkpoint} entries is forged: entries from {number} to {last} are "
        "not vouched for."
    ),
    Reason.FORKED: Text(
        "Two checkpoints of {checkpoint} entries contradict each other: the journal was written "
        "twice."
    ),
}
VERIFIED = Text("The journal is whole: {size} entries, signed up to entry {signed}.")
