"""`summitry replan PLAN`: mend a published roster, cover first and the least change next."""

import argparse
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from math import isfinite
from pathlib import Path

import msgspec
from msgspec import Struct

from summitry.check.run import Run, check, recheck
from summitry.cli.arguments import WRITTEN, add_plan, add_seed
from summitry.cli.engines.choice import add_engine, choice_of, sought
from summitry.cli.engines.replanning import Replanning
from summitry.cli.files import load
from summitry.cli.interruption import interruption
from summitry.cli.lines import say
from summitry.cli.ways import MADE_BY, require_own, write_ways
from summitry.kit.errors import SummitryError, Text
from summitry.kit.ids import GateId, ItemId, PersonId
from summitry.kit.time import Interval, SystemClock, moment_of, seconds_of, written
from summitry.operations.assurance import effect
from summitry.operations.day import row_edit
from summitry.outcome.finding import Finding
from summitry.outcome.live import QUIET, LiveState
from summitry.package.package import Package
from summitry.package.patch import patch_bytes, patch_of
from summitry.plan.access import Gate
from summitry.plan.change import Edit, apply
from summitry.plan.programme import Item
from summitry.plan.reception import Bilateral
from summitry.plan.snapshot import Snapshot
from summitry.report.formats import Formats
from summitry.report.language import Language, language
from summitry.report.moments import moment_for, moment_of_wish
from summitry.report.sentences import Teller
from summitry.roster.replan.losing import moved, posts_at, posts_for
from summitry.roster.replan.problem import Added, Kind, Loss, Progress, Result, Roster
from summitry.roster.replan.reading import edits_of, published
from summitry.roster.replan.words import KINDS, Sentence, prices_told, sentences

SECONDS = 5.0
COVERED, SHORT = 0, 1
EXAMPLE = Text(
    "Example: summitry replan PLAN --absent o-00017 --from 2025-10-25T08:00 --to "
    "2025-10-25T20:00 --without PM-29 --out patch.json\n\n"
    "Limits on rest, duty and ways are always kept. The patch names the plan it was made for by "
    "its hash. The exit status is 0 when all that lost its cover has it again, 1 when some has not "
    "or something critical stays open that was not before, 2 when the plan cannot be read."
)
PROGRESS = Text(
    "{seconds} s: {minutes} person-minutes uncovered, proven minimum {bound}, {changed} duties "
    "change"
)
ALTERNATIVES = Text("Other ways:")
OPENED = Text("The check finds this beside what it found in the published plan:")
CLEAN = Text("The check finds nothing beside what it found in the published plan.")
REMOVED = Text("Removed, since an earlier run has written it: {path}")
INDENT = "  "


class Closed(Struct, frozen=True):
    """Posts that nobody stands at, and when."""

    posts: Collection[str]
    span: Interval

    def holds(self, finding: Finding) -> bool:
        """Say whether the finding is on one of the posts, and at no other time."""
        if finding.table != "posts" or finding.key not in self.posts:
            return False
        start, end = finding.start, finding.end
        is_before = start is not None and start < self.span.start
        return not is_before and (end is None or end <= self.span.end)


class Judged(Struct, frozen=True, kw_only=True):
    """What the check finds: opened by the loss, closed by the mending, and still open."""

    lost: tuple[Finding, ...]
    mended: tuple[Finding, ...]
    left: tuple[Finding, ...]


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the command's arguments."""
    parser.epilog = EXAMPLE
    add_plan(parser)
    parser.add_argument(
        "--absent", metavar="PERSON", action="append", default=[],
        help=Text("a person who is away; again for each"),
    )  # fmt: skip
    parser.add_argument(
        "--without", metavar="POST", action="append", default=[],
        help=Text("a post that is closed; again for each"),
    )  # fmt: skip
    parser.add_argument(
        "--lost-gate", metavar="GATE", action="append", default=[],
        help=Text("a gate that is lost: its posts are closed; again for each"),
    )  # fmt: skip
    parser.add_argument(
        "--to-gate", metavar="GATE",
        help=Text("at this gate stand as many more as the lost ones asked for"),
    )  # fmt: skip
    parser.add_argument(
        "--cancelled", metavar="MEETING", action="append", default=[],
        help=Text(
            "a bilateral meeting, or an item of the programme, that does not take place: posts "
            "that stand for it alone are closed; again for each"
        ),
    )  # fmt: skip
    parser.add_argument(
        "--from", metavar="TIME", dest="start",
        help=Text("from when on; else the moment that the plan names, else now"),
    )  # fmt: skip
    parser.add_argument(
        "--to", metavar="TIME", dest="end", help=Text("until when; else to the end of the event")
    )
    parser.add_argument(
        "--seconds", type=float, default=SECONDS, metavar="N",
        help=Text("how long to look for something better; 5 when left out"),
    )  # fmt: skip
    add_seed(parser)
    add_engine(parser)
    parser.add_argument(
        "--format", choices=("text", "json"), default="text", help=Text("text when left out")
    )
    parser.add_argument(
        "--out", metavar="PATCH", type=Path, help=Text("write the best way as a patch to this file")
    )
    parser.add_argument(
        "--others", action="store_true",
        help=Text(
            "with --out: write each other way too, to a file beside it that ends in the way's name"
        ),
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Mend the roster, have it checked, tell it, and write the patch where one is asked for."""
    if not isfinite(arguments.seconds) or arguments.seconds < 0:
        raise SummitryError("replan.seconds", got=arguments.seconds)
    reader, choice = language(arguments.lang), choice_of(arguments)
    if arguments.others and arguments.out is None:
        raise SummitryError("replan.others")
    if arguments.others:
        require_own(arguments.out)
    package = load(arguments.plan)
    base = package.snapshot.root(package.key).hex()
    roster = published(package.snapshot, base_hash=base)
    start, end = _window(package, arguments)
    loss = loss_of(package.snapshot, roster, arguments, (start, end))
    job = Replanning(roster=roster, loss=loss, seed=arguments.seed, seconds=arguments.seconds)
    # Once there is something to keep, the first Ctrl-C loses none of it.
    with interruption() as wishes:
        result = sought(job, choice, wishes, _teller(reader), reader)
        ways = {
            each.kind: edits_of(package.snapshot, roster, loss, each.steps)
            for each in result.alternatives
        }
        posts = {str(roster.posts[post].post_id) for post, _, _ in loss.closed}
        closed = Closed(posts, Interval(moment_of(start), moment_of(end)))
        judged = _judged(package, ways[result.best.kind], arguments.absent, closed)
        if arguments.format == "json":
            sys.stdout.buffer.write(_json(result, roster, judged, ways))
        else:
            for line in _lines(package, result, roster, judged, reader):
                sys.stdout.write(line + "\n")
        if arguments.out is not None:
            _write(package, ways, result, arguments)
    is_critical = any(each.severity.depth == 0 for each in judged.left)
    return SHORT if is_critical or any(result.best.price.uncovered_minutes) else COVERED


def _teller(reader: Language) -> Callable[[Progress], None]:
    """Return what tells on the error stream how far a search is."""

    def tell(progress: Progress) -> None:
        line = reader.gettext(PROGRESS).format(
            seconds=f"{progress.seconds:.1f}",
            minutes=sum(progress.price.uncovered_minutes),
            bound=progress.bound,
            changed=progress.price.changed,
        )
        say([line], sys.stderr)

    return tell


def _write(
    package: Package,
    ways: Mapping[Kind, tuple[Edit, ...]],
    result: Result,
    arguments: argparse.Namespace,
) -> None:
    """Write the best way as a patch, and the others beside it where they are asked for."""
    patches = {
        kind: patch_bytes(
            patch_of(package.snapshot, edits, key=package.key, made_by=MADE_BY, seed=result.seed)
        )
        for kind, edits in ways.items()
        if kind is result.best.kind or arguments.others
    }
    done, removed = write_ways(arguments.out, patches)
    reader = language(arguments.lang)
    say([reader.gettext(WRITTEN).format(path=path) for path in done], sys.stderr)
    say([reader.gettext(REMOVED).format(path=path) for path in removed], sys.stderr)


def _window(package: Package, arguments: argparse.Namespace) -> tuple[int, int]:
    event = package.snapshot.event
    start = seconds_of(moment_for(event, arguments.start, SystemClock())[0])
    shifts = package.snapshot.bulks["shifts"].columns
    last = max(shifts["end"].tolist(), default=start) if shifts.size else start
    end = max(last, start)
    if arguments.end is not None:
        end = seconds_of(moment_of_wish(event, arguments.end))
    if end < start:
        told = {"start": written(moment_of(start)), "end": written(moment_of(end))}
        raise SummitryError("replan.window", **told)
    return start, end


def loss_of(
    snapshot: Snapshot, roster: Roster, arguments: argparse.Namespace, window: tuple[int, int]
) -> Loss:
    """Return what is lost in the window.

    Raises
    ------
    SummitryError
        ``replan.nothing``, ``replan.unknown`` where the plan has no such row, ``replan.no_post``
        and ``replan.not_alone`` where no post stands at a gate, or for a meeting alone.
    """
    gates, meetings = arguments.lost_gate, arguments.cancelled
    if not (arguments.absent or arguments.without or gates or meetings):
        raise SummitryError("replan.nothing")
    if arguments.to_gate is not None and (not gates or arguments.to_gate in gates):
        raise SummitryError("replan.to_gate", got=arguments.to_gate)
    persons = {str(each.person_id): place for place, each in enumerate(roster.persons)}
    posts = {str(each.post_id): place for place, each in enumerate(roster.posts)}
    away = [_known_place("persons", name, persons) for name in arguments.absent]
    lost = [number for gate in gates for number in _posts_at(snapshot, roster, gate)]
    closed = [_known_place("posts", name, posts) for name in arguments.without] + lost
    for name in meetings:
        found = posts_for(snapshot, roster, _item_of(snapshot, name))
        if not found:
            raise SummitryError("replan.not_alone", got=name)
        closed += found
    lost = list(dict.fromkeys(lost))
    added: list[Added] = []
    moves: list[tuple[int, int]] = []
    if arguments.to_gate is not None:
        to = _posts_at(snapshot, roster, arguments.to_gate)[0]
        if to in closed:
            raise SummitryError("replan.to_closed", got=arguments.to_gate)
        added += moved(roster, lost, to, window)
        moves += [(each, to) for each in lost]
    return Loss(
        away=tuple((each, *window) for each in dict.fromkeys(away)),
        closed=tuple((each, *window) for each in dict.fromkeys(closed)),
        added=tuple(added),
        moves=tuple(moves),
        since=window[0],
    )


def _known_place(table: str, name: str, known: Mapping[str, int]) -> int:
    if name not in known:
        raise SummitryError("replan.unknown", table=table, got=name)
    return known[name]


def _posts_at(snapshot: Snapshot, roster: Roster, gate: str) -> list[int]:
    if gate not in snapshot.rows(Gate):
        raise SummitryError("replan.unknown", table="gates", got=gate)
    found = posts_at(roster, GateId(gate))
    if not found:
        raise SummitryError("replan.no_post", gate=gate)
    return found


def _item_of(snapshot: Snapshot, name: str) -> ItemId:
    """Return the item of a bilateral meeting, or the item of that name."""
    meeting = snapshot.rows(Bilateral).get(name)
    item = name if meeting is None else str(meeting.item_id)
    if item not in snapshot.rows(Item):
        raise SummitryError("replan.unknown", table="programme", got=item)
    return ItemId(item)


def _judged(
    package: Package,
    edits: tuple[Edit, ...],
    absent: Sequence[str],
    closed: Closed,
) -> Judged:
    """Return what the check says of the published plan, of the loss, and of the mended plan."""
    at = moment_for(package.snapshot.event, None, SystemClock())[0]
    live = LiveState(absences=tuple((PersonId(name), closed.span) for name in absent))
    plain = check(
        package.snapshot, package.attestations, at=at, live=QUIET, people=package.people,
        rulings=package.rulings,
    )  # fmt: skip
    lost = _again(package, plain, (), live)
    mended = _again(package, lost, edits, live)
    opened = _known(effect(plain.findings, lost.findings).opened, closed)
    return Judged(
        lost=opened,
        mended=_known(effect(lost.findings, mended.findings).closed, closed),
        left=_known(effect(plain.findings, mended.findings).opened, closed),
    )


def _known(findings: Sequence[Finding], closed: Closed) -> tuple[Finding, ...]:
    """Return the findings without those on posts while they are closed: nobody is needed there."""
    return tuple(f for f in findings if not closed.holds(f))


def _again(package: Package, before: Run, edits: tuple[Edit, ...], live: LiveState) -> Run:
    return recheck(
        before, apply(package.snapshot, edits), package.attestations, at=before.view.at, live=live,
        people=package.people, rulings=package.rulings,
    )  # fmt: skip


def _lines(
    package: Package, result: Result, roster: Roster, judged: Judged, reader: Language
) -> Iterator[str]:
    formats = Formats(reader, package.snapshot.event.zone)

    def told(sentence: Sentence) -> str:
        form = reader.form(sentence.text, sentence.facts)
        return form.format(**formats.facts(sentence.facts))

    for sentence in sentences(result, roster):
        yield told(sentence)
    if len(result.alternatives) > 1:
        yield reader.gettext(ALTERNATIVES)
    for each in result.alternatives[1:]:
        price, *short = map(told, prices_told(each, roster))
        yield f"{INDENT}{reader.gettext(KINDS[each.kind])}: {price}"
        yield from (INDENT * 2 + line for line in short)
    yield reader.gettext(OPENED if judged.left else CLEAN)
    teller = Teller(package.snapshot, formats)
    for finding in judged.left:
        yield f"{INDENT}{finding.code} {teller.tell(finding).sentence}"


def _json(
    result: Result, roster: Roster, judged: Judged, ways: Mapping[Kind, tuple[Edit, ...]]
) -> bytes:
    told = {
        "result": result,
        "ratio": round(result.ratio, 3),
        "sentences": [
            {"text": str(each.text), "facts": each.facts} for each in sentences(result, roster)
        ],
        "check": {
            name: [{"code": f.code, "severity": f.severity, "table": f.table, "key": f.key}
                   for f in getattr(judged, name)]
            for name in ("lost", "mended", "left")
        },
        "edits": [row_edit(edit) for edit in ways[result.best.kind]],
        "others": {
            kind: [row_edit(edit) for edit in edits]
            for kind, edits in ways.items()
            if kind is not result.best.kind
        },
    }  # fmt: skip
    return msgspec.json.format(msgspec.json.encode(told), indent=1) + b"\n"
