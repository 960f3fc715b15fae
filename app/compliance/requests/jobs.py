"""Makes the files of decisions from their facts; killed at any moment, it loses and doubles nothing."""

from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.compliance.filing import make_file, sheet_of, store_each
from app.compliance.requests.models import Decision
from app.compliance.requests.services.keeping import keep_decision_paper
from app.domain.documents import DecisionPaper
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.press import print_sheet

DECISIONS = "decisions"


def store_waiting_decisions() -> int:
    """Make the files that are still missing, the oldest first, and return how many were."""
    waiting = select(Decision.id).where(Decision.file_id.is_(None)).order_by(Decision.id)
    return store_each(session().scalars(waiting).all(), _store)


def store_soon(decision_id: int) -> bool:
    """Make the file of a decision; should that fail, it stands all the same and the worker tries again."""
    return store_each([decision_id], _store) == 1


def decision_pdf(decision: Decision) -> bytes:
    """Render a decision from its facts, without signing it; equal facts give equal bytes."""
    return print_sheet(sheet_of(decision, DecisionPaper, created=decision.decided_at))


def _store(decision_id: int) -> bool:
    found = session().get_one(Decision, decision_id, options=[undefer(Decision.facts)])
    if found.file_id is not None:
        return False
    made = make_file(found, DecisionPaper, created=found.decided_at)
    with transaction():
        return keep_decision_paper(decision_id=decision_id, made=made, at=clock.now())
