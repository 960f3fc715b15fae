"""The two clocks of a notice and the clauses it rests on, as the rule set has them."""

import re
from dataclasses import dataclass
from datetime import date

from app.domain.calendar import Calendar
from app.domain.deadlines import Deadline, counts_working_days, due_date
from app.domain.documents import Term
from app.domain.errors import DomainError
from app.domain.law import RuleSet
from app.domain.law.procedure_vocabulary import ClaimAction, RequestKind
from app.law.calendars.queries import calendar
from app.law.queries import InForce


@dataclass(frozen=True, slots=True)
class Terms:
    """What a notice served on a day gives its addressee; clauses are numbers such as `14.3`."""

    cure: Term
    objection: Term
    answer_days: int
    notice_clause: str
    consequence_clause: str


def terms_of(in_force: InForce, served_on: date) -> Terms:
    """Return the terms of a notice served on a day.

    Raises:
        DomainError: `notice.no_terms`, the rule set does not say, in working days, how long a depositor has
            to put things right and to object, or by when it is answered; `calendar.out_of_range`.
    """
    rules = in_force.rule_set
    if rules.cure_period is None or RequestKind.OBJECTION not in rules.requests:
        raise DomainError("notice.no_terms", rules=rules.id)
    objection, days = rules.requests[RequestKind.OBJECTION], calendar(rules.working_week)
    notice_clause, consequence_clause = _steps(rules)
    return Terms(
        cure=_term(rules.cure_period.within, served_on, days, rules),
        objection=_term(objection.submit, served_on, days, rules),
        answer_days=_working_days(objection.answer, rules),
        notice_clause=notice_clause,
        consequence_clause=consequence_clause,
    )


def clause_number(locator: str) -> str:
    """A place in the law by its figures: `6.1` for "6-modda, 1-qism"; without figures, as it stands."""
    return ".".join(re.findall(r"\d+[a-z]?", locator)) or locator


def _term(deadline: Deadline, served_on: date, days: Calendar, rules: RuleSet) -> Term:
    length = _working_days(deadline, rules)
    due = due_date(deadline, served_on, days)
    if due is None or due.provisional:
        # A wrong date on an act that never changes is worse than none: the rule then stands in words.
        return Term(length)
    return Term(length, due.on, worked_weekend=due.on.isoweekday() > 5 and days.is_working(due.on))


def _working_days(deadline: Deadline, rules: RuleSet) -> int:
    if deadline.value is None or not counts_working_days(deadline):
        raise DomainError("notice.no_terms", rules=rules.id)
    return deadline.value


def _steps(rules: RuleSet) -> tuple[str, str]:
    """The clauses of the notice itself and of what follows when nothing is done."""
    actions = [claim.action for claim in rules.claims]
    if ClaimAction.FORMAL_NOTICE not in actions[:-1]:
        raise DomainError("notice.no_terms", rules=rules.id)
    place = actions.index(ClaimAction.FORMAL_NOTICE)
    notice, next_step = rules.claims[place : place + 2]
    return clause_number(notice.citation.locator), clause_number(next_step.citation.locator)
