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
        "Entry {entry} is not a valid correction. Name both another entry that it corrects and "
        "the reason, or neither."
    ),
    "entry.stamp": Text(
        "The time of entry {entry} was set by another post, but the entry is in the journal of "
        "“{post}”. Send it to the journal of the post that wrote it."
    ),
    "body.too_large": Text(
        "The words of the entry {entry} take more than {most} bytes. Attach them as a file."
    ),
    "body.key": Text(
        "The key does not fit the words of entry {entry}. Ask whoever sent them for the right key."
    ),
    "body.broken": Text(
        "The words of entry {entry} cannot be opened: they were changed, or they belong to "
        "another entry. Ask whoever sent them to send them again."
    ),
    "note.malformed": Text(
        "This is not a signed checkpoint or receipt. Copy the whole text, with every line, and "
        "change nothing."
    ),
    "note.key": Text(
        "“{got}” is no public key of a journal or witness. Write it as name, key id and key, "
        "joined by plus signs."
    ),
    "witness.forged": Text(
        "The checkpoint at entry {size} is not signed with the key of {journal}, so it was not "
        "cosigned. Check which key belongs to this journal."
    ),
    "witness.older": Text(
        "A newer checkpoint of {journal} than the one at entry {size} was cosigned already. Send "
        "the newest one."
    ),
    "witness.unproved": Text(
        "The hashes do not prove that {journal} has grown to entry {size}. Send them again, from "
        "the checkpoint that was cosigned last."
    ),
    "sync.span": Text(
        "There is no entry in the span from {start} to before {end}. Begin at 1 or later, and end "
        "after the beginning."
    ),
    "sync.gap": Text(
        "Entries of “{post}” from {start} to before {end} are missing. Send these first."
    ),
    "sync.unproved": Text(
        "The entries of “{post}” do not match the checkpoint at entry {size} that it signed. Send "
        "them again, with the hashes from the last checkpoint that is held here."
    ),
    "sync.foreign": Text(
        "What was sent as entry {seq} of “{post}” is a different entry. Send the entries of "
        "“{post}” again, in their order."
    ),
    "verify.no_plan": Text(
        "“{got}” is no evidence of a journal, so it is taken for a paper. Name the plan of the "
        "paper with --plan, or check the file's name."
    ),
    "verify.no_key": Text(
        "None of the keys belongs to {journal}. Ask whoever runs the site for its public key, and "
        "add it to the file of keys."
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
