"""Text that cannot be kept, in each field of each form: refused in a sentence, and not lost."""

from copy import deepcopy
from urllib.parse import urlencode

import pytest
from django.db import transaction

from summitry.kit.streams import stream
from summitry_web.plans import held
from tests.web.test_matrix import FULL, SEED
from tests.web.together.busy import everybody_in
from tests.web.together.forms import crawled
from tests.web.together.test_twice import STARTS, counted, samples

CELLS = 80
"""How many fields with a text a run that is not full tries."""
MARK = "Zq7typed"
LONG = "x" * 5_000
ATTACKS = {
    "nul": f"{MARK}\x00end",
    "long": f"{MARK}{LONG}",
    "surrogate": f"{MARK}\ud800end",
    "bidi": f"\u202e{MARK}\u2066end",
}
KEPT = {"Draft", "Tries"}
"""What is not valid yet is kept as a draft, and tries are counted: both are for this."""
NOT_TYPED_AGAIN = {"accounts:password", "accounts:add-passkey"}


def posted(client, form, name, text):
    """Send the form with the text in the field, byte for byte as it is."""
    cells = {**form.cells(samples()), name: [text]}
    if form.files():
        cells = {key: [each.encode("utf-8", "surrogatepass") for each in values]
                 for key, values in cells.items()}  # fmt: skip
        return client.post(form.action, cells | form.files(), headers={"Referer": form.page})
    return client.post(
        form.action, urlencode(cells, doseq=True, errors="surrogatepass"),
        content_type="application/x-www-form-urlencoded",
        headers={"Referer": f"http://testserver{form.page}"},
    )  # fmt: skip


def tried(client, form, name, text):
    """Return what is wrong with how the site took the text, empty where nothing is."""
    before = counted()
    answer = posted(client, form, name, text)
    if answer.status_code >= 500:
        return f"{answer.status_code}"
    if answer.status_code < 400:
        return ""
    changed = {key for key, now in counted().items() if now != before[key]} - KEPT
    if changed:
        return f"half-saved: {changed}"
    told = answer.content.decode()
    if "notice-refused" not in told and "error" not in told:
        return "no sentence"
    is_there = MARK in told or MARK in client.get(form.page).content.decode()
    return "" if is_there else "lost"


def sampled(found):
    """Return every field of every form with every text; so many of them in a run not full."""
    cells = [
        (view, form, name, kind)
        for view, forms in found.items()
        for form in (forms if view not in NOT_TYPED_AGAIN else ())
        for name in form.texts
        for kind in ATTACKS
    ]
    assert len(cells) > CELLS
    if FULL:
        return cells
    print(f"texts: {CELLS} of {len(cells)}, SUMMITRY_SEED={SEED}")  # noqa: T201  # to repeat
    chosen = stream(SEED, "texts").choice(len(cells), CELLS, replace=False)
    return [cells[each] for each in sorted(chosen)]


@pytest.mark.django_db
def test_no_field_of_any_form_breaks_half_saves_or_loses_text(client):
    _, _, client = everybody_in(client)
    found = crawled(client, STARTS)

    wrong = []
    for view, form, name, kind in sampled(found):
        cookies, point = deepcopy(client.cookies), transaction.savepoint()
        said = tried(client, form, name, ATTACKS[kind])
        transaction.savepoint_rollback(point)
        held.forget_all()
        client.cookies = cookies
        if said:
            wrong.append((view, name, kind, said))

    assert sorted(wrong) == []
