"""Which step of the law is next for what the notices of a case name, and from which day."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm.interfaces import ORMOption

from app.compliance.cases.models import Case
from app.compliance.cases.purchases.queries import Bought, bought_of, left_to_buy
from app.compliance.cases.referral import REFERRALS, ReferralDay
from app.compliance.models import Notice, NoticeLine
from app.compliance.serving.queries import Effect, effect_of, services_of
from app.deposits.obligations.models import Obligation
from app.domain.calendar import Calendar
from app.domain.ladder import Clocks, Facts, NextStep, first_day_of, next_step
from app.domain.law import RuleSet
from app.domain.law.procedure_vocabulary import ClaimAction
from app.domain.law.vocabulary import Form
from app.domain.obligations.relief import is_over, last_day
from app.infra import clock
from app.infra.db import session
from app.law.calendars.queries import calendar
from app.law.queries import rule_set_by_id


class NamedLine(NamedTuple):
    """An obligation and the notice in force that names it."""

    owed: Obligation
    notice: Notice

    def is_due(self, today: date) -> bool:
        """Whether its day is over: an amendment may put it off, and then no step follows the notice."""
        return is_over(self.owed.due_on, today)


@dataclass(frozen=True, slots=True)
class Upcoming:
    """A step that is next for some lines, or why none can be told for them."""

    step: NextStep
    lines: Sequence[NamedLine]


def lines_in_force(case: Case, loaded: Sequence[ORMOption] = ()) -> list[NamedLine]:
    """What the notices in force of a case name and is still owed or was received, the oldest first."""
    statement = (
        select(Obligation, Notice)
        .join(NoticeLine, NoticeLine.obligation_id == Obligation.id)
        .join(Notice, Notice.id == NoticeLine.notice_id)
        .where(Notice.case_id == case.id, Notice.withdrawn_at.is_(None), Obligation.cancelled_at.is_(None))
        .order_by(Notice.issued_at, Notice.id, NoticeLine.id)
        .options(*loaded)
    )
    return [NamedLine(owed, notice) for owed, notice in session().execute(statement)]


def upcoming_steps(case: Case, today: date) -> list[Upcoming]:
    """The next steps of the law for what is still missing, those whose day is told first.

    A purchase is taken for a line once all that may be bought for it was. Nothing is told of a case whose
    notices name nothing open, nor of a line whose day is to come again.
    """
    lines = [line for line in lines_in_force(case) if line.owed.open and line.is_due(today)]
    if not lines:
        return []
    grouped: dict[NextStep, list[NamedLine]] = {}
    for line, step in _reckoned(case, lines, _next):
        grouped.setdefault(step, []).append(line)
    upcoming = [Upcoming(step, found) for step, found in grouped.items()]
    return sorted(upcoming, key=lambda one: one.step.on or date.max)


def effects_of(notices: Collection[Notice]) -> dict[int, Effect]:
    """The clocks that hold for notices, by their ids."""
    distinct = {notice.id: notice for notice in notices}
    services = services_of(list(distinct))
    return {id_: effect_of(notice, services.get(id_, ())) for id_, notice in distinct.items()}


def days_of_referral(
    case: Case, lines: Sequence[NamedLine], today: date
) -> list[tuple[NamedLine, date | None]]:
    """Those of these lines that are missing and whose day is over, each with the first day on which the law
    lets it be passed on; None: that cannot be told, as for a line about which a request waits."""
    missing = [line for line in lines if line.owed.open and line.is_due(today)]
    reckoned = _reckoned(case, missing, _referral)
    return [(line, step.on) for line, step in reckoned]


def referral_of(case: Case, today: date) -> ReferralDay:
    """From which day something of the case may be passed on."""
    rules = rule_set_by_id(case.rule_set_id).rule_set
    claim = next((one for one in rules.claims if one.action in REFERRALS), None)
    if claim is None:
        return ReferralDay(in_law=False)
    days = [on for _line, on in days_of_referral(case, lines_in_force(case), today) if on is not None]
    return ReferralDay(True, claim.citation.locator, min(days, default=None))


def _next(line: NamedLine, rules: RuleSet, facts: Facts, days: Calendar) -> NextStep:
    """A file is no copy of which a shop has another: over a purchase the way of its line goes on."""
    if line.owed.form != Form.FILE:
        return next_step(rules, facts, days)
    others = {one.action for one in rules.claims} - {ClaimAction.PURCHASE_AT_DEPOSITOR_COST}
    return first_day_of(others, rules, facts, days)


def _referral(_line: NamedLine, rules: RuleSet, facts: Facts, days: Calendar) -> NextStep:
    return first_day_of(REFERRALS, rules, facts, days)


def _reckoned(
    case: Case, lines: Sequence[NamedLine], reckon: Callable[[NamedLine, RuleSet, Facts, Calendar], NextStep]
) -> list[tuple[NamedLine, NextStep]]:
    rules = rule_set_by_id(case.rule_set_id).rule_set
    days, bought = calendar(rules.working_week), bought_of([line.owed.id for line in lines])
    effects = effects_of([line.notice for line in lines])
    facts = ((line, _facts(line, rules, effects[line.notice.id], bought)) for line in lines)
    return [(line, reckon(line, rules, of_line, days)) for line, of_line in facts]


def _facts(line: NamedLine, rules: RuleSet, effect: Effect, bought: Mapping[int, Bought]) -> Facts:
    owed, served_on = line.owed, effect.served_on or clock.local_day(line.notice.issued_at)
    taken = {one.step: served_on for one in rules.claims if one.action is ClaimAction.FORMAL_NOTICE}
    if owed.id in bought and not left_to_buy(owed, bought[owed.id]):
        purchases = (c for c in rules.claims if c.action is ClaimAction.PURCHASE_AT_DEPOSITOR_COST)
        taken |= {one.step: bought[owed.id].on for one in purchases}
    return Facts(
        last_day=last_day(owed.due_on, owed.extended_to),
        provisional=owed.provisional,
        paused=owed.pause is not None,
        taken=taken,
        notice=Clocks(served_on, effect.clocks.cure_on, effect.clocks.object_by),
    )
