"""The bytes of decisions are kept."""

from datetime import datetime

from app.compliance.requests.documents import file_name
from app.compliance.requests.models import Decision, DepositorRequest
from app.compliance.requests.services.telling import tell
from app.domain.actor import SYSTEM
from app.infra.db import session
from app.infra.storage import keep_file


def keep_decision_paper(*, decision_id: int, content: bytes, version: str, at: datetime) -> bool:
    """Keep the bytes of a decision, made by this version of its template; False if they are kept already."""
    decision = session().get_one(Decision, decision_id, with_for_update=True, populate_existing=True)
    if decision.file_id is not None:
        return False
    name = file_name(decision.number, specimen=decision.specimen)
    stored = keep_file(content, name=name, media_type="application/pdf", at=at)
    decision.file_id, decision.template_version = stored.id, version
    session().flush()
    request = session().get_one(DepositorRequest, decision.request_id)
    after = {"number": decision.number, "sha256": stored.sha256, "template": version}
    tell("request.filed", request, SYSTEM, at, after)
    return True
