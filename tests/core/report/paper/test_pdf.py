"""Every kind of paper in every language as PDF: it compiles and says its words."""

import io
import re
import unicodedata

import pypdf
import pytest
import zxingcpp
from msgspec.structs import replace

from summitry.plan.access import Participant
from summitry.plan.posts import Post
from summitry.plan.terms import Marking
from summitry.report.language import NAMES
from summitry.report.paper.catalogue import MAKERS, coded, document
from summitry.report.paper.document import Document, Facts, Grid, Kind, Sentence, Words
from summitry.report.paper.pdf import ATTACHMENT, Attached, Carried, breakable, pdf_of, square
from summitry.report.paper.sheet import Copy, cleaned
from tests.plans.papers import PRINTED, SUBJECTS, sheet, source
from tests.plans.small_moments import at

LETTERS = {
    "ar": re.compile("[\u0600-\u06ff\ufb50-\ufeff]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ru": re.compile("[\u0400-\u04ff]"),
}


def carried(papers, plan, language="en", copy=None):
    return Carried(
        plan=PRINTED.plan_hash,
        printed_at=PRINTED.printed_at,
        language=language,
        papers=tuple(
            Attached(code=coded(plan, each).text, copy=copy, document=each) for each in papers
        ),
    )


def printed(papers, plan, language="en", **more):
    sheets = [sheet(each, language, plan) for each in papers]
    return pdf_of(sheets, carried(papers, plan, language), **more)


def read(content):
    return pypdf.PdfReader(io.BytesIO(content))


def text(content):
    return "\n".join(page.extract_text() for page in read(content).pages)


def squeezed(told):
    """Return the letters without spaces, accents and doubles.

    pypdf reads a letter whose dot is a glyph of its own twice over (“ọ” as “ọọ”); poppler and
    screen readers read it once.
    """
    plain = [sign for sign in unicodedata.normalize("NFD", told) if not unicodedata.combining(sign)]
    # Codes are of capitals and digits, and are read once.
    return re.sub(r"([a-z])\1+", r"\1", re.sub(r"\s+", "", "".join(plain)))


def outside(content):
    """Return the texts that begin off their page."""
    found = []
    for page in read(content).pages:
        width, height = (float(side) for side in page.mediabox[2:])

        def look(told, cm, tm, _font, _size, width=width, height=height):
            x = tm[4] * cm[0] + tm[5] * cm[2] + cm[4]
            y = tm[4] * cm[1] + tm[5] * cm[3] + cm[5]
            if told.strip() and not (0 <= x <= width and 0 <= y <= height):
                found.append((told[:20], x, y))

        page.extract_text(visitor_text=look)
    return found


@pytest.mark.parametrize("language", sorted(NAMES))
@pytest.mark.parametrize("kind", list(Kind))
def test_every_kind_in_every_language_compiles_and_says_its_words(kind, language):
    plan = source()
    paper = document(plan, kind, SUBJECTS[kind])
    shown = sheet(paper, language, plan)
    content = printed([paper], plan, language)
    told = squeezed(text(content))

    assert shown.code in told
    assert squeezed(shown.marking) in told
    assert outside(content) == []
    if language in LETTERS:
        assert LETTERS[language].search(text(content))
    if language not in ("ar", "vi"):
        # Arabic letters come out of a PDF in the forms they take beside each other; a Vietnamese
        # letter with a dot below is set as two glyphs, and pypdf takes it from both.
        for word in (shown.title, shown.heading, shown.plan, shown.printed):
            assert squeezed(word) in told
    assert read(content).metadata["/Title"] == f"{shown.title} · {shown.heading}"


def test_every_page_carries_code_plan_marking_moment_and_its_number():
    plan = source(
        Participant(participant_id=f"PX-{n:04}", category="delegate", badge=f"X{n:04}")
        for n in range(1_200)
    )
    paper = document(plan, Kind.GATE_LIST, "G-1")
    shown = sheet(paper, plan=plan)
    pages = [page.extract_text() for page in read(printed([paper], plan)).pages]

    assert len(pages) > 3
    for number, told in enumerate(pages, start=1):
        for word in (shown.code, shown.plan, shown.printed, f"Page {number} of {len(pages)}"):
            assert squeezed(word) in squeezed(told)
        assert "TLP:AMBER" in told
    assert "X0000" in "".join(pages)
    assert "X1199" in pages[-1]


def test_each_paper_in_one_file_counts_its_own_pages():
    plan = source()
    papers = [document(plan, Kind.POST_CARD, each) for each in ("P-gate1", "P-ward")]

    pages = [page.extract_text() for page in read(printed(papers, plan)).pages]

    assert [("Page 1 of 1" in told) for told in pages] == [True, True]


def test_same_papers_give_the_same_bytes():
    plan = source()
    paper = document(plan, Kind.NOTICE, "")

    assert printed([paper], plan) == printed([paper], plan)


def test_file_tells_code_and_plan_and_carries_the_paper():
    plan = source()
    paper = document(plan, Kind.NOTICE, "")
    found = read(printed([paper], plan))
    keywords = found.metadata["/Keywords"].split(", ")

    assert keywords == ["summitry", f"plan:{PRINTED.plan_hash}", f"code:{coded(plan, paper).text}"]
    assert list(found.attachments) == [ATTACHMENT]


def test_file_says_that_it_is_made_for_screen_readers():
    plan = source()
    found = read(printed([document(plan, Kind.NOTICE, "")], plan, "ar"))
    described = found.trailer["/Root"]["/Metadata"].get_object().get_data()

    assert b"<pdfuaid:part>1</pdfuaid:part>" in described
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert found.trailer["/Root"]["/Lang"] == "ar"


def test_fonts_are_the_program_s_own():
    plan = source()
    content = printed([document(plan, Kind.CONTACTS, "")], plan, "zh")
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in read(content).pages
        for font in page["/Resources"]["/Font"].values()
    }

    assert fonts
    assert all("Noto" in name for name in fonts)


def test_cards_by_fours_stand_on_a4_and_none_is_lost():
    plan = source()
    subjects = ["P-gate1", "P-gate2", "P-ward", "P-gate1|2025-10-25", "P-ward|2025-10-25"]
    papers = [document(plan, Kind.POST_CARD, each) for each in subjects]

    found = read(printed(papers, plan, four_up=True))
    told = squeezed("".join(page.extract_text() for page in found.pages))

    assert len(found.pages) == 2
    assert [round(float(side) / 72 * 25.4) for side in found.pages[0].mediabox[2:]] == [210, 297]
    assert all(coded(plan, paper).text in told for paper in papers)


def test_numbered_copy_says_so_on_every_page_and_in_its_square_code():
    plan = source()
    paper = document(plan, Kind.GATE_LIST, "G-1")
    shown = sheet(paper, plan=plan)
    numbered = replace(shown, copy="Copy 3 of 5, for Gate 1", square=f"SUMMITRY {shown.code} #3")
    content = pdf_of([numbered], carried([paper], plan, copy=3))

    assert all("Copy 3 of 5, for Gate 1" in page.extract_text() for page in read(content).pages)
    assert Copy(number=3, count=5, recipient="Gate 1").number == 3


def test_square_code_is_read_back_by_a_scanner():
    told = "SUMMITRY N7K2-M9QX-4TRP #3"
    picture = zxingcpp.create_barcode(told, zxingcpp.BarcodeFormat.QRCode, ec_level="Q").to_image(
        scale=4
    )

    assert square(told).startswith("<?xml")
    assert zxingcpp.read_barcode(picture).text == told


HOSTILE = (
    '#panic("run") *bold* _it_ $x^2$ @label <label> `raw` // comment \\ #{sys.inputs} = title',
    ']#eval("1+1")[',
    "\u202eevil\u202c \u2067turned\u2069 \u0007bell\nline",
    "<script>alert(1)</script>&amp;",
)


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_stands_as_it_is_and_runs_nowhere(name):
    post = Post(post_id="P-h", name=name, site_id="hall", start=at(0), end=at(1))
    plan = source([post])
    paper = document(plan, Kind.POST_CARD, "P-h")

    told = text(printed([paper], plan))

    assert squeezed(cleaned(name)) in squeezed(told).replace("\u200b", "")


@pytest.mark.parametrize("name", ["W" * 10_000, "word " * 2_000, "長" * 10_000, "\u0645" * 10_000])
@pytest.mark.parametrize("four_up", [False, True])
def test_text_of_ten_thousand_characters_stays_within_the_page(name, four_up):
    post = Post(post_id="P-h", name=name, site_id="hall", start=at(0), end=at(1))
    plan = source([post])
    paper = document(plan, Kind.POST_CARD, "P-h")

    content = printed([paper], plan, four_up=four_up)
    told = squeezed(text(content)).replace("\u200b", "")

    assert outside(content) == []

    assert told.count(name[0]) >= len(squeezed(name)) // len(set(squeezed(name)))


def test_long_cells_of_a_table_go_on_over_pages():
    plan = source()
    long = Grid(
        name="orders",
        columns=("measure", "roads"),
        rows=((Words("A" * 10_000), Words("B" * 5_000)),),
        empty=Sentence(""),
    )
    paper = Document(
        kind=Kind.NOTICE,
        subject="",
        heading=Words("H"),
        event="E",
        timezone="UTC",
        marking=Marking.CLEAR,
        blocks=(long, Facts("", (("remarks", Words("C" * 9_000)),))),
    )

    content = printed([paper], plan)
    told = text(content).replace("\u200b", "")

    assert outside(content) == []
    assert (told.count("A") >= 10_000, told.count("B") >= 5_000, told.count("C") >= 9_000) == (
        True,
        True,
        True,
    )


def test_times_are_not_parted_and_long_runs_may_be():
    assert breakable("06:00\N{EN DASH}07:00") == "06:00\u2060\N{EN DASH}\u206007:00"
    assert breakable("a" * 24) == "a" * 24
    assert breakable("a" * 25) == "\u200b".join(["a" * 6] * 4 + ["a"])
    assert breakable("word " * 20) == "word " * 20
    assert breakable("\u9577" * 40) == "\u9577" * 40
    assert breakable("\u9577" + "a" * 25) == "\u9577" + breakable("a" * 25)


def test_every_kind_has_a_maker():
    assert MAKERS.keys() == set(Kind)
