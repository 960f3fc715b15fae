"""What the letter says by which a case is passed to the body that the law names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from app.compliance.cases.amounts import amount_text, offences_text, sanction_text
from app.compliance.cases.models import Case, SanctionProposal
from app.compliance.cases.purchases.models import Purchase
from app.compliance.cases.purchases.queries import purchases_of
from app.compliance.cases.queries.next_steps import NamedLine, days_of_referral, effects_of, lines_in_force
from app.compliance.cases.queries.sanctions import proposals_of
from app.compliance.cases.queries.standing import Standing
from app.compliance.cases.referral import REFERRALS
from app.compliance.checking import WITH_WORKS
from app.compliance.models import Notice
from app.compliance.numbering import Identity
from app.compliance.requests.queries.listing import requests_of
from app.compliance.requests.queries.rows import RequestRow
from app.compliance.requests.words import KINDS, STANDINGS
from app.compliance.serving.channels import RESULTS, WAYS
from app.compliance.serving.models import Service
from app.compliance.serving.queries import services_of
from app.compliance.terms import clause_number
from app.deposits.consignments.documents import party, work_of
from app.domain.actor import Actor
from app.domain.documents import (
    ProposedSanction,
    ReferralPaper,
    ReferredLine,
    ReferredNotice,
    ReferredPurchase,
    ReferredRequest,
    RuleSetName,
)
from app.domain.errors import DomainError
from app.domain.law import RuleSet
from app.domain.law.procedure_vocabulary import Authority, ClaimAction
from app.domain.law.vocabulary import Form
from app.domain.obligations.relief import Pause
from app.infra import clock
from app.infra.db import session
from app.infra.i18n import force_locale, format_short, short_organisation_name
from app.infra.verification import check_of
from app.law.procedure_names import PROCEDURE_NAMES
from app.law.queries import InForce
from app.organisations.letterheads import authority_letterhead, executor_for, signatory_of
from app.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Referral:
    """A case that is passed on: how it stands, by whose word, on which rules, why, and in which language."""

    case: Case
    standing: Standing
    in_force: InForce
    authority: Organisation
    reasons: str
    language: str


def referral_paper(referral: Referral, identity: Identity, *, by: Actor) -> ReferralPaper:
    """Return the values of the letter, as everything is at this moment."""
    case, language, authority = referral.case, referral.language, referral.authority
    day = referral.standing.referral
    if day.on is None:
        raise DomainError("case.referral_unknown", field="outcome")
    proposal = next(iter(proposals_of(case)), None)
    lines, today = lines_in_force(case, WITH_WORKS), clock.local_day(identity.at)
    told, set_apart = passed_on(case, lines, today)
    in_force, bought = referral.in_force, [one for one in purchases_of(case) if one.struck_at is None]
    with force_locale(language):
        return ReferralPaper(
            number=identity.number,
            issued_on=today,
            specimen=in_force.hypothetical,
            rules=RuleSetName(in_force.code, in_force.version, in_force.hypothetical),
            letterhead=authority_letterhead(authority, language),
            addressee=_addressee(in_force.rule_set, proposal),
            party=party(session().get_one(Organisation, case.depositor_id), language),
            case=case.number,
            opened_on=clock.local_day(case.opened_at),
            clause=clause_number(day.locator),
            allowed_on=day.on,
            reasons=referral.reasons,
            notices=_notices(told),
            lines=tuple(_line(line, language) for line in told),
            set_apart=set_apart,
            requests=_requests(lines, by, today),
            purchases=tuple(_purchase(one) for one in reversed(bought)),
            sanction=_sanction(proposal),
            signatory=signatory_of(authority, language),
            check=check_of(identity.code),
            executor=executor_for(authority, by, language),
        )


def passed_on(case: Case, lines: Sequence[NamedLine], today: date) -> tuple[list[NamedLine], int]:
    """The lines that a letter may accuse by today, and how many copies of others are set apart for a time.

    Of what is missing, those whose day has come; and what came late. About the others a request waits, the
    depositor still has time, or the day after another step, as a purchase, has not come. Of what an amendment
    put off nothing is said.
    """
    early = {line.owed.id for line, on in days_of_referral(case, lines, today) if on is None or on > today}
    due = [line for line in lines if line.is_due(today)]
    told = [line for line in due if line.owed.id not in early and line.owed.excused_at is None]
    apart = [line.owed for line in due if line.owed.id in early and line.owed.pause is not Pause.UPHELD]
    return told, sum((owed.copies or 0) - owed.handed_over for owed in apart)


def body_named(rules: RuleSet, proposal: SanctionProposal | None) -> Authority | None:
    """The body that decides by the rules: a court where the step itself says so, else the one that the
    proposed sanction names, else that of all sanctions; None where they name none, or several."""
    if (
        next((one.action for one in rules.claims if one.action in REFERRALS), None)
        is ClaimAction.APPLY_TO_COURT
    ):
        return Authority.COURT
    if proposal is not None and proposal.facts["authority"]:
        return Authority(str(proposal.facts["authority"]))
    named = {one.authority for one in rules.sanctions}
    return named.pop() if len(named) == 1 else None


def _addressee(rules: RuleSet, proposal: SanctionProposal | None) -> str:
    body = body_named(rules, proposal)
    return str(PROCEDURE_NAMES[Authority][body]) if body else ""


def _notices(lines: Sequence[NamedLine]) -> tuple[ReferredNotice, ...]:
    distinct = {line.notice.id: line.notice for line in lines}
    services, effects = services_of(list(distinct)), effects_of(list(distinct.values()))
    return tuple(
        ReferredNotice(
            number=notice.number,
            issued_on=clock.local_day(notice.issued_at),
            cure_on=effects[notice.id].clocks.cure_on,
            object_by=effects[notice.id].clocks.object_by,
            served=_served(notice, services),
        )
        for notice in distinct.values()
    )


def _served(notice: Notice, services: Mapping[int, Sequence[Service]]) -> tuple[str, ...]:
    return tuple(
        ", ".join(part for part in (
            str(WAYS[one.channel].name), one.tracking, str(RESULTS[one.result]), format_short(one.day)
        ) if part)
        for one in services.get(notice.id, ())
    )  # fmt: skip


def _line(line: NamedLine, language: str) -> ReferredLine:
    owed = line.owed
    if owed.copies is None or owed.due_on is None:
        raise ValueError("a line without copies or a due date is never noticed")
    return ReferredLine(
        work=work_of(owed.release),
        library=short_organisation_name(owed.depository, language),
        notice=line.notice.number,
        due=owed.copies,
        received=owed.handed_over,
        due_on=owed.due_on,
        clause=clause_number(owed.locator),
        is_file=owed.form == Form.FILE,
    )


def _requests(lines: Sequence[NamedLine], by: Actor, today: date) -> tuple[ReferredRequest, ...]:
    owed, notices = {line.owed.id for line in lines}, {line.notice.id for line in lines}
    rows = requests_of(by, obligation_ids=sorted(owed), notice_ids=sorted(notices))
    return tuple(_request(row, str(STANDINGS[row.standing(today)])) for row in rows)


def _request(row: RequestRow, standing: str) -> ReferredRequest:
    what = f"{KINDS[row.kind]} № {row.id}"
    return ReferredRequest(what, clock.local_day(row.made_at), standing, row.decision)


def _purchase(bought: Purchase) -> ReferredPurchase:
    return ReferredPurchase(
        claim=bought.paper.number,
        bought_on=bought.bought_on,
        copies=sum(line.copies for line in bought.lines),
        total=bought.total,
        currency=bought.currency,
        paid=bought.paid,
    )


def _sanction(proposal: SanctionProposal | None) -> ProposedSanction | None:
    if proposal is None:
        return None
    facts = proposal.facts
    amount = amount_text(facts).rstrip(".")
    return ProposedSanction(sanction_text(facts), amount, offences_text(facts), proposal.words)
