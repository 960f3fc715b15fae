"""In which encoding a text was written: what it declares, else what its bytes are evidence of."""

import codecs
import re
from collections.abc import Iterable
from pathlib import Path

from app.domain.errors import DomainError

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16-le", "utf-16-be", "cp1251", "cp866", "cp1252")
"""What can be asked for; a byte order mark is taken off where there is one."""
SAMPLE = 1 << 20
_PART = 1 << 18
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
SINGLE_BYTE = ("cp1251", "cp866", "cp1252")
KEEPING_BYTES = "surrogateescape"
"""How a text of such an encoding is decoded so that bytes it does not define are not lost."""
_LETTERS = {
    "cp1251": re.compile("[а-яёўі]+|[А-ЯЁЎІ][а-яёўі]*|[А-ЯЁЎІ]+"),
    "cp866": re.compile("[а-яёў]+|[А-ЯЁЎ][а-яёў]*|[А-ЯЁЎ]+"),
    # A word of Western Europe has ASCII letters beside the others; one wholly of others is Cyrillic misread.
    "cp1252": re.compile(
        "(?=.*[A-Za-z])(?:[A-Za-zß-öø-ÿšžœ]+|[A-ZÀ-ÖØ-ÞŠŽŒ]+|[A-ZÀ-ÖØ-ÞŠŽŒ][a-zß-öø-ÿšžœ]+)"
    ),
}
_WORD = re.compile(r"[^\W\d_]+")
_SURELY_UTF8 = re.compile(
    "[\u0400-\u04ff]{2}"  # two letters of Cyrillic, which are four bytes of one pattern
    "|[A-Za-z][\u02bb\u02bc]|[a-z][\u00c0-\u024f]"  # a letter written for a Latin one before it
    "|[\u2010-\u2026\u2116]|\u00ab.*\u00bb"
)
_UNDEFINED = re.compile("[\udc80-\udcff]")
_PLAIN_SIGNS = frozenset("«»–—“”„‘’…№§°\u00a0×±")


def encoding_of(path: Path) -> tuple[str, bool]:
    """Return the encoding of a text file, and whether it is a guess of which a person should be told.

    Raises:
        DomainError: `exchange.binary`, the bytes are no text in any encoding that is read.
    """
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    if told := declared(sample):
        return told, False
    if is_utf8(path):
        return "utf-8", False
    return single_byte(_beyond_ascii(path) or sample), True


def declared(sample: bytes) -> str:
    """Return the encoding that a text says by its mark, or by the zero bytes of UTF-16; empty for others."""
    marked = next((name for mark, name in _MARKS if sample.startswith(mark)), "")
    return marked or _without_mark(sample)


def is_utf8(path: Path) -> bool:
    """Say whether a whole file is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while part := file.read(_PART):
                decoder.decode(part)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def single_byte(sample: bytes) -> str:
    """Return the encoding in which most words of a sample look like words; damaged UTF-8 stays UTF-8.

    Raises:
        DomainError: `exchange.binary`, no encoding makes words of it.
    """
    text = sample.decode("utf-8", errors="ignore")
    if sum(len(character.encode()) for character in text if character > "\x7f") > _beyond(sample) * 0.8:
        return "utf-8"
    scores = {name: _score(sample, name) for name in SINGLE_BYTE}
    best = max(scores, key=lambda name: scores[name])
    if scores[best] <= 0:
        raise DomainError("exchange.binary", "file")
    return best


def is_utf8_among_others(text: str, encoding: str) -> bool:
    """Say whether a text that was read in a single-byte encoding (`KEEPING_BYTES`) is certainly UTF-8.

    All its bytes must be, and must make something that no bytes of the other encoding make by chance; where
    that is doubtful, as in a single letter and a sign, the answer is no.
    """
    if text.isascii():
        return False
    try:
        return _SURELY_UTF8.search(text.encode(encoding, KEEPING_BYTES).decode("utf-8")) is not None
    except UnicodeError:
        return False


def shown(text: str) -> str:
    """Return a text with a replacement character for each byte that its encoding does not define."""
    return text if text.isascii() else _UNDEFINED.sub("\N{REPLACEMENT CHARACTER}", text)


def _without_mark(sample: bytes) -> str:
    """UTF-16 betrays itself by the zero bytes of its blanks, figures and line ends, all on one side."""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if max(even, odd) < len(sample) * 0.05 or min(even, odd) * 4 > max(even, odd):
        return ""
    name = "utf-16-le" if odd > even else "utf-16-be"
    try:
        codecs.getincrementaldecoder(name)().decode(sample)
    except UnicodeDecodeError:
        return ""
    return name


def _beyond_ascii(path: Path) -> bytes:
    """Return the first lines that hold more than ASCII, as far as a sample goes."""
    found: list[bytes] = []
    with path.open("rb") as file:
        while sum(map(len, found)) < _PART and (line := file.readline(_PART)):
            if not line.isascii():
                found.append(line)
    return b"".join(found)


def _beyond(sample: bytes) -> int:
    return sum(byte > 0x7F for byte in sample)


def _score(sample: bytes, name: str) -> float:
    text = sample.decode(name, errors="replace")
    words = [word for word in _WORD.findall(text) if not word.isascii()]
    return _of_words(words, _LETTERS[name]) - 2 * sum(
        character > "\x7f" and not character.isalpha() and character not in _PLAIN_SIGNS for character in text
    )


def _of_words(words: Iterable[str], letters: re.Pattern[str]) -> int:
    return sum(len(word) if letters.fullmatch(word) else -len(word) for word in words)
