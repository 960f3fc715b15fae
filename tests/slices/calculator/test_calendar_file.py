"""The calendar file, read back by the library that people's programs resemble; and the paper."""

from datetime import date, timedelta

import pytest
from icalendar import Calendar, Event

from tests.slices.calculator.test_pages import NOVEL, NOVEL_OUT, PAGE
from tests.support.isolation import Browserless

QUERY = f"{NOVEL}&print_run=3000&first_batch_released=2026-11-19"


def events_of(content: bytes) -> list[Event]:
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    assert (calendar["version"], calendar.errors) == ("2.0", [])
    return [part for part in calendar.walk("VEVENT") if isinstance(part, Event)]


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
    other = events_of(client.get(f"{PAGE}.ics?{QUERY}&restricted=unknown&who=all").data)
    identifiers = [str(event["uid"]) for event in first]
    assert identifiers == [str(event["uid"]) for event in again]
    assert len(set(identifiers)) == 3
    assert other == []


def test_duties_of_one_day_are_one_event(client: Browserless) -> None:
    later = f"{QUERY}&who=all&print_run_completed=2026-11-30".replace(
        "audiences=general", "audiences=children"
    )
    events = events_of(client.get(f"{PAGE}.ics?{later}").data)
    assert [event.decoded("dtstart").day for event in events] == [3, 11, 17]
    assert "Library uz-kitob-palatasi" in str(events[0]["summary"])
    assert "Library uz-bolalar" in str(events[1]["summary"])


@pytest.mark.documents
@pytest.mark.parametrize("language", ["uz", "uz_Cyrl", "ru", "en"])
def test_the_paper_comes_in_every_language(client: Browserless, language: str) -> None:
    client.get(f"/language/{language}")
    sent = client.get(f"{PAGE}.pdf?{QUERY}")
    assert sent.status_code == 200
    assert sent.content_type == "application/pdf"
    assert sent.data.startswith(b"%PDF-1.7")
    assert client.get(NOVEL_OUT).text.count(f"{PAGE}.pdf?") == 1
