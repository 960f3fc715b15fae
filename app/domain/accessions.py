"""Accession numbers: under which a library enters each copy in its own register.

A number is a prefix without figures, the year where the series begins anew each year, and a running number:
`K2026-000123`, `KF-004512`. Because no prefix holds a figure, two series of a library with different prefixes
never make the same number.
"""

import re
from dataclasses import dataclass

from app.domain.codes import CYRILLIC_KEYBOARD, CYRILLIC_LOOK_ALIKES
from app.domain.script import with_plain_hyphens

LONGEST_PREFIX, MOST_DIGITS = 8, 8
LONGEST_NUMBER = 24
_NUMBER = re.compile(rf"(?=.{{1,{LONGEST_NUMBER}}}\Z)(?=.*[1-9])[^\W_](?:[-./№]?[^\W_])*")
_PREFIX = re.compile(r"[A-Z][A-Z-]*|")


def is_prefix(text: str) -> bool:
    """Whether numbers may begin so: capital Latin letters and hyphens, a letter first, or nothing at all."""
    return len(text) <= LONGEST_PREFIX and _PREFIX.fullmatch(text) is not None


def accession_number(prefix: str, year: int | None, digits: int, number: int) -> str:
    """Return a number as it is written; `year` None: the series runs on over the years."""
    in_year = "" if year is None else f"{year:04d}-"
    return f"{prefix}{in_year}{number:0{digits}d}"


def readings(text: str) -> tuple[str, ...]:
    """Return what a scanned or typed number may be: in capitals, as if the keyboard was Russian, and with the
    Latin letters that its Cyrillic ones look like."""
    written = with_plain_hyphens("".join(text.split()).upper())
    meant = (written, written.translate(CYRILLIC_KEYBOARD), written.translate(CYRILLIC_LOOK_ALIKES))
    return tuple(dict.fromkeys(meant))


@dataclass(frozen=True, slots=True)
class OwnNumber:
    """A number of a series as it is written, and what it says; `year` 0: the series runs over the years."""

    text: str
    year: int
    number: int


def numbers_meant(
    text: str, prefix: str, *, yearly: bool, digits: int, bare: bool = False
) -> list[OwnNumber]:
    """Return which numbers of a series a typed text may mean, with its hyphens or without any.

    Without a prefix nothing tells a number without hyphens from the number of a book: it means none, except
    where nothing but an accession number is asked for (`bare`).
    """
    if not prefix and not bare:
        return []
    return [
        OwnNumber(
            accession_number(prefix, int(match[1]) if yearly else None, digits, int(match[2])),
            int(match[1] or 0),
            int(match[2]),
        )
        for match in _shaped(text, prefix, yearly, f"{digits},{MOST_DIGITS}")
    ]


def lacks_figures(text: str, prefix: str, *, yearly: bool, digits: int) -> bool:
    """Whether a text begins as the numbers of a series do, and has fewer figures than any of them."""
    return bool(prefix) and digits > 1 and bool(_shaped(text, prefix, yearly, f"1,{digits - 1}"))


def _shaped(text: str, prefix: str, yearly: bool, figures: str) -> list[re.Match[str]]:
    year = r"(\d{4})" if yearly else "()"
    shape = re.compile(rf"{prefix.replace('-', '')}{year}(\d{{{figures}}})", re.ASCII)
    found = (shape.fullmatch(reading.replace("-", "")) for reading in readings(text))
    return [match for match in found if match]


def may_be_number(text: str) -> bool:
    """Whether a text may be a number that some library wrote into a copy: short, of letters, figures and
    the signs that part them, with a figure above zero."""
    return _NUMBER.fullmatch("".join(text.split())) is not None


def span(numbers: list[str]) -> str:
    """Return numbers that follow each other as people write them: the first and the last."""
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]} – {numbers[-1]}"
