"""For which lines of a case the rules let copies be bought at the depositor's cost today."""

from dataclasses import dataclass
from datetime import date

from app.compliance.cases.models import Case
from app.compliance.cases.purchases.queries import bought_of, left_to_buy
from app.compliance.cases.queries.next_steps import NamedLine, upcoming_steps
from app.domain.law import Claim
from app.domain.law.procedure_vocabulary import ClaimAction


@dataclass(frozen=True, slots=True)
class ToBuy:
    """A line for which the step is due since the day `since`, with how many copies may be bought."""

    named: NamedLine
    claim: Claim
    since: date
    copies: int


def to_buy(case: Case, *, today: date) -> list[ToBuy]:
    """The lines for which a purchase is the next step and its day has come, in the order of the notices."""
    found = [
        (line, step.claim, step.on)
        for step, lines in ((one.step, one.lines) for one in upcoming_steps(case, today))
        if step.claim is not None and step.claim.action is ClaimAction.PURCHASE_AT_DEPOSITOR_COST
        if step.on is not None and step.on <= today
        for line in lines
    ]
    bought = bought_of([line.owed.id for line, _claim, _since in found])
    lines = [
        ToBuy(line, claim, since, left_to_buy(line.owed, bought.get(line.owed.id)))
        for line, claim, since in found
    ]
    return sorted((one for one in lines if one.copies), key=lambda one: one.named.owed.id)
