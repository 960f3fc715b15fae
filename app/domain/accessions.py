"""Accession numbers: under which a library enters each copy in its own register.

A number is a prefix without figures, the year where the series begins anew each year, and a running number:
`K2026-000123`, `KF-004512`. Because no prefix holds a figure, two series of a library with different prefixes
never make the same number.
"""

import re

from app.domain.codes import CYRILLIC_KEYBOARD

LONGEST_PREFIX, MOST_DIGITS = 8, 8
LONGEST_NUMBER = 24
_NUMBER = re.compile(rf"(?=.{{1,{LONGEST_NUMBER}}}\Z)(?=.*\d)[^\W_](?:[-./№]?[^\W_])*")
_PREFIX = re.compile(r"[A-Z][A-Z-]*|")


def is_prefix(text: str) -> bool:
    """Whether numbers may begin so: capital Latin letters and hyphens, a letter first, or nothing at all."""
    return len(text) <= LONGEST_PREFIX and _PREFIX.fullmatch(text) is not None


def accession_number(prefix: str, year: int | None, digits: int, number: int) -> str:
    """Return a number as it is written; `year` None: the series runs on over the years."""
    in_year = "" if year is None else f"{year:04d}-"
    return f"{prefix}{in_year}{number:0{digits}d}"


def readings(text: str) -> tuple[str, ...]:
    """Return what a scanned or typed number may be: in capitals, and as if the keyboard was Russian."""
    written = "".join(text.split()).upper()
    return tuple(dict.fromkeys((written, written.translate(CYRILLIC_KEYBOARD))))


def may_be_number(text: str) -> bool:
    """Whether a text may be a number that some library wrote into a copy: short, with a figure, of letters,
    figures and the signs that part them."""
    return _NUMBER.fullmatch("".join(text.split())) is not None


def span(numbers: list[str]) -> str:
    """Return numbers that follow each other as people write them: the first and the last."""
    return numbers[0] if len(numbers) == 1 else f"{numbers[0]} – {numbers[-1]}"
