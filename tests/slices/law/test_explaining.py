"""Explanations in plain sentences: what they say, in each language, and that their arithmetic is right."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from app.domain.calendar import Calendar, DayKind, DayMark
from app.domain.deadlines import DayCount, Deadline, Direction, Event, Roll, Unit, due_date
from app.domain.errors import DomainError
from app.domain.explanations import explain_due_date
from app.domain.law import RuleSet
from app.domain.obligations import Decision, decide
from app.domain.publication import Carrier, EditionStatus, Kind, Origin, ReleaseFacts
from app.infra.i18n import LANGUAGES, force_locale, format_long, in_each_language
from app.law.counting import About, Point, count_points
from app.law.explaining import sentences
from tests.factories.law import uz_draft

FIRST, LAST = date(2026, 1, 1), date(2027, 12, 31)
DAYS = Calendar(
    "UZ",
    FIRST,
    LAST,
    {
        date(2026, 12, 8): DayMark(DayKind.HOLIDAY, "Konstitutsiya kuni"),
        date(2026, 12, 12): DayMark(DayKind.WORKING_DAY, ""),
    },
    5,
)
BOOK = ReleaseFacts(
    Kind.BOOK, Carrier.PRINT, Origin.DOMESTIC, restricted=False, original_deposited=False,
    edition_status=EditionStatus.FIRST, depositor_region="1726",
    events={Event.FIRST_BATCH_RELEASED: date(2026, 11, 19)},
)  # fmt: skip


@pytest.fixture(scope="module")
def english(app: Flask) -> Iterator[None]:
    """Outside a request, in English."""
    with app.app_context(), force_locale("en"):
        yield


def judged(rules: RuleSet, facts: ReleaseFacts) -> Decision:
    return decide(rules, facts, DAYS)


def test_why_something_is_owed(english: None) -> None:
    facts = replace(BOOK, print_run=3000)
    owed = judged(uz_draft(), facts).owed[0]
    said = [text.replace("\u00a0", " ") for text in sentences(uz_draft(), owed, facts, DAYS)]
    place = "Origin: Printed in this country"
    assert said == [
        "Rule: Books to the National Library (uzd-book-natlib).",
        "Basis: 6-modda, 1-qism, Hypothetical rules on mandatory copies (uz-draft 0.1).",
        f"Why owed: Kind: Book; Carrier: On paper; {place}; Print run: 3,000 (at least 50).",
        "To whom: National Library of Uzbekistan named after Alisher Navoi.",
        "How many: 2 copies, as many as the rule asks for each library.",
        "Time allowed: within 10 working days from: First batch released.",
        "Starts with: First batch released: 19 November 2026, Thursday. The first day does not count.",
        "Counted: 10 days, from 20 November 2026 to 3 December 2026.",
        "Not counted: 4 days: 21 November, 22 November, 28 November, 29 November.",
        "Ends: 3 December 2026, Thursday, 24:00, Tashkent time.",
    ]


def test_a_region_is_named_where_its_name_is_given(english: None) -> None:
    owed = next(item for item in judged(uz_draft(), BOOK).owed if item.rule_id == "uzd-book-regional")
    told = " ".join(sentences(uz_draft(), owed, BOOK, DAYS, {"1726": "Toshkent"}))
    assert "(Region: Toshkent)" in told
    assert "(Region: 1726)" in " ".join(sentences(uz_draft(), owed, BOOK, DAYS))


def test_what_waits_for_its_event_says_so(english: None) -> None:
    facts = replace(BOOK, events={})
    owed = judged(uz_draft(), facts).owed[0]
    assert sentences(uz_draft(), owed, facts, DAYS)[-1].endswith("the day is not known yet.")


def test_why_nothing_is_owed(english: None) -> None:
    facts = replace(BOOK, edition_status=EditionStatus.UNCHANGED_REPRINT, original_deposited=True)
    exempt = judged(uz_draft(), facts).exempt[0]
    assert sentences(uz_draft(), exempt, facts, DAYS) == [
        "Nothing is owed: Unchanged reprint when the original was deposited (uzd-ex-reprint).",
        "Why: Edition: Unchanged reprint; Earlier edition deposited: Yes.",
        "Set aside: Registration copy for the national bibliography (uzd-book-chamber).",
        "Basis: 13-modda, 1-qism, Hypothetical rules on mandatory copies (uz-draft 0.1).",
    ]


def test_what_is_undecided_names_the_facts(english: None) -> None:
    undecided = judged(uz_draft(), BOOK).undecided[0]
    assert (
        sentences(uz_draft(), undecided, BOOK, DAYS)[1] == "Not decided, because it is not known: Print run."
    )


def test_every_outcome_is_told_in_every_language(app: Flask) -> None:
    exempt = replace(BOOK, restricted=True)
    outcomes = [(item, facts) for facts in (replace(BOOK, print_run=9), BOOK, exempt)
                for found in [judged(uz_draft(), facts)]
                for item in (*found.owed, *found.undecided, *found.exempt)]  # fmt: skip
    with app.app_context():
        for item, facts in outcomes:
            told = in_each_language(lambda item=item, facts=facts: sentences(uz_draft(), item, facts, DAYS))
            assert list(told) == [language.code for language in LANGUAGES]
            assert len({len(said) for said in told.values()}) == 1
            assert len({" ".join(said) for said in told.values()}) == len(LANGUAGES)


deadlines = st.builds(
    Deadline,
    st.integers(0, 40),
    st.sampled_from(Unit),
    st.sampled_from(DayCount),
    st.just(Event.PUBLICATION),
    st.sampled_from(Direction),
    st.booleans(),
    st.sampled_from((Roll.NONE, Roll.NEXT_WORKING_DAY)),
)
days = st.dates(FIRST, LAST)
marks = st.dictionaries(
    days, st.builds(DayMark, st.sampled_from(DayKind), st.sampled_from(("", "Navroʻz")), st.booleans()),
    max_size=60,
)  # fmt: skip


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(deadline=deadlines, event_on=days, known=marks, week=st.sampled_from((5, 6)))
def test_the_arithmetic_of_an_explanation_is_that_of_the_date(
    english: None, deadline: Deadline, event_on: date, known: dict[date, DayMark], week: int
) -> None:
    calendar = Calendar("UZ", FIRST, LAST, known, 5 if week == 5 else 6)
    try:
        due = due_date(deadline, event_on, calendar)
    except DomainError:
        assume(False)
    assert due is not None
    points = {point.about: point for point in count_points(explain_due_date(deadline, event_on, calendar))}
    assert points[About.END].text.startswith(f"{format_long(due.on)},")
    counted = number_in(points.get(About.COUNTED))
    if deadline.unit is Unit.DAY:
        assert counted == deadline.value
    if deadline.value:
        span = abs((due.on - event_on).days) + 1
        skipped = number_in(points.get(About.SKIPPED))
        uncounted_event = counted_without_reason(deadline, event_on, due.on, calendar)
        assert counted + skipped + uncounted_event == span


def number_in(point: Point | None) -> int:
    """The number that a line of an explanation begins with; nothing is none."""
    found = re.match(r"\d+", point.text) if point is not None else None
    return int(found[0]) if found else 0


def counted_without_reason(deadline: Deadline, event_on: date, due_on: date, calendar: Calendar) -> int:
    """Days of the span that have neither a number nor a reason: the event's own, and the one moved to."""
    explained = explain_due_date(deadline, event_on, calendar)
    moved = explained.rolled_from is not None
    event_left_out = not deadline.start_day_counts
    both = moved and event_left_out and due_on == event_on
    return moved + event_left_out - both


def test_a_count_says_its_first_and_its_last_day(english: None) -> None:
    week = Deadline(
        1, Unit.WEEK, DayCount.CALENDAR, Event.PUBLICATION, Direction.AFTER, False, Roll.NEXT_WORKING_DAY
    )
    on = date(2026, 11, 22)
    points = [point.text for point in count_points(explain_due_date(week, on, DAYS))]
    told = " ".join(points).replace("\u00a0", " ")
    assert "7 days, from 23 November 2026 to 29 November 2026" in told
    assert "from 29 November, on which nobody works, to the next working day" in told
    assert (on + timedelta(days=8)).strftime("%d November 2026, %A") in told
