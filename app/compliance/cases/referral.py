"""Whether the rules let a case be passed on, and a sanction proposed, on a day."""

from dataclasses import dataclass
from datetime import date

from app.domain.errors import DomainError
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
