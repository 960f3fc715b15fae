"""The file of a notice is kept, once."""

from datetime import datetime

from sqlalchemy import select

from app.compliance.documents import file_name
from app.compliance.models import Notice
from app.compliance.wordings.queries import named_version
from app.domain.actor import SYSTEM
from app.domain.documents import Seal
from app.domain.documents.storing import facts_of
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.infra.storage import keep_file


def keep_notice_paper(
    *, notice_id: int, content: bytes, version: str, seal: Seal | None, at: datetime
) -> bool:
    """Keep the bytes of a notice, made by this version of its template; False if they are kept already.

    `seal` is the certificate they are signed with, which is from now on among the facts of the notice.
    """
    notice = session().scalar(
        select(Notice)
        .where(Notice.id == notice_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if notice is None or notice.file_id is not None:
        return False
    name = file_name(notice.number, specimen=notice.specimen)
    stored = keep_file(content, name=name, media_type="application/pdf", at=at)
    named = named_version(version, notice.wording_id)
    notice.file_id, notice.template_version = stored.id, named
    notice.facts = {**notice.facts, "seal": None if seal is None else facts_of(seal)}
    session().flush()
    after = {"number": notice.number, "sha256": stored.sha256, "template": named}
    if seal is not None:
        after["signed_by"] = seal.holder
    publish(Event("notice.filed", SYSTEM, at, (Subject("notice", notice.id),), after=after))
    return True
