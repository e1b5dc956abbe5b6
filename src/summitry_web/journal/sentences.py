"""The journal's refusals, as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "journal.append_only": Text(
        "An entry of the journal is never changed or deleted ({journal}, {number}). "
        "Write a new entry that corrects it."
    ),
    "journal.no_file": Text("The file “{path}” cannot be read: {problem}."),
}
