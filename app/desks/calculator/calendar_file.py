"""The dates of an answer as a calendar file (iCalendar, RFC 5545)."""

from datetime import datetime, timedelta
from hashlib import sha256

from icalendar import Alarm, Calendar, Event

from app.desks.calculator.answer import Answer, Moment
from app.infra.i18n import current_language, gettext

AHEAD = timedelta(days=7)
"""How long before a date the calendar reminds."""
ONE_DAY = timedelta(days=1)
MAKER = "-//Nusxa//Mandatory copies//"


def calendar_file(answer: Answer, *, link: str, at: datetime) -> bytes:
    """Return one all-day event for each due date, with an alarm seven days before it.

    The same `link` gives the same identifiers, so that loading the file again moves a date and doubles none.
    """
    made = Calendar()
    made.add("prodid", f"{MAKER}{current_language().tag.upper()}")
    made.add("version", "2.0")
    made.add("x-wr-calname", gettext("Mandatory copies"))
    for moment in answer.moments:
        if moment.due:
            made.add_component(_event(answer, moment, link, at))
    return bytes(made.to_ical())


def _event(answer: Answer, moment: Moment, link: str, at: datetime) -> Event:
    event = Event()
    event.add("uid", f"{sha256(f'{link} {moment.on}'.encode()).hexdigest()[:32]}@nusxa")
    event.add("dtstamp", at)
    event.add("dtstart", moment.on)
    event.add("dtend", moment.on + ONE_DAY)
    event.add("summary", _summary(answer, moment))
    event.add("description", "\n".join([*_details(answer, moment), link]))
    event.add("url", link)
    event.add("transp", "TRANSPARENT")
    event.add_component(_alarm(_summary(answer, moment)))
    return event


def _summary(answer: Answer, moment: Moment) -> str:
    summary = gettext("Deliver mandatory copies: %(what)s", what="; ".join(moment.texts))
    return f"{gettext('Specimen, without legal force')}. {summary}" if answer.law.hypothetical else summary


def _details(answer: Answer, moment: Moment) -> list[str]:
    return [
        f"{duty.amount}: {duty.library}. {duty.by_when}. {duty.clause}"
        for duty in answer.own
        if duty.due_on == moment.on
    ]


def _alarm(text: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -AHEAD)
    alarm.add("description", text)
    return alarm
