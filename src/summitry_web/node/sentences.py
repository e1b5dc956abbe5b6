"""What is said when something about the node is refused."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "home.unwritable": Text(
        "The folder {got} cannot be made: {problem}. Name another with --home."
    ),
    "home.missing": Text("There is no folder {got}. Name the site's folder with --home."),
    "home.path_too_long": Text(
        "The path of the folder {got} is too long: with the name of a file it must stay within "
        "{max} bytes. Name a shorter one with --home."
    ),
    "home.settings": Text(
        "The file {got} cannot be read: {problem}. Correct it, or delete it and start the site "
        "with its options again."
    ),
    "home.in_use": Text(
        "The folder {got} is in use by another site or command. End that one first, or name "
        "another folder with --home."
    ),
    "node.port_taken": Text(
        "Something else listens on the port {got}. End it, or choose another: --port {near}."
    ),
    "node.migrate": Text(
        "The database could not be brought to this version: {problem}. Everything that was said is "
        "in {path}."
    ),
    "node.static": Text(
        "The scripts and styles of the pages could not be put in place: {problem}. Everything that "
        "was said is in {path}."
    ),
    "node.not_ready": Text(
        "The site was not ready within {max} s. Look into the folder {path}, or run “summitry "
        "selftest”."
    ),
    "node.workers": Text("{got} workers cannot be. Use a number from 1 to {max}."),
    "tls.name": Text(
        "“{got}” cannot be a host name. Use letters, digits and hyphens, with dots between: "
        "summit.local."
    ),
    "tls.other_name": Text(
        "The authority in this folder was made for {expected}, not for {got}. Use that name, or "
        "move the folder “tls” away and enrol every device again."
    ),
    "tls.none": Text("This site has no certificate. Start it with --lan NAME first."),
    "backup.tool_missing": Text(
        "The program {got} is not installed, and a PostgreSQL database cannot be copied without "
        "it. Install PostgreSQL's client programs (Debian, Ubuntu: postgresql-client)."
    ),
    "backup.tool": Text("{got} failed: {problem}. Check the address of the database."),
    "backup.passphrase_short": Text("The passphrase is too short. Use at least {min} characters."),
    "backup.passphrase_needed": Text(
        "The backup is encrypted. Name a file with its passphrase by --passphrase-file."
    ),
    "backup.passphrase": Text(
        "The backup does not open with this passphrase. Try another; without it nobody can help."
    ),
    "backup.damaged": Text(
        "The backup is damaged at “{got}”. Nothing was restored; use another copy."
    ),
    "backup.unreadable": Text("The backup {got} cannot be read: {problem}. Use another copy."),
    "backup.form": Text(
        "The backup has the form {got}, and this version reads the form {expected}. Use the "
        "version that made it, then upgrade."
    ),
    "restore.not_empty": Text(
        "The folder {got} is not empty, and a restore overwrites nothing. Name a new one with "
        "--home."
    ),
    "database.address": Text(
        "A database at “{got}” is not known. Write the address so: {expected}user@host/name."
    ),
}
