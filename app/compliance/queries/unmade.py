"""Papers of the authority that are issued and have no file although their turn has long come."""

from datetime import datetime

from sqlalchemy import exists, or_, select

from app.compliance.cases.papers.models import CasePaper
from app.compliance.models import Notice
from app.compliance.papers import USUAL_WAIT
from app.compliance.requests.models import Decision
from app.infra.db import session
from app.infra.storage import StoredFile


def a_paper_waits_long(at: datetime) -> bool:
    """Whether a notice, a decision or a paper of a case could not be made for longer than usual.

    While others are made it has only not come to its turn, as where many are issued at once.
    """
    since = at - USUAL_WAIT
    waiting = (
        select(Notice.id).where(Notice.file_id.is_(None), Notice.issued_at < since),
        select(Decision.id).where(Decision.file_id.is_(None), Decision.decided_at < since),
        select(CasePaper.id).where(CasePaper.file_id.is_(None), CasePaper.issued_at < since),
    )
    if not session().scalar(select(or_(*map(exists, waiting)))):
        return False
    made = (
        select(model.id).join(StoredFile, StoredFile.id == model.file_id).where(StoredFile.stored_at >= since)
        for model in (Notice, Decision, CasePaper)
    )
    return not session().scalar(select(or_(*map(exists, made))))
