"""Letters of MARC-8, with the tables of the Library of Congress as pymarc has them.

pymarc's own reader makes a blank of what it cannot read and looks for Cyrillic only in the lower half of the
codes; a text that loses letters in silence must not be registered.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from pymarc.marc8_mapping import CODESETS, ODD_MAP

LOST = "\N{REPLACEMENT CHARACTER}"
_ASCII, _ANSEL, _EAST_ASIAN = ord("B"), ord("E"), ord("1")
_ESCAPE = re.compile(rb"\x1b(?:(?P<alone>[gbps])|\$?(?P<half>[(,)-])?!?(?P<named>[0-~]))")
"""What chooses a set: one of four by itself, else any by its final byte, for the lower half of the codes or,
after `)` or `-`, for the upper one (the specification's techniques 1 and 2). ANSEL is called `!E`."""
_CONTROLS: Mapping[int, str] = {0x88: "\x98", 0x89: "\x9c", 0x8D: "\u200d", 0x8E: "\u200c"}
"""Marks around an article that does not sort, and joiners: the same whatever set is chosen."""


def from_marc8(content: bytes) -> str:
    """Return a text of MARC-8 in letters (NFC), `LOST` in place of each that cannot be read.

    A mark stands before its letter there; one that has none is lost.
    """
    made: list[str] = []
    marks: list[str] = []
    for letter, is_mark in _letters(content):
        if is_mark:
            marks.append(letter)
        else:
            made += [letter, *marks]
            marks.clear()
    made += [LOST] if marks else []
    return unicodedata.normalize("NFC", "".join(made))


def _letters(content: bytes) -> Iterator[tuple[str, bool]]:
    """Each letter, and whether it is a mark of the next one."""
    lower, upper, place = _ASCII, _ANSEL, 0
    while place < len(content):
        byte = content[place]
        if byte == 0x1B:
            found = _ESCAPE.match(content, place)
            chosen = _chosen(found)
            if found is None or chosen not in CODESETS:
                # Nobody knows what its letters would be.
                yield LOST, False
                place += 1 if found is None else len(found[0])
                continue
            lower, upper = (lower, chosen) if found["half"] in (b")", b"-") else (chosen, upper)
            place += len(found[0])
            continue
        wide = lower == _EAST_ASIAN and 0x20 < byte < 0x80
        code = int.from_bytes(content[place : place + 3]) if wide else byte
        place += 3 if wide else 1
        yield _letter(code, upper if 0x80 <= code < 0x100 else lower)


def _chosen(found: re.Match[bytes] | None) -> int:
    if found is None:
        return 0
    alone = found["alone"]
    return _ASCII if alone == b"s" else ord(alone or found["named"])


def _letter(code: int, chosen: int) -> tuple[str, bool]:
    """A letter of the chosen set, of which the tables hold one half where it can stand in either."""
    if code <= 0x20 or code in _CONTROLS:
        return _CONTROLS.get(code, chr(code)), False
    table = CODESETS[chosen]
    known = table.get(code) or (table.get(code ^ 0x80) if code < 0x100 else None)
    if known is not None:
        return chr(known[0]), bool(known[1])
    if code in ODD_MAP:
        return chr(ODD_MAP[code]), False
    return LOST, False
