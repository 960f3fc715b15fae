"""ISO 2709, the exchange format of MARC: records cut at their terminator, fields found by the directory.

A length that a leader gives is not believed: where it is wrong, the record ends at its terminator (0x1D),
or where the next leader stands, so that one broken record costs no other.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO, NamedTuple

from app.domain.errors import DomainError

LEADER = 24
LONGEST = 1 << 20
"""A record has at most 99,999 bytes by its leader; more than this without a terminator is no MARC."""
SUBFIELD = "\x1f"
_RECORD_END, _FIELD_END = b"\x1d", b"\x1e"
_ENTRY = 12
_PART = 1 << 16
_BLANKS = b" \r\n\t\x00\x1a\xef\xbb\xbf"
LEADER_SHAPE = re.compile(rb"\d{5}[a-z][a-z][a-z0-9 ][ a-z0-9#][ a#]\d\d\d{5}.{3}45\d[0 ]\d{3}", re.DOTALL)


class RawField(NamedTuple):
    """A field before its encoding is known."""

    tag: str
    content: bytes


@dataclass(frozen=True, slots=True)
class RawRecord:
    """A record before its encoding is known; `wrong_length`: the leader gives another length than it has."""

    leader: str
    fields: tuple[RawField, ...]
    wrong_length: bool = False


def pieces(file: IO[bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield what stands between terminators, with the byte at which it begins.

    Raises:
        DomainError: `exchange.marc_endless`, nothing ends a record for far longer than one can be.
    """
    place, rest = 0, b""
    while part := file.read(_PART):
        *whole, rest = (rest + part).split(_RECORD_END)
        for piece in whole:
            yield from _apart(place, piece)
            place += len(piece) + 1
        if len(rest) > LONGEST:
            raise DomainError("exchange.marc_endless", "file", place=place)
    if rest.strip(_BLANKS):
        yield from _apart(place, rest, ended=False)


def parse(piece: bytes) -> RawRecord:
    """Return one record.

    Raises:
        DomainError: `exchange.marc_leader`, `exchange.marc_directory`, `exchange.marc_cut_off`.
    """
    leader = piece[:LEADER].decode("ascii", errors="replace")
    if len(leader) < LEADER or not (leader[:5].isdigit() and leader[12:17].isdigit()):
        raise DomainError("exchange.marc_leader")
    if not piece.endswith(_RECORD_END):
        raise DomainError("exchange.marc_cut_off")
    base = int(leader[12:17])
    directory = piece[LEADER : base - 1]
    if not LEADER < base <= len(piece) or len(directory) % _ENTRY or piece[base - 1 : base] != _FIELD_END:
        raise DomainError("exchange.marc_leader")
    body = piece[base:]
    entries = (directory[place : place + _ENTRY] for place in range(0, len(directory), _ENTRY))
    return RawRecord(leader, tuple(_field(entry, body) for entry in entries), int(leader[:5]) != len(piece))


def is_control(tag: str) -> bool:
    """Say whether a field has neither indicators nor subfields."""
    return tag.startswith("00")


def _field(entry: bytes, body: bytes) -> RawField:
    tag, figures = entry[:3].decode("ascii", errors="replace"), entry[3:]
    if not (figures.isdigit() and tag.isalnum()):
        raise DomainError("exchange.marc_directory", entry=entry.decode("ascii", errors="replace"))
    start, length = int(figures[4:]), int(figures[:4])
    content = body[start : start + length]
    if not length or len(content) < length or not content.endswith(_FIELD_END):
        raise DomainError("exchange.marc_directory", entry=entry.decode("ascii"))
    return RawField(tag, content[:-1])


def _apart(place: int, piece: bytes, *, ended: bool = True) -> Iterator[tuple[int, bytes]]:
    """Cut a piece before each leader that stands inside it: there a terminator was lost."""
    bare = piece.lstrip(_BLANKS)
    if not bare:
        return
    place += len(piece) - len(bare)
    content = bare + _RECORD_END if ended else bare
    if content[:5].isdigit() and int(content[:5]) == len(content):
        yield place, content
        return
    starts = [0, *(found.start() for found in LEADER_SHAPE.finditer(content) if found.start())]
    for start, end in zip(starts, [*starts[1:], len(content)], strict=True):
        yield place + start, content[start:end]
