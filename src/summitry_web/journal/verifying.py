"""`python -m summitry_web verify-journal FILE`: judges an evidence file, without a database."""

import argparse
import sys
from pathlib import Path

from summitry.kit.errors import SummitryError
from summitry.operations.audit import judge_file
from summitry.operations.judge import Fault, Verified
from summitry.report import refusals
from summitry.report.language import Language, language
from summitry_web.journal.sentences import REASONS, SENTENCES, VERIFIED

BAD, REFUSED = 1, 2


def main(arguments: list[str]) -> int:
    """Print the verdict; return 0 where the journal is whole, 1 where not, 2 for no such file."""
    parser = argparse.ArgumentParser(prog="verify-journal")
    parser.add_argument("file", type=Path)
    parser.add_argument("--key", default="", help="the node's public key, in base64")
    parser.add_argument("--lang", default="en")
    asked = parser.parse_args(arguments)
    refusals.SENTENCES.update(SENTENCES)
    reader = language(asked.lang)
    try:
        found = _judged(asked.file, asked.key)
    except SummitryError as refusal:
        sys.stderr.write("\n".join(refusals.sentences(refusal, reader)) + "\n")
        return REFUSED
    sys.stdout.write(verdict(found, reader) + "\n")
    return 0 if isinstance(found, Verified) else BAD


def _judged(path: Path, key: str) -> Verified | Fault:
    try:
        with path.open("rb") as lines:
            return judge_file(lines, public_key=key)
    except OSError as problem:
        raise SummitryError(
            "journal.no_file", path=str(path), problem=problem.strerror or str(problem)
        ) from problem


def verdict(found: Verified | Fault, reader: Language) -> str:
    """Return the verdict as a sentence."""
    facts = {name: getattr(found, name) for name in found.__struct_fields__}
    sentence = VERIFIED if isinstance(found, Verified) else REASONS[found.reason]
    return reader.gettext(sentence).format(**facts)
