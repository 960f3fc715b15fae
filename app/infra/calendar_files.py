"""Calendar files (iCalendar, RFC 5545) of whole days, each with an alarm some days before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from operator import attrgetter

from icalendar import Alarm, Calendar, Event

from app.infra.i18n import current_language

AHEAD = timedelta(days=7)
"""How long before a day the calendar reminds."""
ONE_DAY = timedelta(days=1)
SECONDS_OF_A_REVISION = 60
"""Revisions are numbered by the minute: a later file has a greater number, and the number stays small."""
MAKER = "-//Nusxa//Mandatory copies//"


@dataclass(frozen=True, slots=True)
class DayEntry:
    """What is to be done by a day. `name` tells it from all others and stays when its day moves."""

    name: str
    on: date
    summary: str
    details: str
    link: str


def calendar_file(title: str, entries: Iterable[DayEntry], *, at: datetime) -> bytes:
    """Return the file, by day; a program that loads a later one moves what has moved."""
    made = Calendar()
    made.add("prodid", f"{MAKER}{current_language().tag.upper()}")
    made.add("version", "2.0")
    made.add("x-wr-calname", title)
    for entry in sorted(entries, key=attrgetter("on")):
        made.add_component(_event(entry, at))
    return bytes(made.to_ical())


def _event(entry: DayEntry, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{sha256(entry.name.encode()).hexdigest()[:32]}@nusxa")
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("sequence", int(at.timestamp()) // SECONDS_OF_A_REVISION)
    event.add("dtstart", entry.on)
    event.add("dtend", entry.on + ONE_DAY)
    event.add("summary", entry.summary)
    event.add("description", f"{entry.details}\n{entry.link}")
    event.add("url", entry.link)
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(entry.summary))
    return event


def _alarm(text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -AHEAD)
    alarm.add("description", text)
    return alarm
