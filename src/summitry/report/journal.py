"""The verdict on a journal, as sentences and as data."""

from collections.abc import Iterator, Mapping

import msgspec

from summitry.kit.errors import Text, counted
from summitry.kit.time import moment_of, written
from summitry.operations.judge import Fault, Reason, Verified
from summitry.operations.verify import Found, Judged, Verdict
from summitry.report.language import Language

VERIFIED = counted(
    "The journal is whole: {size} entry, signed up to entry {signed}.",
    "The journal is whole: {size} entries, signed up to entry {signed}.",
    by="size",
)
REASONS: Mapping[Reason, Text] = {
    Reason.CHANGED: Text(
        "Entry {number} was changed after it was written; the change may reach to entry {last}."
    ),
    Reason.MISSING: Text("Entry {number} is missing; entries to {last} may be missing with it."),
    Reason.REORDERED: Text("Entry {number} does not stand in its place."),
    Reason.TRUNCATED: Text("The end of the journal is missing: entries {number} to {last}."),
    Reason.UNSIGNED: Text(
        "Entries {number} to {last} are not signed: they were added later, or the last checkpoint "
        "was removed."
    ),
    Reason.WRONG_KEY: Text(
        "Entries from {number} to {last} are signed with another key than the node's."
    ),
    Reason.FORGED: Text(
        "The checkpoint at entry {checkpoint} is forged, so nothing proves entries {number} to "
        "{last}."
    ),
    Reason.FORKED: Text(
        "Two signed checkpoints at entry {checkpoint} contradict each other: there are two "
        "versions of this journal."
    ),
    Reason.FOREIGN: Text("Entry {number} is of another journal."),
    Reason.MALFORMED: Text("Entry {number} cannot be read: it does not have the form of an entry."),
    Reason.TWICE: Text("Entry {number} has the same id as an earlier entry."),
    Reason.BACKDATED: Text(
        "The time of entry {number} does not fit the entries or checkpoints before and after it."
    ),
    Reason.BODY_CHANGED: Text(
        "The sealed words of entry {number} are not the words that were entered."
    ),
    Reason.BODY_MISSING: Text("The sealed words of entry {number} are missing."),
    Reason.BODY_KEY: Text("The key does not open the words of entry {number}."),
    Reason.ERASED_UNSAID: Text(
        "The words of entry {number} are marked as erased, but no entry records who erased them."
    ),
    Reason.KEY_KEPT: Text(
        "A later entry erased the words of entry {number}, but they can still be read here."
    ),
    Reason.PROMISE_FORGED: Text("A receipt for entry {number} is forged."),
    Reason.PROMISE_BROKEN: Text(
        "There is a receipt for entry {number}, but here that entry is missing or is a different "
        "one."
    ),
    Reason.COSIGNATURE_FORGED: Text(
        "A witness's signature on the checkpoint at entry {checkpoint} is forged, so this witness "
        "does not vouch for entries {number} to {last}."
    ),
    Reason.ATTACHMENT_CHANGED: Text("A file attached to entry {number} was changed."),
    Reason.PACK_CHANGED: Text(
        "The pack was changed after it was made, or whoever made it did not sign it."
    ),
    Reason.PAGE_CHANGED: Text(
        "The page around the pack is not as this version makes it: what it shows may be false. "
        "Make the page anew with “summitry pack”."
    ),
}
FAULT_OF = Text("Journal of {post}: {sentence}")
ENTRY = Text("The entry's id is {entry}.")
SHOWN_BY = Text("The checkpoint at entry {checkpoint} shows it.")
WHOLE = counted(
    "Journal of {post}: whole, {size} entry, signed up to entry {signed}.",
    "Journal of {post}: whole, {size} entries, signed up to entry {signed}.",
    by="size",
)
SEALED = Text("Sealed by witnesses up to entry {size}, at {moment}.")
NOT_SEALED = Text("Not sealed: too few witnesses have signed.")
UNSEEN = Text(
    "Not shown. Hidden entries: {hidden}; entries with withheld words: {withheld}; entries with "
    "erased words: {erased}."
)
LATER = Text("Entries of a later format, read in part: {later}.")
OWN_KEYS = Text(
    "The keys were taken from the pack itself. Name those that you know from elsewhere with --keys."
)


def verdict(found: Verified | Fault, reader: Language) -> str:
    """Return the verdict on a journal as a sentence."""
    facts = {name: getattr(found, name) for name in found.__struct_fields__}
    sentence = VERIFIED if isinstance(found, Verified) else REASONS[found.reason]
    return reader.form(sentence, facts).format(**facts)


def pack_lines(found: Verdict, reader: Language) -> Iterator[str]:
    """Yield the verdict on a pack: what is wrong first, then how far each whole journal goes."""
    for each in found.faults:
        yield from _fault(each, reader)
    broken = {each.post for each in found.faults}
    for log in found.logs:
        if log.post not in broken:
            yield from _log(log, reader)


def pack_json(found: Verdict) -> bytes:
    """Return the verdict on a pack as JSON, indented."""
    told = {"whole": not found.faults, **msgspec.to_builtins(found)}
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def journal_json(found: Verified | Fault) -> bytes:
    """Return the verdict on one journal as JSON, indented."""
    told = {"whole": isinstance(found, Verified), **msgspec.to_builtins(found)}
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"


def _fault(found: Found, reader: Language) -> Iterator[str]:
    sentence = verdict(found.fault, reader)
    post = reader.isolated(found.post)
    yield reader.gettext(FAULT_OF).format(post=post, sentence=sentence)
    if found.entry_id:
        yield "  " + reader.gettext(ENTRY).format(entry=reader.isolated(found.entry_id))
    if found.fault.checkpoint:
        yield "  " + reader.gettext(SHOWN_BY).format(checkpoint=found.fault.checkpoint)


def _log(log: Judged, reader: Language) -> Iterator[str]:
    post = reader.isolated(log.post)
    facts = {"post": post, "size": log.size, "signed": log.signed}
    yield reader.form(WHOLE, facts).format(**facts)
    if log.sealing is None:
        yield "  " + reader.gettext(NOT_SEALED)
    else:
        moment = reader.isolated(written(moment_of(log.sealing.at_s)))
        yield "  " + reader.gettext(SEALED).format(size=log.sealing.size, moment=moment)
    if log.hidden or log.withheld or log.erased:
        yield "  " + reader.gettext(UNSEEN).format(
            hidden=log.hidden, withheld=log.withheld, erased=log.erased
        )
    if log.later:
        yield "  " + reader.gettext(LATER).format(later=log.later)
