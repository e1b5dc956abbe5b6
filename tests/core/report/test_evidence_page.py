"""The page of evidence: it gives the pack back as it was, and shows where it was edited."""

from io import BytesIO

import pytest

from summitry.kit.errors import SummitryError
from summitry.report import evidence_page as module
from summitry.report.evidence_page import EvidencePage, evidence_page, is_page
from summitry.report.language import NAMES, language
from tests.core.operations.posts import Posts

LINES = Posts(6).lines()


def made(code="en"):
    return b"".join(evidence_page(LINES, language(code)))


def read(content):
    page = EvidencePage(BytesIO(content))
    return list(page.lines()), page.is_own


@pytest.mark.parametrize("code", sorted(NAMES))
def test_a_page_gives_the_pack_back_in_every_language(code):
    content = made(code)

    assert is_page(content.splitlines(keepends=True)[0])
    assert read(content) == (LINES, True)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<h1>", b"<h1 hidden>"),
        (b"</body>", b"<p>Forged</p></body>"),
        (b'<html lang="en"', b'<html lang="fr"'),
        (b'<html lang="en"', b'<html lang="xx"'),
        (b"</html>", b"</html> "),
    ],
)
def test_an_edit_around_the_pack_is_seen(old, new):
    content = made().replace(old, new)

    assert read(content) == (LINES, False)


def test_a_page_that_is_cut_off_is_not_own():
    content = made()
    end = content.index(b"\n</script>\n<script>") + 1

    assert read(content[:end]) == (LINES, False)


def test_a_line_that_is_no_line_is_named():
    content = made().replace(b'id="pack">\n', b'id="pack">\n!!!\n')

    with pytest.raises(SummitryError, match=r"pack\.malformed.*line=1"):
        read(content)


def test_a_page_fetches_nothing_and_runs_its_own_script_alone():
    told = made().decode()

    assert "default-src &#39;none&#39;; script-src &#39;sha256-" in told
    assert "src=" not in told.replace("-src ", "")
    assert told.count("<script>") == 1


def test_more_than_a_browser_opens_is_refused(monkeypatch):
    monkeypatch.setattr(module, "PAGE_BYTES_MAX", 1_000)

    with pytest.raises(SummitryError, match=r"pack\.too_large"):
        made()
