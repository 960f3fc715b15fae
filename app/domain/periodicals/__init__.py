"""Periodicals: when their issues are expected and how these are numbered.

Modelled on publication patterns as libraries write them down (MARC 21 Holdings: 853 captions and pattern, 891
publication pattern), with the frequencies of 853 $w; ISO 3297 names what an ISSN stands for, and why a new
title gets a new one. Where each part of a field went: `docs/decisions/0015-periodicals.md`.
"""

from app.domain.periodicals.checking import checked
from app.domain.periodicals.expectation import (
    Carried,
    Expected,
    Phase,
    Schedule,
    Suspension,
    expected,
    expected_twice,
    in_force,
    misses_in_a_row,
)
from app.domain.periodicals.numbering import Numbering
from app.domain.periodicals.patterns import MONTHS, WEEKDAYS_ASKED, Frequency, Pattern
from app.domain.periodicals.windows import Window, windows

__all__ = [
    "MONTHS",
    "WEEKDAYS_ASKED",
    "Carried",
    "Expected",
    "Frequency",
    "Numbering",
    "Pattern",
    "Phase",
    "Schedule",
    "Suspension",
    "Window",
    "checked",
    "expected",
    "expected_twice",
    "in_force",
    "misses_in_a_row",
    "windows",
]
