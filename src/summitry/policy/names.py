"""How alike two names are, whatever script, spelling or order they are written in.

A name is taken apart into tokens, each romanised and folded, so that spellings of one sound become
one (``Yuriy``, ``Iurii``). Scripts that write few vowels are compared by consonants alone. Two
names are as alike as their least alike pair of tokens, in whatever order the tokens stand.

What it cannot know: readings of Chinese characters other than Mandarin's, nicknames, and names that
were changed.
"""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import groupby
from unicodedata import category, normalize
from unicodedata import name as character_name

from anyascii import anyascii
from msgspec import Struct
from rapidfuzz.distance.OSA import distance
from rapidfuzz.fuzz import ratio

NAME_LENGTH_MAX = 200
TOKENS_MAX = 8
TOKEN_CACHE_MAX = 100_000
LETTER_CACHE_MAX = 10_000

_APOSTROPHES = frozenset("'’‘ʼʻ`´ʿʾ׳")  # noqa: RUF001  # these are the apostrophes meant
# "Le", "Do", "La" and "Da" are left in: in Viet Nam they are surnames.
_PARTICLES = frozenset(
    {
        *("al", "el", "bin", "bn", "ibn", "bint", "binti", "bt"),
        *("de", "dos", "das", "del", "della", "der", "von"),
    }
)
_PARTS_MIN = 2
_VARIANTS = {
    # Romanisations of Korean surnames, and shortenings that are one name.
    "bag": "park",
    "bak": "park",
    "pak": "park",
    "choe": "choi",
    "gang": "kang",
    "gim": "kim",
    "jeong": "jung",
    "md": "mohammed",
    "mohd": "mohammed",
    "othman": "osman",
    "rhee": "lee",
    "umar": "omar",
    "usman": "osman",
    "uthman": "osman",
    "yi": "lee",
}
_HANGUL_SURNAMES = {"i": "lee", "no": "roh", "im": "lim", "yu": "yoo"}
_SERVANT = re.compile(r"^abd(?:[aeou]+[lr]?)?(?=.{3})")
_SERVANT_ALONE = re.compile(r"^abd(?:[aeou]+[lr]?)?$")
_ARTICLE = re.compile(r"^[ae]l(?=.{4})")

MILD_SOUNDS = (("ou", "u"), ("oo", "u"), ("eo", "u"), ("ee", "i"), ("y", "i"))
_SOUNDS = (
    ("shch", "S"),
    ("tsch", "S"),
    ("sch", "S"),
    ("tch", "S"),
    ("sh", "S"),
    ("ch", "S"),
    ("dzh", "j"),
    ("dj", "j"),
    ("zh", "j"),
    ("kh", "h"),
    ("gh", "g"),
    ("th", "t"),
    ("dh", "d"),
    ("ph", "f"),
    ("ck", "k"),
    ("qu", "k"),
    ("q", "k"),
    ("x", "ks"),
    ("ts", "s"),
    ("tz", "s"),
    ("ce", "se"),
    ("ci", "si"),
    ("cy", "si"),
    ("c", "k"),
    ("z", "s"),
    ("ie", "i"),
    ("ey", "i"),
    ("ei", "i"),
    ("ej", "i"),
    ("ij", "i"),
    *MILD_SOUNDS,
)
_NO_DIGRAPH = "-"
"""Stands between the letters of a script whose every letter is one sound."""

_SYLLABLE = re.compile("[aeiouy]+")
_VOWELS = str.maketrans("", "", "aeiou")
_ROUNDED = str.maketrans("eo", "iu")
_POOR_SCRIPTS = ("ARABIC", "HEBREW", "SYRIAC", "THAI", "LAO", "DEVANAGARI", "BENGALI")


class Token(Struct, frozen=True):
    """One part of a name.

    Parameters
    ----------
    folded
        As it sounds, spellings of one sound made one.
    consonants
        The same without vowels; empty for a token of one syllable.
    bones
        The consonants that a script with few vowels writes.
    """

    letters: str
    folded: str
    consonants: str
    bones: str


class Name(Struct, frozen=True, kw_only=True):
    """A name made ready for comparing.

    Parameters
    ----------
    poor
        Whether its script writes too few vowels to compare them.
    """

    tokens: tuple[Token, ...]
    poor: bool
    bones: str

    @property
    def run(self) -> str:
        """All tokens written as one, for names that are split differently."""
        return _run(token.letters for token in self.tokens)


def prepared(written: str) -> Name:
    """Return the name made ready; a name without letters has no tokens."""
    text = normalize("NFKC", written[:NAME_LENGTH_MAX])
    parts = [part for word in _words(text) for part in _romanised(word)]
    weighty = [part for part in parts if part not in _PARTICLES]
    kept = weighty if len(weighty) >= _PARTS_MIN else parts
    tokens = tuple(_token(part) for part in kept[:TOKENS_MAX])
    return Name(
        tokens=tokens,
        poor=not text.isascii() and any(map(_is_poor, text)),
        bones="".join(sorted(token.bones for token in tokens)),
    )


def _run(parts: Iterable[str]) -> str:
    return _sounding("".join(parts), MILD_SOUNDS)


def _words(text: str) -> list[str]:
    """Return the runs of letters and their marks; apostrophes join, everything else parts."""
    return "".join(map(_kept, text)).split()


@lru_cache(maxsize=LETTER_CACHE_MAX)
def _kept(letter: str) -> str:
    """Return what a character leaves: a letter itself, an apostrophe nothing, the rest a gap."""
    if category(letter)[0] in "LM":
        return letter
    return "" if letter in _APOSTROPHES else " "


@lru_cache(maxsize=LETTER_CACHE_MAX)
def _is_poor(letter: str) -> bool:
    return letter > "֐" and character_name(letter, "").startswith(_POOR_SCRIPTS)


@lru_cache(maxsize=TOKEN_CACHE_MAX)
def _romanised(word: str) -> tuple[str, ...]:
    """Return the word in small Latin letters, taken apart where its script does not do so."""
    script = character_name(word[0], "").split(" ")[0]
    if script in {"CJK", "HANGUL"}:
        surname = anyascii(word[0]).lower()
        if script == "HANGUL":
            surname = _HANGUL_SURNAMES.get(surname, surname)
        given = anyascii(word[1:]).lower()
        return (*_taken_apart(surname), *([given] if given else []))
    if word.startswith("عبد") and len(word) > len("عبد") + 1:
        return ("abd", *_romanised(word.removeprefix("عبد")))
    if word.startswith("ال") and len(word) > len("ال") + 1:
        word = word.removeprefix("ال")
    if _is_poor(word[0]):
        letters = _NO_DIGRAPH.join(_letters(letter) for letter in word)
    else:
        letters = _letters(word)
    if script == "GREEK":
        letters = letters.replace("oy", "ou")
    return tuple(_taken_apart(letters)) if letters.strip(_NO_DIGRAPH) else ()


def _letters(word: str) -> str:
    return "".join(letter for letter in anyascii(word).lower() if "a" <= letter <= "z")


def _taken_apart(letters: str) -> list[str]:
    letters = _VARIANTS.get(letters, letters)
    if _SERVANT_ALONE.match(letters) or letters == "bd":
        return ["abd"]
    found = _SERVANT.match(letters)
    if found:
        return ["abd", letters[found.end() :]]
    return [_ARTICLE.sub("", letters)]


@lru_cache(maxsize=TOKEN_CACHE_MAX)
def _token(letters: str) -> Token:
    """Fold a token; one of a single syllable hardly.

    ``Thuan`` and ``Tuan``, ``Trang`` and ``Trung`` are different names, while ``Mohammed`` and
    ``Muhammad`` are one.
    """
    bones = _sounding(letters.replace("w", "u"), _SOUNDS).translate(_VOWELS)
    bones = bones.replace("j", "s").replace("S", "s").replace("v", "f")
    bones = _undoubled(bones.removesuffix("h") if len(bones) > 1 else bones)
    if len(_SYLLABLE.findall(letters)) == 1:
        plain = _sounding(letters, MILD_SOUNDS)
        return Token(letters=letters, folded=plain, consonants="", bones=bones)
    sound = _sounding(letters.replace("w", "v"), _SOUNDS)
    if sound.endswith("v"):
        sound = sound.removesuffix("v") + "f"
    return Token(
        letters=letters,
        folded=_undoubled(sound.translate(_ROUNDED)),
        consonants=_undoubled(sound.translate(_VOWELS)),
        bones=bones,
    )


def _sounding(letters: str, sounds: tuple[tuple[str, str], ...]) -> str:
    for spelling, sound in sounds:
        letters = letters.replace(spelling, sound)
    return _undoubled(letters.replace(_NO_DIGRAPH, ""))


def _undoubled(letters: str) -> str:
    return "".join(letter for letter, _ in groupby(letters))


# How alike two tokens, and two names, are.

_SAME_CONSONANTS = 0.97
SAME_BONES = 0.95
_SLIP = 0.92
_SHORT_ALIKE_MAX = 0.89
_INITIAL = 0.9
_UNMATCHED = 0.98
VOWELS_ALIKE_MIN = 0.7
HOPELESS = 0.5
"""Below this the rest of two names is not looked at, so that a likeness is only a bound."""

_CONSONANTS_MIN = 3
_BONES_MIN = 4
_SLIP_LENGTH_MIN = 6


def likeness(one: Name, other: Name) -> float:
    """Return how alike two names are, 0 to 1; 1 for one name in two orders or spellings."""
    if not one.tokens or not other.tokens:
        return 0.0
    if one.poor != other.poor:
        return _across_scripts(one, other)
    if _same_run(one, other):
        return 1.0
    return _paired(one.tokens, other.tokens, _token_likeness)


def _across_scripts(one: Name, other: Name) -> float:
    """Compare by consonants; names with very few of them are never alike."""
    if min(len(one.bones), len(other.bones)) < _BONES_MIN:
        return 0.0
    if one.bones == other.bones:
        return SAME_BONES
    return SAME_BONES * _paired(one.tokens, other.tokens, _bones_likeness)


def _same_run(one: Name, other: Name) -> bool:
    """Say whether the tokens in some rotation read the same when written as one."""
    if one.run == other.run:
        return True
    if sorted(one.run) != sorted(other.run):
        return False
    return other.run in _turned(one) or one.run in _turned(other)


def _turned(name: Name) -> set[str]:
    parts = [token.letters for token in name.tokens]
    return {_run(parts[turn:] + parts[:turn]) for turn in range(1, len(parts))}


Compare = Callable[[Token, Token], float]


def _paired(one: tuple[Token, ...], other: tuple[Token, ...], compare: Compare) -> float:
    """Return the least likeness when each token of the shorter name takes its best free match."""
    short, long = sorted((one, other), key=_length_and_letters)
    if len(short) == 1 and len(long) > 1:
        return 0.0
    free = sorted(long, key=lambda each: each.letters)
    least = 1.0
    for token in sorted(short, key=lambda each: (-len(each.letters), each.letters)):
        alike, best = max((compare(token, each), place) for place, each in enumerate(free))
        least = min(least, alike)
        if least < HOPELESS:
            return least
        del free[best]
    return least * (_UNMATCHED if free else 1.0)


def _length_and_letters(tokens: tuple[Token, ...]) -> tuple[int, list[str]]:
    return len(tokens), [token.letters for token in tokens]


def _token_likeness(one: Token, other: Token) -> float:
    if one.folded == other.folded:
        return 1.0
    shorter, longer = sorted((one.letters, other.letters), key=len)
    if len(shorter) == 1:
        return _INITIAL if longer.startswith(shorter) else 0.0
    alike = ratio(one.folded, other.folded) / 100
    same = one.consonants == other.consonants and len(one.consonants) >= _CONSONANTS_MIN
    if same and alike >= VOWELS_ALIKE_MIN:
        return max(alike, _SAME_CONSONANTS)
    if len(shorter) < _SLIP_LENGTH_MIN:
        # One letter tells short names apart: Phong and Phuong, Anh and Hanh.
        return min(alike, _SHORT_ALIKE_MAX)
    slipped = distance(shorter, longer, score_cutoff=1) == 1
    return max(alike, _SLIP) if slipped else alike


def _bones_likeness(one: Token, other: Token) -> float:
    return 1.0 if one.bones == other.bones else ratio(one.bones, other.bones) / 100
