"""Where a baseline stands: who saw, approved and published it; how far the plan is from it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct

from summitry.decide.approval import NOTHING, Approval, Frozen, is_complete
from summitry.decide.proof import Proof, redacted, root_of
from summitry.kit.ids import PersonId
from summitry.plan.terms import Severity
from summitry_web.accounts.can import Actor, Thing
from summitry_web.accounts.pages import Here
from summitry_web.accounts.roles import Verb
from summitry_web.baselines import store
from summitry_web.baselines.access.differences import compared, readable_of
from summitry_web.baselines.models import Baseline, Paper, Publication, Seen, Word
from summitry_web.events.models import Event
from summitry_web.plans.access import HEIGHTS
from summitry_web.plans.found import Found, findings_for

READ = "read"
SEVERITIES = {each.depth: each for each in Severity}


class Standing(Struct, frozen=True, kw_only=True):
    """Where one baseline stands."""

    baseline: Baseline
    against: int
    """What its differences are to be seen to: the published baseline's number, 0 without one.

    For the published baseline itself, what was published before it.
    """
    words: tuple[Word, ...]
    """The approvals and returns, in order."""
    readings: tuple[Word, ...]
    """The acknowledgements, in order."""
    papers: tuple[Paper, ...]
    publications: tuple[Publication, ...]
    is_current: bool

    @property
    def approvals(self) -> tuple[Word, ...]:
        """The approvals that stand, of the differences to what is published now."""
        return tuple(
            each
            for each in self.words
            if each.kind == "approved" and not each.withdrawn_at and each.against == self.against
        )

    @property
    def returned(self) -> Word | None:
        """Why it was returned, where nobody has withdrawn that."""
        found = (each for each in self.words if each.kind == "returned" and not each.withdrawn_at)
        return next(found, None)

    @property
    def paper(self) -> Paper | None:
        """The paper that approves it."""
        return next((each for each in self.papers if each.against == self.against), None)

    @property
    def is_approved(self) -> bool:
        """Say whether two persons, or a paper, approved it and nobody returned it."""
        given = [approval_of(each) for each in self.approvals]
        whole = self.paper is not None or is_complete(frozen_of(self.baseline, self.against), given)
        return whole and self.returned is None

    @property
    def state(self) -> str:
        """One word for where it stands."""
        if self.is_current:
            return "current"
        if self.returned is not None:
            return "returned"
        if self.is_approved:
            return "approved"
        return "once-published" if self.publications else "waiting"


def frozen_of(baseline: Baseline, against: int) -> Frozen:
    """Return the baseline as the core judges it."""
    author = PersonId(baseline.person_id)
    return Frozen(root=baseline.root, author=author, at=baseline.at, against=against)


def approval_of(word: Word) -> Approval:
    """Return the approval as the core judges it; it was given by somebody who saw."""
    return Approval(
        by=PersonId(word.person_id), device=word.device, at=word.at, root=word.root,
        saw_against=word.against,
    )  # fmt: skip


def may_read_notes(here: Here, baseline: Baseline) -> bool:
    """Say whether the reader may read why it was frozen or returned: that speaks of any row."""
    return here.may(Verb.READ, Thing(marking=HEIGHTS[baseline.height]))


def reference_of(event: Event) -> int:
    """Return the number of the published baseline, 0 where none is."""
    current = store.current_of(event)
    return NOTHING if current is None else current.number


def standing_of(event: Event, number: int) -> Standing:
    """Return where the baseline stands."""
    return _standings(event, [store.baseline_of(event, number)])[0]


def standings(event: Event) -> list[Standing]:
    """Return where each baseline of the event stands, the latest first."""
    return _standings(event, list(Baseline.objects.filter(event=event)))


def latest_of(event: Event) -> Standing | None:
    """Return where the baseline that was frozen last stands."""
    return next(iter(_standings(event, list(Baseline.objects.filter(event=event)[:1]))), None)


def current_of(event: Event) -> Standing | None:
    """Return where the published baseline stands."""
    number = reference_of(event)
    return None if number == NOTHING else standing_of(event, number)


def _standings(event: Event, baselines: Sequence[Baseline]) -> list[Standing]:
    reference = reference_of(event)
    found = []
    for baseline in baselines:
        published = tuple(Publication.objects.filter(baseline=baseline))
        is_current = baseline.number == reference
        words = tuple(Word.objects.filter(baseline=baseline).order_by("at", "pk"))
        found.append(
            Standing(
                baseline=baseline,
                against=published[0].against if is_current else reference,
                words=tuple(each for each in words if each.kind != READ),
                readings=tuple(each for each in words if each.kind == READ),
                papers=tuple(Paper.objects.filter(baseline=baseline).order_by("at", "pk")),
                publications=published, is_current=is_current,
            )
        )  # fmt: skip
    return found


def has_seen(actor: Actor, baseline: Baseline, against: int) -> bool:
    """Say whether the actor saw these differences on this device."""
    seen = Seen.objects.filter(
        baseline=baseline, account_id=actor.account_id, device=actor.device, against=against
    )
    return bool(actor.device) and seen.exists()


def is_shown(here: Here, before: int | None, after: int | None) -> bool:
    """Say whether the reader was shown how the one baseline differs from the other, here."""
    if not after or before is None:
        return False
    return has_seen(here.actor, store.baseline_of(here.event, after), before)


def reading_by(here: Here, standing: Standing) -> Word | None:
    """Return the word by which the reader acknowledged the baseline."""
    own = (each for each in standing.readings if each.account_id == here.account.pk)
    return next(own, None)


def may_sign(here: Here) -> bool:
    """Say whether the reader signs baselines, and may therefore know that more has changed."""
    return here.may(Verb.APPROVE_BASELINE)


class Distance(Struct, frozen=True, kw_only=True):
    """How far the present plan is from the published baseline, as far as one may read."""

    number: int
    rows: int


def distance_of(here: Here) -> Distance | None:
    """Return it; None where nothing is published."""
    number = reference_of(here.event)
    if number == NOTHING:
        return None
    return Distance(number=number, rows=len(compared(here, number, None).rows))


class Count(Struct, frozen=True, kw_only=True):
    """How many findings of a severity were open, by status, and how many of them accepted."""

    severity: str
    by_status: tuple[tuple[str, int], ...]


class FindingsThen(Struct, frozen=True, kw_only=True):
    """The findings at the moment of freezing that are the reader's to read."""

    counts: tuple[Count, ...]
    accepted: tuple[Found, ...]


def findings_then(here: Here, baseline: Baseline) -> FindingsThen:
    """Return what was open when the plan was frozen."""
    kept = {each["identity"]: each for each in baseline.findings}
    told = [each for each in findings_for(here.actor, here.event, at=here.at)
            if each.identity in kept]  # fmt: skip
    by_severity: dict[int, Counter[str]] = {}
    for each in told:
        then = kept[each.identity]
        if not then["accepted"]:
            by_severity.setdefault(then["severity"], Counter())[then["status"]] += 1
    return FindingsThen(
        counts=tuple(
            Count(severity=SEVERITIES[depth].value, by_status=tuple(sorted(count.items())))
            for depth, count in sorted(by_severity.items())
        ),
        accepted=tuple(each for each in told if kept[each.identity]["accepted"]),
    )


class Verified(Struct, frozen=True, kw_only=True):
    """What the stored bytes lead to, beside what was written down when the plan was frozen."""

    root: str
    expected: str
    tables: tuple[tuple[str, bool], ...]
    bytes_count: int

    @property
    def is_whole(self) -> bool:
        """Say whether the bytes are those that were frozen."""
        return self.root == self.expected and all(same for _, same in self.tables)


def verified(here: Here, baseline: Baseline) -> Verified:
    """Return the roots worked out anew from the stored bytes, which are read from the store now."""
    key = bytes(here.event.key)
    snapshot = store.fresh_package(baseline.pk, key).snapshot
    roots = store.table_roots(snapshot, key)
    names = sorted({*roots, *baseline.table_roots})
    tables = tuple((name, roots.get(name) == baseline.table_roots.get(name)) for name in names)
    return Verified(
        root=snapshot.root(key).hex(), expected=baseline.root, tables=tables,
        bytes_count=store.size_of(baseline),
    )  # fmt: skip


def proof_for(here: Here, baseline: Baseline) -> Proof:
    """Return the baseline's rows that the reader may read, and hashes in place of the others."""
    readable = readable_of(here, baseline.number)
    snapshot = store.snapshot_of(here.event, baseline.number)
    made = redacted(snapshot, lambda _table, row: readable(row), key=bytes(here.event.key))
    assert root_of(made) == baseline.root, baseline.pk
    return made


def frozen_at(standing: Standing) -> datetime:
    """Return when it was frozen."""
    return standing.baseline.at
