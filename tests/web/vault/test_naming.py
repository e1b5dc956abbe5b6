"""Names of files show what the files are, and lead nowhere."""

import pytest

from summitry_web.vault.naming import cleaned, named
from summitry_web.vault.parse.kinds import Kind

CLEANED = {
    "../../etc/passwd": "passwd",
    "C:\\Users\\x\\plan.docx": "plan.docx",
    "annex\u202efdp.exe": "annexfdp.exe",
    "a\u0000b\u200bc.txt": "abc.txt",
    'a"; x=<b>.txt': "a__ x=_b_.txt",
    "..": "file",
    "": "file",
    "  два  слова.txt": "два слова.txt",
    "计划\u2028.txt": "计划.txt",
    "a" * 300 + ".txt": "a" * 116 + ".txt",
}


@pytest.mark.parametrize("name", CLEANED)
def test_name_is_cleaned(name):
    assert cleaned(name) == CLEANED[name]


def test_ending_is_what_the_file_is():
    assert named("annex\u202efdp.exe", Kind.PDF) == "annexfdp_exe.pdf"
    assert named("photo.jpeg", Kind.JPEG) == "photo.jpeg"
    assert named("page.html", Kind.PNG) == "page_html.png"
    assert named("photo.png", Kind.JPEG) == "photo.jpg"
