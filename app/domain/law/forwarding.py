"""What a collecting library passes on and by when: what it took in for another, and copies of its own."""

from datetime import date

from app.domain.calendar import Calendar
from app.domain.deadlines import DueDate, Event, due_date
from app.domain.law.model import Forward, RuleSet


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
                return give_by(forward, taken_in_on, calendar)
    return None


def given_away(rule_set: RuleSet, holder: str) -> tuple[Forward, ...]:
    """To whom a depository passes on copies that are owed to itself, by its code.

    What the law owes to the other recipient too is not among them: those copies come in for it and are held.
    """
    owed = {name for rule in rule_set.rules.values() for name in rule.recipients}
    return tuple(
        forward
        for giver in rule_set.recipients.values()
        if giver.stands_for(holder)
        for forward in giver.forwards_to
        if forward.recipient not in owed
    )


def copies_given(rule_set: RuleSet, forward: Forward) -> int | None:
    """How many copies go to a recipient, to each library of its group so many; None: the law does not say."""
    if forward.copies is None:
        return None
    return forward.copies * max(1, len(rule_set.recipients[forward.recipient].group))


def give_by(forward: Forward, taken_in_on: date, calendar: Calendar) -> DueDate | None:
    """Return the last day in time for passing on what came in that day; None: the law does not say.

    Raises `calendar.out_of_range`.
    """
    counted = forward.within.event is Event.DELIVERED
    return due_date(forward.within, taken_in_on, calendar) if counted else None
