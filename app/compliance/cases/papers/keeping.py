"""Makes and keeps the files of papers of cases; killed at any moment, it loses and doubles nothing."""

from datetime import datetime

import structlog
from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.compliance.cases.acts import publish_act
from app.compliance.cases.models import Case
from app.compliance.cases.papers.models import CasePaper, PaperKind
from app.domain.actor import SYSTEM
from app.domain.documents import ReferralPaper, RefundClaimPaper
from app.domain.documents.storing import paper_of
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.papers import render_paper, template_version
from app.infra.storage import keep_file

log = structlog.get_logger()
CASE_PAPERS = "papers of cases"
CONTENTS: dict[PaperKind, type[ReferralPaper | RefundClaimPaper]] = {
    PaperKind.REFERRAL: ReferralPaper,
    PaperKind.REFUND_CLAIM: RefundClaimPaper,
}


def store_waiting_case_papers() -> int:
    """Make the files that are still missing, the oldest first, and return how many were.

    One that cannot be made does not keep the others waiting.
    """
    waiting = select(CasePaper.id).where(CasePaper.file_id.is_(None)).order_by(CasePaper.id)
    return sum(store_soon(paper_id) for paper_id in session().scalars(waiting).all())


def store_soon(paper_id: int) -> bool:
    """Make the file of a paper; should that fail, the act stands all the same and the worker tries again."""
    try:
        return _store(paper_id)
    except Exception:
        log.exception("paper of a case not rendered", paper=paper_id)
        return False


def case_paper_pdf(found: CasePaper) -> bytes:
    """Render a paper from its facts; equal facts give equal bytes."""
    return render_paper(
        paper_of(CONTENTS[found.kind], found.facts),
        found.language,
        identifier=f"{found.series} {found.number}".encode(),
        created=found.issued_at,
    )


def file_name(paper: CasePaper) -> str:
    """Return the name of its file, the same in every language: `refund-claim-2026-000012.pdf`."""
    return f"{paper.series}-{paper.number}.pdf"


def _store(paper_id: int) -> bool:
    found = session().get_one(CasePaper, paper_id, options=[undefer(CasePaper.facts)])
    if found.file_id is not None:
        return False
    content, version = case_paper_pdf(found), template_version(found.kind.value)
    with transaction():
        return _keep(paper_id, content, version, clock.now())


def _keep(paper_id: int, content: bytes, version: str, at: datetime) -> bool:
    case_id = select(CasePaper.case_id).where(CasePaper.id == paper_id).scalar_subquery()
    case = session().scalars(select(Case).where(Case.id == case_id).with_for_update()).one()
    session().refresh(case)
    paper = session().get_one(CasePaper, paper_id, with_for_update=True, populate_existing=True)
    if paper.file_id is not None:
        return False
    stored = keep_file(content, name=file_name(paper), media_type="application/pdf", at=at)
    paper.file_id, paper.template_version = stored.id, version
    after = {"paper": paper.number, "sha256": stored.sha256, "template": version}
    publish_act("case.paper_filed", case, by=SYSTEM, at=at, after=after)
    return True
