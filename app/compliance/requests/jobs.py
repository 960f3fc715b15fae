"""Makes the files of decisions from their facts; killed at any moment, it loses and doubles nothing."""

import structlog
from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.compliance.requests.models import Decision
from app.compliance.requests.services.keeping import keep_decision_paper
from app.domain.documents import DecisionPaper
from app.domain.documents.storing import paper_of
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.papers import render_paper, template_version

log = structlog.get_logger()
DECISIONS = "decisions"


def store_waiting_decisions() -> int:
    """Make the files that are still missing, the oldest first, and return how many were.

    One that cannot be made does not keep the others waiting.
    """
    waiting = select(Decision.id).where(Decision.file_id.is_(None)).order_by(Decision.id)
    return sum(store_soon(decision_id) for decision_id in session().scalars(waiting).all())


def store_soon(decision_id: int) -> bool:
    """Make the file of a decision; should that fail, it stands all the same and the worker tries again."""
    try:
        return _store(decision_id)
    except Exception:
        log.exception("decision not rendered", decision=decision_id)
        return False


def decision_pdf(decision: Decision) -> bytes:
    """Render a decision from its facts; equal facts give equal bytes."""
    return render_paper(
        paper_of(DecisionPaper, decision.facts),
        decision.language,
        identifier=f"{decision.series} {decision.number}".encode(),
        created=decision.decided_at,
    )


def _store(decision_id: int) -> bool:
    found = session().get_one(Decision, decision_id, options=[undefer(Decision.facts)])
    if found.file_id is not None:
        return False
    content, version = decision_pdf(found), template_version("decision")
    with transaction():
        return keep_decision_paper(decision_id=decision_id, content=content, version=version, at=clock.now())
