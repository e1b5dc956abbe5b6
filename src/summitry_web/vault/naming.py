"""Cleans the names of files: what a name shows is what it is."""

import unicodedata

from summitry_web.vault.parse.kinds import Kind

NAME_MAX = 120
_FORBIDDEN = set('<>:"/\\|?*%;`$')
_CONTROL_CATEGORIES = {"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"}
_NOBODY = "file"


def cleaned(name: str) -> str:
    r"""Return the last part of the name without signs that steer, hide or turn text around.

    A right-to-left override makes ``annex\u202efdp.exe`` look like ``annexexe.pdf``.
    """
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        "_" if each in _FORBIDDEN else each
        for each in last
        if unicodedata.category(each) not in _CONTROL_CATEGORIES
    )
    return " ".join(kept.split()).strip(". ")[-NAME_MAX:] or _NOBODY


def named(name: str, kind: Kind) -> str:
    """Return the cleaned name with the ending of what the file is."""
    clean = cleaned(name)
    stem, _, ending = clean.rpartition(".")
    known = {kind.value, "jpeg"} if kind is Kind.JPEG else {kind.value}
    if stem and ending.lower() in known:
        return clean
    stem = stem if stem and ending.lower() in {each.value for each in Kind} else clean
    return f"{stem.replace('.', '_')}.{kind.value}"
