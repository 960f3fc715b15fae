"""The calendar file, read back by the library that people's programs resemble; and the paper."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from icalendar import Calendar, Event

from app.domain.actor import SYSTEM
from app.domain.calendar import DayKind
from app.infra.db import transaction
from app.law.calendars.changing import day_set
from app.law.calendars.days import StoredDay
from app.law.calendars.queries import stored_calendar
from app.law.calendars.services import change_calendar
from app.law.queries import rule_sets
from tests.slices.calculator.test_pages import NOVEL, NOVEL_OUT, PAGE
from tests.support.isolation import Browserless

QUERY = f"{NOVEL}&print_run=3000&first_batch_released=2026-11-19"


def events_of(content: bytes) -> list[Event]:
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    assert (calendar["version"], calendar.errors) == ("2.0", [])
    return [part for part in calendar.walk("VEVENT") if isinstance(part, Event)]


def change_of_day(name: str, at: datetime) -> None:
    """Enter an estimated feast between the event and every due date."""
    day = StoredDay(date(2026, 11, 24), DayKind.HOLIDAY, name, True, "PF-1")
    seen = stored_calendar("UZ").digest
    with transaction():
        change_calendar(jurisdiction="UZ", seen=seen, change=day_set(day), by=SYSTEM, at=at)


def test_each_due_date_is_one_whole_day_with_an_alarm(client: Browserless) -> None:
    sent = client.get(f"{PAGE}.ics?{QUERY}")
    assert sent.status_code == 200
    assert sent.content_type == "text/calendar; charset=utf-8"
    events = events_of(sent.data)
    days = [date(2026, 12, 3), date(2026, 12, 11), date(2026, 12, 17)]
    assert [event.decoded("dtstart") for event in events] == days
    assert [event.decoded("dtend") - event.decoded("dtstart") for event in events] == [timedelta(days=1)] * 3
    for event in events:
        (alarm,) = event.walk("VALARM")
        assert alarm.decoded("trigger") == timedelta(days=-7)
        assert str(event["summary"]).startswith("Specimen, without legal force.")
        assert "/what-will-i-owe?kind=book" in str(event["url"])
    assert "2 copies: Library uz-natlib" in str(events[0]["summary"])
    assert "6-modda, 1-qism" in str(events[0]["description"])


def test_the_same_address_gives_the_same_identifiers(client: Browserless) -> None:
    first, again = (events_of(client.get(f"{PAGE}.ics?{QUERY}").data) for _turn in range(2))
    identifiers = [str(event["uid"]) for event in first]
    assert identifiers == [str(event["uid"]) for event in again]
    assert len(set(identifiers)) == 3


@pytest.mark.parametrize("query", [f"{QUERY}&restricted=unknown&who=all", "kind=book"])
def test_where_no_date_follows_the_reader_is_told(client: Browserless, query: str) -> None:
    sent = client.get(f"{PAGE}.ics?{query}")
    assert sent.status_code == 422
    assert "There is nothing to put into a calendar" in sent.text
    assert ".ics" not in client.get(f"{PAGE}?{query}", follow_redirects=True).text


def test_a_moved_date_replaces_the_one_loaded_before(client: Browserless, at: datetime) -> None:
    before = {str(event["uid"]): event for event in events_of(client.get(f"{PAGE}.ics?{QUERY}").data)}
    change_of_day("Qurbon hayit", at)
    with time_machine.travel(at + timedelta(days=1), tick=False):
        sent = client.get(f"{PAGE}.ics?{QUERY}")
    after = {str(event["uid"]): event for event in events_of(sent.data)}
    assert before.keys() == after.keys()
    for uid, event in after.items():
        assert event.decoded("dtstart") > before[uid].decoded("dtstart")
        assert event["sequence"] > before[uid]["sequence"]
        assert event.decoded("dtstamp") > before[uid].decoded("dtstamp")


@pytest.mark.parametrize(
    ("language", "summary", "description"),
    [
        ("en", "(provisional)", "Provisional: The date rests on a feast"),
        ("uz", "(dastlabki)", "Dastlabki sana: "),
        ("ru", "(предварительно)", "Предварительно: "),
    ],
)
def test_a_provisional_date_says_so_and_every_date_names_its_rule_set(
    client: Browserless, at: datetime, language: str, summary: str, description: str
) -> None:
    client.get(f"/language/{language}")
    certain = events_of(client.get(f"{PAGE}.ics?{QUERY}").data)
    change_of_day("Qurbon hayit", at)
    unsure = events_of(client.get(f"{PAGE}.ics?{QUERY}").data)
    assert not any(summary in event["summary"] or description in event["description"] for event in certain)
    assert all(summary in event["summary"] and description in event["description"] for event in unsure)
    law = rule_sets()[0]
    for event in [*certain, *unsure]:
        assert f"{law.code} {law.version}" in event["description"]
    assert "Specimen, without legal force" in certain[0]["description"] or language != "en"


def test_duties_of_one_day_are_told_apart(client: Browserless) -> None:
    later = f"{QUERY}&who=all&print_run_completed=2026-11-30".replace(
        "audiences=general", "audiences=children"
    )
    events = events_of(client.get(f"{PAGE}.ics?{later}").data)
    days = [event.decoded("dtstart").day for event in events]
    assert days == sorted(days)
    assert set(days) == {3, 11, 17}
    assert len({str(event["uid"]) for event in events}) == len(events) > 3
    assert any("Library uz-kitob-palatasi" in event["summary"] for event in events)
    assert any("Library uz-bolalar" in event["summary"] for event in events)


@pytest.mark.documents
@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "en"])
def test_the_paper_comes_in_every_language(client: Browserless, language: str) -> None:
    client.get(f"/language/{language}")
    sent = client.get(f"{PAGE}.pdf?{QUERY}")
    assert sent.status_code == 200
    assert sent.content_type == "application/pdf"
    assert sent.data.startswith(b"%PDF-1.7")
    assert client.get(NOVEL_OUT).text.count(f"{PAGE}.pdf?") == 1
