"""Uzbekistan's calendar of 2026 and the two rule sets, read once."""

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import settings

from app.domain.calendar import Calendar, DayKind, DayMark
from app.domain.law import RuleSet, parse_rule_set

# Speed never decides whether a test passes.
settings.register_profile("domain", deadline=None)
settings.load_profile("domain")

RULE_SETS = Path(__file__).parents[2] / "app" / "law" / "rule_sets"
MARKS = {
    date(2026, 3, 20): DayMark(DayKind.HOLIDAY, "Roʻza hayiti", estimated=True),
    date(2026, 3, 21): DayMark(DayKind.HOLIDAY, "Navroʻz"),
    date(2026, 3, 23): DayMark(DayKind.DAY_OFF, "Navroʻz (koʻchirilgan)"),
    date(2026, 9, 1): DayMark(DayKind.HOLIDAY, "Mustaqillik kuni"),
    date(2026, 12, 8): DayMark(DayKind.HOLIDAY, "Konstitutsiya kuni"),
    date(2026, 12, 12): DayMark(DayKind.WORKING_DAY, "Ish shanbasi"),
    date(2026, 12, 31): DayMark(DayKind.DAY_OFF, "12-dekabrdan koʻchirilgan"),
}


@cache
def read_document(name: str) -> dict[str, object]:
    """A shipped rule set as plain data, read once: copy it before changing it."""
    document: dict[str, object] = yaml.safe_load((RULE_SETS / f"{name}.yaml").read_text("utf-8"))
    return document


@pytest.fixture(scope="session")
def calendar() -> Calendar:
    return Calendar("UZ", date(2026, 1, 1), date(2026, 12, 31), MARKS, 5)


@pytest.fixture(scope="session")
def uz_draft() -> RuleSet:
    return parse_rule_set(read_document("uz-draft"))


@pytest.fixture(scope="session")
def de() -> RuleSet:
    return parse_rule_set(read_document("de"))
