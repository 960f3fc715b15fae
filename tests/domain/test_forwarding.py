"""The days that a collecting library has to pass copies on."""

from datetime import date
from functools import cache

import pytest

from app.domain.calendar import Calendar
from app.domain.deadlines import Event
from app.domain.law import RuleSet
from app.domain.law.forwarding import copies_given, give_by, given_away, pass_on_by
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


RESERVE = """    forwards_to:
      - recipient: reserve
        copies: {copies}
        within: {{value: 5, unit: day, day_count: working, event: {event}, direction: after,
                 start_day_counts: false, roll: none}}
      - recipient: bookchamber
        copies: 1
        within: {{value: 5, unit: day, day_count: working, event: delivered, direction: after,
                 start_day_counts: false, roll: none}}
  - id: reserve
    title: {{uz: Zaxira fondlari, ru: Резервные фонды, en: Reserve funds}}
    role: deposit_library_group
    group: [uz-akm-1703, uz-akm-1706]
"""


@pytest.mark.parametrize(
    ("copies", "event", "given", "last_day"),
    [
        ("1", Event.DELIVERED, 2, date(2026, 11, 30)),
        ("2", Event.DUE_DATE, 4, None),
        ("null", Event.DELIVERED, None, date(2026, 11, 30)),
    ],
)
def test_own_copies_go_to_each_of_a_group_that_nobody_else_owes(
    copies: str, event: Event, given: int | None, last_day: date | None
) -> None:
    library = f"    depository: {LIBRARY}\n"
    added = RESERVE.format(copies=copies, event=event.value)
    rule_set = read_rule_set(uz_draft_text().replace(library, library + added, 1))
    (forward,) = given_away(rule_set, LIBRARY)
    assert forward.recipient == "reserve", (
        "the book chamber is owed copies by publishers, which are held for it"
    )
    assert given_away(rule_set, CHAMBER) == ()
    assert copies_given(rule_set, forward) == given
    due = give_by(forward, date(2026, 11, 23), CALENDAR)
    assert (due.on if due else None) == last_day
