"""What is published, and which rows differ from it, for the apps that know no baselines."""

from collections.abc import Mapping

from django.urls import reverse

from summitry_web.accounts.pages import Here
from summitry_web.baselines import store
from summitry_web.baselines.access.differences import readable_of
from summitry_web.baselines.access.standing import reference_of
from summitry_web.events.models import Event
from summitry_web.plans.told import Differing, Published


def differing(here: Here, table: str, hashes: Mapping[str, str]) -> Differing | None:
    """Return which of the reader's rows, told by key and hash, are new or changed since.

    A row whose former content is not the reader's is not said to differ, as when comparing.
    """
    number = reference_of(here.event)
    if not number:
        return None
    baseline = store.baseline_of(here.event, number)
    then = store.hashes_of(baseline, table)
    differ = {key for key, content in hashes.items() if then.get(key) != content}
    rows = store.package_of(baseline).snapshot.tables.get(table, {}) if differ else {}
    readable = readable_of(here, number) if differ else None
    return Differing(
        number=number,
        rows={
            key: "changed" if key in rows else "added"
            for key in differ
            if readable is None or key not in rows or readable(rows[key])
        },
        address=reverse("baselines:compare", kwargs={"event": here.event.slug})
        + f"?from={number}&to=now&table={table}",
    )


def published(event: Event) -> Published | None:
    """Return the published plan, for calculations; None where nothing is published."""
    baseline = store.current_of(event)
    if baseline is None:
        return None
    return Published(number=baseline.number, snapshot=store.package_of(baseline).snapshot)
