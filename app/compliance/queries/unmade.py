"""Papers of the authority that are issued and have no file although their turn has long come."""

from datetime import datetime

from sqlalchemy import exists, or_, select

from app.compliance.cases.papers.models import CasePaper
from app.compliance.models import Notice
from app.compliance.papers import USUAL_WAIT
from app.compliance.requests.models import Decision
from app.infra.db import session


def a_paper_waits_long(at: datetime) -> bool:
    """Whether a notice, a decision or a paper of a case could not be made for longer than usual."""
    since = at - USUAL_WAIT
    waiting = (
        select(Notice.id).where(Notice.file_id.is_(None), Notice.issued_at < since),
        select(Decision.id).where(Decision.file_id.is_(None), Decision.decided_at < since),
        select(CasePaper.id).where(CasePaper.file_id.is_(None), CasePaper.issued_at < since),
    )
    return bool(session().scalar(select(or_(*map(exists, waiting)))))
