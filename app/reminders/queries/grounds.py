"""The rule sets by which people are reminded, with their calendars: read once for many people."""

from collections.abc import Mapping
from datetime import date

from app.domain.calendar import Calendar, WorkingWeek
from app.domain.errors import DomainError
from app.domain.reminding import Wishes, occasions, outlook
from app.law.calendars.queries import calendar
from app.law.queries import InForce, rule_sets


class Grounds:
    """What the laws say of reminders."""

    def __init__(self) -> None:
        self.laws: Mapping[int, InForce] = {law.id: law for law in rule_sets()}
        weeks = {law.rule_set.working_week for law in self.laws.values()}
        self._calendars = {week: _calendar(week) for week in weeks}

    def occasions(self, due_on: date, rule_set_id: int, wishes: Wishes) -> frozenset[date]:
        """The days on which a person is reminded of what is due on a day under a rule set."""
        law = self.laws.get(rule_set_id)
        if law is None:
            return occasions(due_on, wishes, (), None)
        return occasions(due_on, wishes, law.rule_set.reminders, self._calendars[law.rule_set.working_week])

    def outlook(self, wishes: Wishes) -> int:
        """How many days ahead a person's digest looks."""
        spans = (outlook(wishes, law.rule_set.reminders) for law in self.laws.values())
        return max(spans, default=outlook(wishes, ()))


def _calendar(week: WorkingWeek) -> Calendar | None:
    try:
        return calendar(week)
    except DomainError:
        return None
