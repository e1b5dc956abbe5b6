"""Documents in every language on time, and a broadcast that can stand the loss of a line."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from summitry.check.promises import LATE, NO_DATE, promised
from summitry.check.registry import Scope, rule
from summitry.check.view import View, grouped
from summitry.kit.errors import Text
from summitry.outcome.finding import Gap, Phase
from summitry.plan.attestation import AttestationKind
from summitry.plan.conference import Document, Feed, FeedKind, Translation
from summitry.plan.programme import Item
from summitry.plan.terms import Field, Severity


@rule(
    "C-200",
    title=Text("Document not ready in every language"),
    why=Text(
        "A delegation that has no text in its language asks for the item to be put off, and has "
        "the right to."
    ),
    cases={
        "missing": Text("Document {document} is needed in {language}, and nobody translates it."),
        "unknown": Text(
            "Document {document} is needed in {language}; whether that is its original language "
            "is not said."
        ),
        "late": Text(
            "The translation of document {document} into {language} was due on {due} and is not "
            "completed."
        ),
        "no-date": Text(
            "The translation of document {document} into {language} has no date and is not "
            "completed."
        ),
        "after": Text(
            "The translation of document {document} into {language} is due on {due}, after the "
            "text is needed: {needed}."
        ),
        "not-issued": Text(
            "Document {document} was to be distributed by {due}, and nobody says that it was."
        ),
        "after-item": Text(
            "Document {document} is distributed by {due}, after its item {item} has begun."
        ),
    },
    remedy=Text("Have the text translated and distributed before the item, and say so."),
    source=Text("Practice of conference services; the rules of procedure say what is needed when."),
    field=Field.PROGRAMME,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("documents", "translations", "programme", "persons"),
    attests=(AttestationKind.COMPLETED, AttestationKind.ISSUED),
)
def documents_not_ready(view: View) -> Iterator[Gap]:
    """Yield documents that lack a language, whose translation is late, or that are not out."""
    translations = view.rows(Translation)
    by_document = grouped(translations.values(), "document_id")
    for document in view.rows(Document).values():
        item = view.rows(Item).get(document.item_id or "")
        own = by_document.get(document.document_id, ())
        yield from _untranslated(document, item, {row.language for row in own})
        for row in own:
            yield from _translated_late(view, document, item, row)
        yield from _distributed(view, document, item)


def _untranslated(document: Document, item: Item | None, have: set[str]) -> Iterator[Gap]:
    wanted = {*document.languages, *(() if item is None else item.languages)}
    original = document.original.strip()
    for language in sorted(wanted - have - {original}):
        yield Gap(
            table="documents",
            key=document.document_id,
            column="languages",
            case="missing" if original else "unknown",
            discriminator=language,
            facts={"document": document.document_id, "language": language},
            joins=() if item is None else (("programme", item.item_id),),
            unknown=not original,
        )


def _needed(document: Document, item: Item | None) -> datetime | None:
    """Return when the text must be there: when it is distributed, else when its item begins."""
    if document.due is not None or item is None:
        return document.due
    return item.start


def _translated_late(
    view: View, document: Document, item: Item | None, row: Translation
) -> Iterator[Gap]:
    needed = _needed(document, item)
    case = promised(view, row, AttestationKind.COMPLETED, row.due, needed)
    if case:
        yield Gap(
            table="translations",
            key=f"{row.document_id}|{row.language}",
            column="due",
            case=case,
            start=row.due,
            facts={
                "document": row.document_id,
                "language": row.language,
                "due": row.due,
                "needed": needed,
            },
            joins=(("documents", row.document_id),),
            unknown=case == NO_DATE,
        )


def _distributed(view: View, document: Document, item: Item | None) -> Iterator[Gap]:
    """Yield the document when it is not out by its date, or that date is after its item begins."""
    if document.due is None:
        return
    needed = None if item is None else item.start
    case = promised(view, document, AttestationKind.ISSUED, document.due, needed)
    if case:
        yield Gap(
            table="documents",
            key=document.document_id,
            column="due",
            case="not-issued" if case == LATE else "after-item",
            discriminator="due",
            start=document.due,
            facts={
                "document": document.document_id,
                "due": document.due,
                "item": document.item_id,
            },
        )


@rule(
    "C-201",
    title=Text("Broadcast without a picture, a language or a second line"),
    why=Text(
        "What the world sees of the event is one line; when it fails or was never tried, the "
        "picture that goes round is somebody's telephone."
    ),
    cases={
        "picture": Text("{item} is broadcast, and no clean picture of it is handed on."),
        "sound": Text(
            "{item} is broadcast and interpreted in {language}, and no feed carries that sound."
        ),
        "backup": Text(
            "Feed {feed} is the picture of {item}, and no other feed of that item stands in for it."
        ),
        "late": Text("The line of feed {feed} was to be tried by {due}, and nobody has tried it."),
        "no-date": Text("The line of feed {feed} has not been tried, and no date is set for it."),
        "after": Text("The line of feed {feed} is tried by {due} only, after {item} has begun."),
    },
    remedy=Text("Order the feed and a second one that stands in for it, and try both lines."),
    source=Text("Practice of host broadcasters; not verified."),
    field=Field.PRESS,
    severity=Severity.MEDIUM,
    phase=Phase.D7,
    scope=Scope.UNIT,
    reads=("feeds", "programme", "persons"),
    attests=(AttestationKind.VERIFIED,),
)
def broadcasts_incomplete(view: View) -> Iterator[Gap]:
    """Yield broadcast items that lack a feed, and feeds untried or without a second line."""
    feeds = view.rows(Feed)
    by_item = grouped(feeds.values(), "item_id")
    for item in view.rows(Item).values():
        if item.broadcast:
            own = by_item.get(item.item_id, ())
            yield from _not_handed_on(item, own)
            yield from _without_backup(own, feeds)
    for feed in feeds.values():
        yield from _untried(view, feed)


def _not_handed_on(item: Item, own: Sequence[Feed]) -> Iterator[Gap]:
    kinds = {feed.kind for feed in own}
    spoken = {feed.language for feed in own if feed.kind is FeedKind.LANGUAGE_SOUND}
    lacking = [] if FeedKind.CLEAN_PICTURE in kinds else [("picture", "")]
    lacking += [("sound", language) for language in item.languages if language not in spoken]
    for case, language in lacking:
        yield Gap(
            table="programme",
            key=item.item_id,
            column="broadcast",
            case=case,
            discriminator=language or case,
            start=item.start,
            end=item.end,
            facts={"item": item.item_id, "language": language},
        )


def _without_backup(own: Sequence[Feed], feeds: Mapping[str, Feed]) -> Iterator[Gap]:
    """Yield each clean picture that nothing stands in for and that stands in for nothing."""
    standing_in = {feed.backup_feed_id for feed in own if feed.backup_feed_id != feed.feed_id}
    for feed in own:
        if feed.kind is not FeedKind.CLEAN_PICTURE or feed.feed_id in standing_in:
            continue
        backup = feeds.get(feed.backup_feed_id or "")
        if backup is None or not _stands_in(backup, feed):
            yield Gap(
                table="feeds",
                key=feed.feed_id,
                column="backup_feed_id",
                case="backup",
                discriminator="backup",
                facts={"feed": feed.feed_id, "item": feed.item_id},
                joins=(("programme", feed.item_id),),
            )


def _stands_in(backup: Feed, feed: Feed) -> bool:
    pictures = {FeedKind.CLEAN_PICTURE, FeedKind.PROGRAMME_PICTURE}
    other = backup.feed_id != feed.feed_id
    return other and backup.item_id == feed.item_id and backup.kind in pictures


def _untried(view: View, feed: Feed) -> Iterator[Gap]:
    """Yield the feed when its line was not tried in time."""
    item = view.rows(Item).get(feed.item_id)
    needed = None if item is None else item.start
    case = promised(view, feed, AttestationKind.VERIFIED, feed.tested_by, needed)
    if case:
        yield Gap(
            table="feeds",
            key=feed.feed_id,
            column="tested_by",
            case=case,
            discriminator="tested",
            start=feed.tested_by,
            facts={"feed": feed.feed_id, "due": feed.tested_by, "item": feed.item_id},
            joins=(("programme", feed.item_id),),
            unknown=case == NO_DATE,
        )
