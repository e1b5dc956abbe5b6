"""The journal's refusals, as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "journal.append_only": Text(
        "An entry of the journal is never changed or deleted ({journal}, {number}). "
        "Write a new entry that corrects it."
    ),
    "journal.away": Text(
        "The journal did not answer in time, so it is not certain that the entry was kept. Send "
        "it again: it will not be entered twice."
    ),
    "journal.database": Text(
        "The database tells entries of the journal {journal} from {number} to {last} otherwise "
        "than they were written, so nothing more is handed over to the journal's file. Tell "
        "whoever audits, and restore a backup elsewhere."
    ),
    "journal.other_file": Text(
        "The file {file} has the form {got} of a journal, and this program reads the form "
        "{known}. Start the version of the program that wrote it, or restore a backup."
    ),
    "journal.unreadable": Text(
        "The file of the journal {journal} cannot be read: {problem}. Keep the folder as it is, "
        "tell whoever audits, and restore a backup elsewhere."
    ),
    "journal.no_file": Text("The file “{path}” cannot be read: {problem}."),
}
