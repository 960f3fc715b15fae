"""What the paper of a decision says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.compliance.requests.models import DepositorRequest
from app.compliance.terms import clause_number
from app.deposits.consignments.documents import party, work_of
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.documents import DecisionLine, DecisionPaper, RuleSetName
from app.domain.law.procedure_vocabulary import RequestKind as LawKind
from app.domain.law.vocabulary import Form
from app.domain.requests import Outcome, RequestKind
from app.infra import clock
from app.infra.db import session
from app.infra.i18n import short_organisation_name
from app.infra.verification import check_of
from app.law.queries import InForce
from app.organisations.letterheads import authority_letterhead, executor_for, signatory_of
from app.organisations.models import Organisation
from app.publications.models import Publication, Release


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided, in whose name and until when it can be appealed; `code` is that of its paper."""

    outcome: Outcome
    reasons: str
    in_force: InForce
    authority: Organisation
    appeal_by: date | None
    issued_on: date
    code: str


def decision_paper(request: DepositorRequest, decided: Decided, *, by: Actor, language: str) -> DecisionPaper:
    """Return the values of the paper; its number is still empty, for it is taken last."""
    in_force, authority = decided.in_force, decided.authority
    terms = in_force.rule_set.requests
    appeal = terms.get(LawKind.APPEAL)
    own = None if request.kind is RequestKind.EXEMPTION else terms.get(LawKind(request.kind.value))
    against = request.against.decision if request.against else None
    return DecisionPaper(
        number="",
        issued_on=decided.issued_on,
        specimen=in_force.hypothetical,
        rules=RuleSetName(in_force.code, in_force.version, in_force.hypothetical),
        letterhead=authority_letterhead(authority, language),
        party=party(request.depositor, language),
        request=request.id,
        kind=request.kind,
        asked_on=clock.local_day(request.made_at),
        asked_until=request.asked_until,
        notice=request.notice.number if request.notice else "",
        against=against.number if against else "",
        clause=clause_number(own.citation.locator) if own else "",
        outcome=decided.outcome,
        reasons=decided.reasons,
        lines=_lines(request, language),
        final=request.kind is RequestKind.APPEAL,
        appeal_by=decided.appeal_by,
        appeal_clause=clause_number(appeal.citation.locator) if appeal else "",
        signatory=signatory_of(authority, language),
        check=check_of(decided.code),
        executor=executor_for(authority, by, language),
    )


def file_name(number: str, *, specimen: bool) -> str:
    """Return the name of its file, the same in every language: `decision-2026-000012.pdf`."""
    return f"{'specimen-' if specimen else ''}decision-{number}.pdf"


def _lines(request: DepositorRequest, language: str) -> tuple[DecisionLine, ...]:
    named = {row.id: row for row in _named([line.obligation_id for line in request.lines])}
    return tuple(
        DecisionLine(
            work=work_of(named[line.obligation_id].release),
            library=short_organisation_name(named[line.obligation_id].depository, language),
            copies=line.copies,
            due_on=line.due_on,
            clause=clause_number(named[line.obligation_id].locator),
            is_file=named[line.obligation_id].form == Form.FILE,
            granted=bool(line.granted),
            until=line.until,
        )
        for line in request.lines
    )


def _named(ids: Sequence[int]) -> Sequence[Obligation]:
    publication = joinedload(Obligation.release).joinedload(Release.publication)
    loaded = (
        joinedload(Obligation.depository),
        publication.selectinload(Publication.contributors),
        publication.selectinload(Publication.identifiers),
    )
    return session().scalars(select(Obligation).where(Obligation.id.in_(ids)).options(*loaded)).all()
