"""Refusals of the command posts' journals as sentences."""

from summitry.kit.errors import Text

SENTENCES: dict[str, Text] = {
    "entry.malformed": Text(
        "This is no entry of a journal: {problem}. Send it as the page “The journal” says."
    ),
    "entry.cell": Text(
        "“{got}” cannot stand in the cell “{column}” of an entry. Write it as the page “The "
        "journal” says."
    ),
    "entry.correction": Text(
        "The entry {entry} must name the entry that it corrects and the reason, or neither, and "
        "cannot correct itself."
    ),
    "entry.stamp": Text(
        "The entry {entry} bears the time of another post than “{post}”, in whose journal it is."
    ),
    "body.too_large": Text(
        "The words of the entry {entry} take more than {most} bytes. Attach them as a file."
    ),
    "body.key": Text("The key does not belong to the words of the entry {entry}."),
    "body.broken": Text(
        "The words of the entry {entry} do not open: they were changed, or belong to another entry."
    ),
    "note.malformed": Text(
        "This is no signed checkpoint or receipt. Hand it on as it was written, line by line."
    ),
    "note.key": Text(
        "“{got}” is no public key of a journal or witness. Write it as name, key id and key, "
        "joined by plus signs."
    ),
    "witness.forged": Text(
        "The checkpoint of {size} entries is not signed with the key of {journal}. Nothing is "
        "cosigned."
    ),
    "witness.older": Text(
        "A checkpoint of {journal} with more than {size} entries was cosigned before. Send the "
        "newest."
    ),
    "witness.unproved": Text(
        "The hashes do not show that {journal} has grown to {size} entries. Send them again, from "
        "the checkpoint that was cosigned last."
    ),
    "sync.span": Text("The entries from {start} to before {end} are none. Name at least one."),
    "sync.gap": Text(
        "Entries of “{post}” from {start} to before {end} are missing. Send these first."
    ),
    "sync.unproved": Text(
        "The entries of “{post}” do not lead to a checkpoint of {size} entries that it signed. "
        "Send them again, with the hashes from the checkpoint that is held here."
    ),
    "sync.foreign": Text("What was sent as entry {seq} of “{post}” is another entry."),
    "verify.no_plan": Text(
        "“{got}” is no evidence of a journal, so it is taken for a paper. Name the plan of the "
        "paper with --plan, or check the file's name."
    ),
    "verify.no_key": Text(
        "None of the keys is that of {journal}. Add it, as whoever runs the site tells it."
    ),
    "pack.nothing": Text("There is no entry to make evidence of."),
    "pack.too_large": Text(
        "The page would hold more than {most} bytes. Hand on the pack itself, with --out."
    ),
    "pack.no_reader": Text("The page's script was not built. Run “make setup” first."),
    "pack.malformed": Text(
        "Line {line} is no line of an evidence pack. Ask for the file again, and hand it on as it "
        "is."
    ),
    "journal.evidence": Text(
        "Line {line} is no line of an evidence file of a journal. "
        "Download the file again, and hand it on as it is."
    ),
}
