"""Reads of papers of cases."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, undefer

from app.compliance.cases.models import Case
from app.compliance.cases.papers.keeping import CONTENTS
from app.compliance.cases.papers.models import CasePaper, PaperKind
from app.compliance.cases.scope import readable_cases, sees_inside
from app.domain.actor import Actor
from app.domain.documents import ReferralPaper, RefundClaimPaper
from app.domain.documents.storing import paper_of
from app.domain.errors import NotFound
from app.infra.db import session
from app.infra.storage import StoredFile

FOR_THE_DEPOSITOR = frozenset({PaperKind.REFUND_CLAIM})
"""What is addressed to it; a referral tells what the authority proposes to another body."""


@dataclass(frozen=True, slots=True)
class CasePaperRecord:
    """A paper with what it says, for whoever holds its code."""

    issued: CasePaper
    paper: ReferralPaper | RefundClaimPaper


def papers_of_case(actor: Actor, case: Case) -> Sequence[CasePaper]:
    """The papers of a case that the reader may see, the latest first."""
    statement = select(CasePaper).where(CasePaper.case_id == case.id).options(joinedload(CasePaper.file))
    if not sees_inside(actor):
        statement = statement.where(CasePaper.kind.in_(FOR_THE_DEPOSITOR))
    return session().scalars(statement.order_by(CasePaper.id.desc())).all()


def case_paper_file(actor: Actor, case_id: int, paper_id: int) -> StoredFile | None:
    """The file of a paper, None while it is made. Raises `NotFound`: the reader may not see it."""
    case = session().scalar(select(Case).where(Case.id == case_id, readable_cases(actor)))
    papers = papers_of_case(actor, case) if case is not None else ()
    found = next((one for one in papers if one.id == paper_id), None)
    if found is None:
        raise NotFound("not_found")
    return found.file


def case_paper_by_code(code: str) -> CasePaperRecord | None:
    """The paper that bears a verification code, for whoever holds it."""
    found = session().scalar(
        select(CasePaper)
        .where(CasePaper.verification_code == code)
        .options(
            joinedload(CasePaper.case).joinedload(Case.depositor),
            joinedload(CasePaper.file),
            undefer(CasePaper.facts),
        )
    )
    return CasePaperRecord(found, paper_of(CONTENTS[found.kind], found.facts)) if found else None
