"""Papers of cases are issued with the act that makes them, and withdrawn with it."""

from collections.abc import Callable
from datetime import datetime

from app.compliance.cases.models import Case
from app.compliance.cases.papers.models import CasePaper, PaperKind
from app.compliance.numbering import Identity, take_identity
from app.compliance.papers import refuse_while_key_is_unusable
from app.compliance.specimens import refuse_hypothetical
from app.domain.actor import Actor
from app.domain.documents import ReferralPaper, RefundClaimPaper
from app.domain.documents.storing import facts_of
from app.domain.errors import DomainError
from app.infra.db import session
from app.infra.i18n import BY_CODE
from app.infra.papers import template_version
from app.law.queries import InForce

Make = Callable[[Identity], ReferralPaper | RefundClaimPaper]


def issue_paper(
    case: Case, kind: PaperKind, make: Make, *, in_force: InForce, language: str, by: Actor, at: datetime
) -> CasePaper:
    """Issue a paper of a case that this transaction holds; its file is made afterwards from its facts.

    Raises:
        Conflict: `paper.cannot_sign`.
        DomainError: `notice.hypothetical_law`, `notice.language`, and what `make` raises.
    """
    refuse_while_key_is_unusable()
    refuse_hypothetical(in_force)
    if language not in BY_CODE:
        raise DomainError("notice.language", field="language")
    identity = take_identity(kind.value.replace("_", "-"), specimen=in_force.hypothetical, at=at)
    issued = CasePaper(
        case_id=case.id,
        kind=kind,
        series=identity.series,
        year=identity.year,
        sequence=identity.sequence,
        number=identity.number,
        specimen=in_force.hypothetical,
        verification_code=identity.code,
        language=language,
        template_version=template_version(kind.value),
        facts=facts_of(make(identity)),
        issued_at=at,
        issued_by_id=by.account_id,
    )
    session().add(issued)
    session().flush()
    return issued
