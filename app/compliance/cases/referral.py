"""From which day the rules let a case be passed on, reckoned step by step from a served notice."""

from dataclasses import dataclass
from datetime import date

from app.domain.calendar import Calendar
from app.domain.deadlines import Event, due_date
from app.domain.errors import DomainError
from app.domain.law import RuleSet
from app.domain.law.procedure_vocabulary import ClaimAction

REFERRALS = frozenset({ClaimAction.REFER_FOR_ADMINISTRATIVE_CASE, ClaimAction.APPLY_TO_COURT})


@dataclass(frozen=True, slots=True)
class ReferralDay:
    """Whether the rules know the step, where they say so, and its first day; None: it cannot be told."""

    in_law: bool
    locator: str = ""
    on: date | None = None

    def lets_propose(self, today: date) -> bool:
        """Whether a sanction may be proposed; rules without a referral give nothing to wait for."""
        return not self.in_law or (self.on is not None and self.on <= today)

    def refuse_sanction_before(self, today: date) -> None:
        """Refuse to propose a sanction before a case may be passed on.

        Raises:
            DomainError: `case.referral_unknown`, `case.sanction_early`.
        """
        if self.lets_propose(today):
            return
        if self.on is None:
            raise DomainError("case.referral_unknown", field="sanction")
        raise DomainError("case.sanction_early", field="sanction", day=self.on)

    def refuse_before(self, today: date) -> None:
        """Refuse to pass a case on before the rules allow it.

        Raises:
            DomainError: `case.no_referral`, `case.referral_unknown`, `case.referral_early`.
        """
        if not self.in_law:
            raise DomainError("case.no_referral", field="outcome")
        if self.on is None:
            raise DomainError("case.referral_unknown", field="outcome")
        if today < self.on:
            raise DomainError("case.referral_early", field="outcome", day=self.on)


@dataclass(frozen=True, slots=True)
class Served:
    """When a notice was served, and the last days to put things right and to object; None: not known."""

    on: date
    cure_on: date | None
    object_by: date | None


def referral_day(rules: RuleSet, served: Served | None, days: Calendar) -> ReferralDay:
    """Return the first day of a referral after a notice served; without a notice the day cannot be told.

    A day that rests on an estimated holiday is no certain one, so it is not told either.
    """
    step = next((claim for claim in rules.claims if claim.action in REFERRALS), None)
    if step is None:
        return ReferralDay(in_law=False)
    actions = [claim.action for claim in rules.claims]
    if served is None or ClaimAction.FORMAL_NOTICE not in actions:
        return ReferralDay(True, step.citation.locator)
    known = {
        Event.NOTICE_SERVED: served.on,
        Event.CURE_PERIOD_END: served.cure_on,
        Event.OBJECTIONS_CLOSED: served.object_by,
        Event.PREVIOUS_STEP: served.on,
    }
    for claim in rules.claims[actions.index(ClaimAction.FORMAL_NOTICE) + 1 :]:
        start = known.get(claim.after.event)
        due = due_date(claim.after, start, days) if start is not None else None
        on = None if due is None or due.provisional else due.on
        if claim is step:
            return ReferralDay(True, step.citation.locator, on)
        known[Event.PREVIOUS_STEP] = on
    return ReferralDay(True, step.citation.locator)
