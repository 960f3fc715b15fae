"""The files of decisions are kept."""

from datetime import datetime

from app.compliance.filing import MadeFile, keep_made
from app.compliance.requests.documents import file_name
from app.compliance.requests.models import Decision, DepositorRequest
from app.compliance.requests.services.telling import tell
from app.domain.actor import SYSTEM
from app.infra.db import session


def keep_decision_paper(*, decision_id: int, made: MadeFile, at: datetime) -> bool:
    """Keep the file of a decision; False if it is kept already."""
    decision = session().get_one(Decision, decision_id, with_for_update=True, populate_existing=True)
    if decision.file_id is not None:
        return False
    name = file_name(decision.number, specimen=decision.specimen)
    kept = keep_made(decision, made, name=name, at=at)
    session().flush()
    request = session().get_one(DepositorRequest, decision.request_id)
    tell("request.filed", request, SYSTEM, at, {"number": decision.number, **kept})
    return True
