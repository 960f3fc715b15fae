"""Changes of a calendar as plain values, the command that fills it, and where its gaps are told."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import add_received
from app.domain.actor import SYSTEM, Role
from app.domain.calendar import DayKind
from app.domain.deadlines import DayCount, Deadline, Direction, Event, Roll, Unit, due_date
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.db import transaction
from app.law.calendars.changing import Change, check, day_removed, day_set, years_seeded
from app.law.calendars.days import SEEDED, StoredCalendar, StoredDay, differing, disturbed
from app.law.calendars.queries import calendar, spans, stored_calendar
from app.law.calendars.services import change_calendar, seed_calendar
from tests.factories.accounts import signed_in_as
from tests.factories.law import LONG_AGO, add_calendar, add_law
from tests.factories.obligations import NOW, add_organisation, add_release, owed, recompute

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
dates = st.dates(FIRST, LAST)
weeks = st.sampled_from((None, 5, 6))


def is_sound(day: StoredDay) -> bool:
    try:
        check(day)
    except DomainError:
        return False
    return True


def days(source: str) -> st.SearchStrategy[StoredDay]:
    made = st.builds(
        StoredDay, dates, st.sampled_from(DayKind), st.just("x"), st.booleans(), st.just(source), weeks
    )
    return made.filter(is_sound) if source != SEEDED else made


known_lists = st.lists(days(SEEDED), max_size=12, unique_by=lambda day: day.on)
steps = st.lists(st.tuples(st.booleans(), days("PF-1")), max_size=8)


def seeded(known: list[StoredDay]) -> StoredCalendar:
    return StoredCalendar("UZ", FIRST, LAST, tuple(sorted(known, key=lambda day: day.on)))


def stepped(stored: StoredCalendar, wanted: list[tuple[bool, StoredDay]], known: set[date]) -> StoredCalendar:
    """The calendar after hand-made changes, each of which replaces or removes what stands on its day."""
    for removes, day in wanted:
        stands = day.on in stored.by_day
        if removes and not stands:
            continue
        change: Change = (
            day_removed(day.on, source="PF-2", known=known)
            if removes
            else day_set(day, instead_of=day.on if stands else None)
        )
        stored = change.apply(stored)
    return stored


@given(known_lists, steps)
def test_what_was_changed_by_hand_outlives_every_refilling(
    known: list[StoredDay], wanted: list[tuple[bool, StoredDay]]
) -> None:
    changed = stepped(seeded(known), wanted, {day.on for day in known})
    refilled = years_seeded(known, 2026, 2026).apply(changed)
    assert refilled == changed
    five = changed.build(5), refilled.build(5)
    assert all(five[0].is_working(day.on) is five[1].is_working(day.on) for day in known)


deadlines = st.builds(
    Deadline,
    st.integers(0, 30),
    st.sampled_from(Unit),
    st.sampled_from(DayCount),
    st.just(Event.PUBLICATION),
    st.sampled_from(Direction),
    st.sampled_from((True, False, None)),
    st.sampled_from(Roll),
)


@given(known_lists, days("PF-1"), deadlines, dates, st.sampled_from((5, 6)))
def test_a_date_moves_only_where_the_changed_day_lies_in_or_beside_its_count(
    known: list[StoredDay], day: StoredDay, deadline: Deadline, event_on: date, week: int
) -> None:
    """What a run may leave out: the same bounds as in `app/deposits/obligations/rejudging/scope.py`."""
    before = seeded(known)
    after = day_set(day, instead_of=day.on if day.on in before.by_day else None).apply(before)
    try:
        due, moved = (due_date(deadline, event_on, stored.build(week)) for stored in (before, after))
    except DomainError:
        return
    if due == moved or due is None:
        return
    span = disturbed(before, after)
    assert span is not None
    aside = timedelta(days=1)
    assert min(event_on, due.on) <= span[1] + aside
    assert max(event_on, due.on) >= span[0] - aside


@given(known_lists, days("PF-1"))
def test_a_name_or_a_source_disturbs_no_date(known: list[StoredDay], day: StoredDay) -> None:
    before = seeded([*(item for item in known if item.on != day.on), day])
    renamed = replace(day, name="boshqa", source="PF-3")
    after = day_set(renamed, instead_of=day.on).apply(before)
    assert differing(before, after) == [day.on]
    assert disturbed(before, after) is None


def test_a_years_end_is_disturbed_by_a_feast_beside_it() -> None:
    before = seeded([])
    feast = StoredDay(date(2027, 1, 1), DayKind.HOLIDAY, "x", True, SEEDED)
    after = years_seeded([feast], 2027, 2027).apply(before)
    assert disturbed(before, after) == (feast.on, feast.on)


def test_a_calendar_of_another_country_is_stored_beside_ones_own(own_app: Flask) -> None:
    seed = own_app.test_cli_runner()
    words = ["law", "seed-calendar", "--first", "2026", "--last", "2027"]
    assert seed.invoke(args=words).exit_code == 0
    told = seed.invoke(args=[*words, "--jurisdiction", "de"]).output
    assert "The calendar of DE is known from 2026-01-01 to 2027-12-31; nobody has reviewed" in told
    unknown = seed.invoke(args=[*words, "--jurisdiction", "XX"])
    assert unknown.exit_code == 1
    assert unknown.stderr == "No holidays are known for the country XX.\n"
    apart = seed.invoke(args=["law", "seed-calendar", "--first", "2035", "--last", "2036"])
    assert (apart.exit_code, apart.stderr.replace("\u00a0", " ")) == (
        1,
        "The calendar is known from 1 January 2026 to 31 December 2027. Choose years that adjoin it.\n",
    )
    backwards = seed.invoke(
        args=["law", "seed-calendar", "--first", "2027", "--last", "2026", "--language", "ru"]
    )
    assert backwards.exit_code == 1
    assert "calendar." not in backwards.stderr
    assert seed.invoke(args=["law", "seed-calendar", "--first", "0"]).exit_code == 2
    with own_app.app_context():
        assert [code for code, _first, _last in spans()] == ["UZ", "DE"]
        unity = date(2026, 10, 3)
        assert unity in stored_calendar("DE").by_day
        assert calendar(6, jurisdiction="DE").is_working(unity) is False
        assert calendar(6).is_working(unity) is True


def last_year_to_end_soon() -> int:
    """The latest year whose end is less than half a year away."""
    today = clock.today()
    return today.year if today.month >= 8 else today.year - 1


def test_the_end_of_the_calendar_is_announced_and_moved_with_one_click(
    client: FlaskClient, session: Session
) -> None:
    last = last_year_to_end_soon()
    with transaction():
        seed_calendar(jurisdiction="UZ", first_year=last - 1, last_year=last, by=SYSTEM, at=LONG_AGO)
    signed_in_as(client, Role.ADMINISTRATOR)
    desk = client.get("/").text
    assert "The calendar of working days ends on" in desk
    assert f'action="/calendar/UZ/{last + 1}/extend"' in desk
    answer = client.post(f"/calendar/UZ/{last + 1}/extend", data={"submission_key": "k"})
    assert answer.location == f"/calendar/UZ/{last + 1}"
    assert "The calendar of working days ends on" not in client.get("/").text
    signed_in_as(client, Role.REGULATOR)
    assert "ends on" not in client.get("/").text


def test_an_explanation_says_what_stands_and_what_nobody_reviewed(
    client: FlaskClient, session: Session
) -> None:
    with transaction():
        add_law()
        events = {"first_batch_released": date(2026, 11, 19)}
        row = owed(recompute(add_release(add_organisation(), events=events)))["uzd-book-natlib"]
        add_received(obligation=row, copies=row.copies or 0)
        due = row.due_on
    signed_in_as(client, Role.REGULATOR)
    page = client.get(f"/obligations/{row.id}/why").text
    assert "nobody has compared 2026 with the decrees yet" in page
    assert "Date in force" not in page
    with transaction():
        day = StoredDay(date(2026, 11, 23), DayKind.DAY_OFF, "x", False, "PF-1")
        seen = stored_calendar("UZ").digest
        change_calendar(jurisdiction="UZ", seen=seen, change=day_set(day), by=SYSTEM, at=NOW)
    assert "Date in force" in client.get(f"/obligations/{row.id}/why").text
    assert session.get_one(Obligation, row.id).due_on == due


@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "en"])
def test_a_year_can_be_read_in_every_language(client: FlaskClient, language: str) -> None:
    with transaction():
        add_calendar()
    client.get(f"/language/{language}")
    page = client.get("/calendar/UZ/2027?week=6")
    assert page.status_code == 200
    assert page.text.count("<table") == 13
