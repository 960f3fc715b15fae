"""By which day a collecting library passes on what it took in for another."""

from datetime import date

from app.domain.calendar import Calendar
from app.domain.deadlines import DueDate, Event, due_date
from app.domain.law.model import RuleSet


def pass_on_by(
    rule_set: RuleSet, holder: str, owed_to: str, taken_in_on: date, calendar: Calendar
) -> DueDate | None:
    """Return the last day in time for copies that one depository took in for another, both by their codes.

    None: the rule set gives the holder no such duty, or no days for it. Raises `calendar.out_of_range`.
    """
    for giver in rule_set.recipients.values():
        for forward in giver.forwards_to if giver.stands_for(holder) else ():
            onward = rule_set.recipients[forward.recipient]
            if onward.stands_for(owed_to) and forward.within.event is Event.DELIVERED:
                return due_date(forward.within, taken_in_on, calendar)
    return None
