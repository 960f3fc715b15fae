"""The dates of an answer as a calendar file (iCalendar, RFC 5545)."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from hashlib import sha256
from operator import itemgetter

from icalendar import Alarm, Calendar, Event

from app.desks.calculator.answer import Answer, Duty
from app.infra.i18n import current_language, gettext
from app.infra.i18n import lazy_gettext as _
from app.law.queries import InForce

AHEAD = timedelta(days=7)
"""How long before a date the calendar reminds."""
ONE_DAY = timedelta(days=1)
SECONDS_OF_A_REVISION = 60
"""Revisions are numbered by the minute: a later file has a greater number, and the number stays small."""
SPECIMEN = _("Specimen, without legal force")
MAKER = "-//Nusxa//Mandatory copies//"


def calendar_file(answer: Answer, *, link: str, at: datetime) -> bytes:
    """Return one all-day event for each duty with a due date, with an alarm seven days before it.

    `link` is the address of the question. The same question gives a duty the same identifier whatever its
    date is, and each loading counts as a later revision: a program that loads it again moves the date.
    """
    made = Calendar()
    made.add("prodid", f"{MAKER}{current_language().tag.upper()}")
    made.add("version", "2.0")
    made.add("x-wr-calname", gettext("Mandatory copies"))
    dated = [(duty.due_on, duty) for duty in answer.own if duty.due_on is not None]
    for on, duty in sorted(dated, key=itemgetter(0)):
        made.add_component(_event(answer.law, on, duty, link, at))
    return bytes(made.to_ical())


def _event(law: InForce, on: date, duty: Duty, link: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", _identifier(duty, link))
    event.add("dtstamp", at)
    event.add("last-modified", at)
    event.add("sequence", int(at.timestamp()) // SECONDS_OF_A_REVISION)
    event.add("dtstart", on)
    event.add("dtend", on + ONE_DAY)
    event.add("summary", _summary(law, duty))
    event.add("description", "\n".join([*_details(law, duty), link]))
    event.add("url", link)
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(_summary(law, duty)))
    return event


def _identifier(duty: Duty, link: str) -> str:
    named = f"{link} {duty.rule_id} {duty.depository}"
    return f"{sha256(named.encode()).hexdigest()[:32]}@nusxa"


def _summary(law: InForce, duty: Duty) -> str:
    what = f"{duty.amount}: {duty.library}"
    summary = gettext("Deliver mandatory copies: %(what)s", what=what)
    if duty.provisional:
        summary = f"{summary} ({gettext('provisional')})"
    return f"{SPECIMEN}. {summary}" if law.hypothetical else summary


def _details(law: InForce, duty: Duty) -> Iterator[str]:
    yield f"{duty.amount}: {duty.library}. {duty.by_when}. {duty.clause}"
    if duty.provisional:
        rests = gettext("The date rests on a feast whose day is not confirmed yet.")
        yield f"{gettext('Provisional')}: {rests}"
    name = gettext("Rule set %(code)s %(version)s", code=law.code, version=law.version)
    yield f"{name}. {SPECIMEN}" if law.hypothetical else name


def _alarm(text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -AHEAD)
    alarm.add("description", text)
    return alarm
