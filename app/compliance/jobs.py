"""Makes the files of notices from their facts; killed at any moment, it loses and doubles nothing."""

import structlog
from sqlalchemy import select

from app.compliance.models import Notice
from app.compliance.services.keeping import keep_notice_paper
from app.domain.documents import NoticePaper
from app.domain.documents.storing import paper_of
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.jobs import wake
from app.infra.papers import render_paper, template_version

log = structlog.get_logger()


def store_notice_paper(notice_id: int) -> bool:
    """Render a notice and keep its bytes, in a transaction of its own; False if they are kept already.

    Two who render it at once make the same bytes, and one of them keeps them.
    """
    notice = session().get_one(Notice, notice_id)
    if notice.file_id is not None:
        return False
    content = notice_pdf(notice)
    version = template_version("notice")
    with transaction():
        return keep_notice_paper(notice_id=notice_id, content=content, version=version, at=clock.now())


def notice_pdf(notice: Notice) -> bytes:
    """Render a notice from its facts; equal facts give equal bytes."""
    return render_paper(
        paper_of(NoticePaper, notice.facts),
        notice.language,
        identifier=f"{notice.series} {notice.number}".encode(),
        created=notice.issued_at,
    )


def render_waiting_notices() -> int:
    """Make the files that are still missing, the oldest first, and return how many were."""
    waiting = select(Notice.id).where(Notice.file_id.is_(None)).order_by(Notice.id)
    return sum(store_notice_paper(notice_id) for notice_id in session().scalars(waiting).all())


def store_soon(notice_id: int) -> None:
    """Make the file of a notice just issued; should that fail, the worker tries again."""
    try:
        store_notice_paper(notice_id)
    except Exception:
        # The notice is issued and stands; without its file for a while it is still served.
        log.exception("notice not rendered", notice=notice_id)
        wake("notices")
