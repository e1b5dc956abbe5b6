"""What forms about papers of the day ask for: a paper, a report to be issued, a handover."""

from collections.abc import Iterator
from itertools import zip_longest

import msgspec

from summitry.kit.errors import SummitryError
from summitry.kit.ids import CommandPostId, PersonId
from summitry.kit.time import Interval
from summitry.operations.bodies import Handover, Sentence
from summitry.operations.papers.paper import Kind
from summitry.plan.terms import Marking
from summitry_web.operations.actions.enter import Written
from summitry_web.operations.actions.report import Report
from summitry_web.operations.command_forms import GOT_MAX, Posted, lines
from summitry_web.operations.papers import Wish, ids_of

OWN_SENTENCES = 3
"""How many sentences of one's own the form of a report has room for."""


def period_in(posted: Posted, otherwise: Interval) -> Interval:
    """Return the stretch of time that was typed; what is still to come is not part of it."""
    end = min(posted.moment("end") or otherwise.end, otherwise.end)
    return Interval(posted.moment("start") or min(otherwise.start, end), end)


def wish_in(posted: Posted, kind: Kind, otherwise: Interval) -> Wish:
    """Return which paper is wanted."""
    return Wish(
        kind=kind,
        period=period_in(posted, otherwise),
        most=posted.wish("marking", Marking) or Marking.RED,
        entry=posted.text("entry"),
        person=posted.text("person"),
    )


def report_in(posted: Posted, period: Interval) -> Report:
    """Return the report with the sentences that were kept and those that were added.

    A sentence that was added stands at the end of the part that it was added to.
    """
    kept = [_kept(each) for each in posted.cells.getlist("keep")]
    sentences = [*kept, *_own(posted)]
    places = {each.heading: place for place, each in reversed([*enumerate(sentences)])}
    return Report(
        entry_id=posted.text("entry_id"),
        period=period,
        sentences=tuple(sorted(sentences, key=lambda each: places[each.heading])),
        marking=posted.choice("marking", Marking),
        sitrep_id=posted.text("sitrep"),
    )


def _kept(content: str) -> Sentence:
    try:
        return msgspec.json.decode(content, type=Sentence)
    except msgspec.DecodeError as problem:
        raise SummitryError("operations.choice", column="keep", got=content[:GOT_MAX]) from problem


def _own(posted: Posted) -> Iterator[Sentence]:
    """Yield the sentences that were added; they cite by id, or by post and number (CP-1#7)."""
    columns = (posted.cells.getlist(name) for name in ("own_heading", "own_text", "own_cites"))
    added = [each for each in zip_longest(*columns, fillvalue="") if each[1].strip()]
    for heading, text, cites in added:
        typed = cites.replace(",", " ").split()
        ids = ids_of(posted.seen, typed)
        told = tuple(dict.fromkeys(ids.get(each, each) for each in typed))
        yield Sentence(heading=heading.strip(), text=text.strip(), cites=told)


def handover_in(posted: Posted, officers: dict[str, str]) -> Written:
    """Return the handover of a desk to one of the officers.

    What was shown as open goes along as far as readers of the handover may read it too.
    """
    to = posted.text("to")
    if to not in officers:
        raise SummitryError("operations.choice", column="to", got=to[:GOT_MAX])
    marking = posted.choice("marking", Marking)
    body = Handover(
        command_post_id=CommandPostId(posted.seen.post_id),
        desk=posted.text("desk"),
        to_person_id=PersonId(to),
        situation=posted.text("situation"),
        still_open=tuple(_still_open(posted, marking)),
        outlook="\n".join(lines(posted.text("outlook"))),
    )
    return Written(body=body, entry_id=posted.text("entry_id"), marking=marking)


def _still_open(posted: Posted, marking: Marking) -> Iterator[str]:
    for entry_id in posted.cells.getlist("still_open"):
        found = posted.seen.record.get(entry_id)
        if found is not None and found.marking.height <= marking.height:
            yield entry_id
