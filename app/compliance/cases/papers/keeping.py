"""Makes and keeps the files of papers of cases; killed at any moment, it loses and doubles nothing."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.compliance.cases.acts import publish_act
from app.compliance.cases.models import Case
from app.compliance.cases.papers.models import CasePaper, PaperKind
from app.compliance.filing import MadeFile, keep_made, make_file, sheet_of, store_each
from app.domain.actor import SYSTEM
from app.domain.documents import ReferralPaper, RefundClaimPaper
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.press import print_sheet

CASE_PAPERS = "papers of cases"
CONTENTS: dict[PaperKind, type[ReferralPaper | RefundClaimPaper]] = {
    PaperKind.REFERRAL: ReferralPaper,
    PaperKind.REFUND_CLAIM: RefundClaimPaper,
}


def store_waiting_case_papers() -> int:
    """Make the files that are still missing, the oldest first, and return how many were."""
    waiting = select(CasePaper.id).where(CasePaper.file_id.is_(None)).order_by(CasePaper.id)
    return store_each(session().scalars(waiting).all(), _store)


def store_soon(paper_id: int) -> bool:
    """Make the file of a paper; should that fail, the act stands all the same and the worker tries again."""
    return store_each([paper_id], _store) == 1


def case_paper_pdf(found: CasePaper) -> bytes:
    """Render a paper from its facts, without signing it; equal facts give equal bytes."""
    return print_sheet(sheet_of(found, CONTENTS[found.kind], created=found.issued_at))


def file_name(paper: CasePaper) -> str:
    """Return the name of its file, the same in every language: `refund-claim-2026-000012.pdf`."""
    return f"{paper.series}-{paper.number}.pdf"


def _store(paper_id: int) -> bool:
    found = session().get_one(CasePaper, paper_id, options=[undefer(CasePaper.facts)])
    if found.file_id is not None:
        return False
    made = make_file(found, CONTENTS[found.kind], created=found.issued_at)
    with transaction():
        return _keep(paper_id, made, clock.now())


def _keep(paper_id: int, made: MadeFile, at: datetime) -> bool:
    case_id = select(CasePaper.case_id).where(CasePaper.id == paper_id).scalar_subquery()
    case = session().scalars(select(Case).where(Case.id == case_id).with_for_update()).one()
    session().refresh(case)
    paper = session().get_one(CasePaper, paper_id, with_for_update=True, populate_existing=True)
    if paper.file_id is not None:
        return False
    kept = keep_made(paper, made, name=file_name(paper), at=at)
    publish_act("case.paper_filed", case, by=SYSTEM, at=at, after={"paper": paper.number, **kept})
    return True
