"""The file of a notice is kept, once."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy import select

from app.compliance.documents import file_name
from app.compliance.filing import MadeFile, keep_made
from app.compliance.models import Notice
from app.compliance.wordings.queries import named_version
from app.domain.actor import SYSTEM
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish


def keep_notice_paper(*, notice_id: int, made: MadeFile, at: datetime) -> bool:
    """Keep the file of a notice; False if it is kept already."""
    notice = session().scalar(
        select(Notice)
        .where(Notice.id == notice_id)
        .with_for_update()
        .execution_options(populate_existing=True)
    )
    if notice is None or notice.file_id is not None:
        return False
    name = file_name(notice.number, specimen=notice.specimen)
    named = replace(made, version=named_version(made.version, notice.wording_id))
    kept = keep_made(notice, named, name=name, at=at)
    session().flush()
    after = {"number": notice.number, **kept}
    publish(Event("notice.filed", SYSTEM, at, (Subject("notice", notice.id),), after=after))
    return True
