"""What the claim says for copies that were bought in the depositor's stead."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.compliance.cases.models import Case
from app.compliance.cases.queries.next_steps import NamedLine
from app.compliance.numbering import Identity
from app.compliance.terms import clause_number
from app.deposits.consignments.documents import party, work_of
from app.domain.actor import Actor
from app.domain.documents import RefundClaimPaper, RefundLine, RuleSetName
from app.domain.law import Claim
from app.infra import clock
from app.infra.db import session
from app.infra.i18n import short_organisation_name
from app.infra.verification import check_of
from app.law.queries import InForce
from app.organisations.letterheads import authority_letterhead, executor_for, signatory_of
from app.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class BoughtLine:
    """Copies bought for a line that a notice names; `price` of one in hundredths of the currency."""

    named: NamedLine
    copies: int
    price: int


@dataclass(frozen=True, slots=True)
class BoughtInStead:
    """A purchase in a case, with the step of the law that allows it and by whose word it is claimed."""

    case: Case
    in_force: InForce
    claim: Claim
    authority: Organisation
    seller: str
    bought_on: date
    currency: str
    lines: Sequence[BoughtLine]
    language: str


def refund_claim_paper(bought: BoughtInStead, identity: Identity, *, by: Actor) -> RefundClaimPaper:
    """Return the values of the claim."""
    in_force, authority, language = bought.in_force, bought.authority, bought.language
    return RefundClaimPaper(
        number=identity.number,
        issued_on=clock.local_day(identity.at),
        specimen=in_force.hypothetical,
        rules=RuleSetName(in_force.code, in_force.version, in_force.hypothetical),
        letterhead=authority_letterhead(authority, language),
        party=party(session().get_one(Organisation, bought.case.depositor_id), language),
        case=bought.case.number,
        clause=clause_number(bought.claim.citation.locator),
        seller=bought.seller,
        bought_on=bought.bought_on,
        currency=bought.currency,
        lines=tuple(_line(line, language) for line in bought.lines),
        signatory=signatory_of(authority, language),
        check=check_of(identity.code),
        executor=executor_for(authority, by, language),
    )


def _line(line: BoughtLine, language: str) -> RefundLine:
    owed = line.named.owed
    if owed.due_on is None:
        raise ValueError("a line without a due date is never noticed")
    return RefundLine(
        work=work_of(owed.release),
        library=short_organisation_name(owed.depository, language),
        notice=line.named.notice.number,
        due_on=owed.due_on,
        copies=line.copies,
        price=line.price,
    )
