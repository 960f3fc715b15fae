"""The days that a collecting library has to pass copies on."""

from datetime import date
from functools import cache

import pytest

from app.domain.calendar import Calendar
from app.domain.deadlines import Event
from app.domain.law import RuleSet
from app.domain.law.forwarding import pass_on_by
from app.law.reading import read_rule_set
from tests.factories.law import uz_draft_text

CALENDAR = Calendar("uz", date(2026, 1, 1), date(2026, 12, 31), {}, 5)
CHAMBER, LIBRARY = "uz-kitob-palatasi", "uz-natlib"
FORWARDS = """    forwards_to:
      - recipient: natlib
        copies: null
        within: {{value: 5, unit: day, day_count: working, event: {event}, direction: after,
                 start_day_counts: false, roll: none}}
"""


@cache
def law(event: Event) -> RuleSet:
    chamber = f"    depository: {CHAMBER}\n"
    return read_rule_set(uz_draft_text().replace(chamber, chamber + FORWARDS.format(event=event.value)))


@pytest.mark.parametrize(
    ("event", "holder", "owed_to", "last_day"),
    [
        (Event.DELIVERED, CHAMBER, LIBRARY, date(2026, 11, 30)),
        (Event.DELIVERED, LIBRARY, CHAMBER, None),
        (Event.DELIVERED, CHAMBER, CHAMBER, None),
        (Event.DUE_DATE, CHAMBER, LIBRARY, None),
    ],
)
def test_only_whom_the_law_names_has_days_counted_from_taking_in(
    event: Event, holder: str, owed_to: str, last_day: date | None
) -> None:
    due = pass_on_by(law(event), holder, owed_to, date(2026, 11, 23), CALENDAR)
    assert (due.on if due else None) == last_day
