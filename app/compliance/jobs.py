"""Makes the files of notices from their facts; killed at any moment, it loses and doubles nothing."""

from collections.abc import Sequence

import structlog
from sqlalchemy import select

from app.compliance.batches.printing import PRINT_FILES
from app.compliance.models import Notice
from app.compliance.services import keep_notice_paper
from app.domain.documents import NoticePaper
from app.domain.documents.storing import paper_of
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.jobs import wake
from app.infra.papers import render_paper, template_version
from app.infra.press import PAPERS_OF_A_PRESS, Sheet, print_sheets

log = structlog.get_logger()
MANY = 12
"""Beginning processes takes a second: fewer papers are made sooner without."""


def store_notice_paper(notice_id: int) -> bool:
    """Render a notice and keep its bytes, in a transaction of its own; False if they are kept already.

    Two who render it at once make the same bytes, and one of them keeps them.
    """
    notice = session().get_one(Notice, notice_id)
    if notice.file_id is not None:
        return False
    return _kept(notice_id, notice_pdf(notice))


def notice_pdf(notice: Notice) -> bytes:
    """Render a notice from its facts; equal facts give equal bytes."""
    return render_paper(
        paper_of(NoticePaper, notice.facts),
        notice.language,
        identifier=identity(notice),
        created=notice.issued_at,
    )


def identity(notice: Notice) -> bytes:
    """Return the permanent identity of its file."""
    return f"{notice.series} {notice.number}".encode()


def render_waiting_notices() -> int:
    """Make the files that are still missing, the oldest first, and return how many were.

    Some are made here; many by processes of their own, one for each core, portion after portion as long as
    more are issued meanwhile.
    """
    made, last = 0, 0
    while waiting := _waiting_notices(beyond=last):
        if len(waiting) < MANY:
            made += sum(_stored(notice_id) for notice_id in waiting)
        else:
            made += sum(_kept(key, content) for key, content in print_sheets(_sheets(waiting)))
        last = waiting[-1]
    if made:
        wake(PRINT_FILES)
    return made


def _waiting_notices(*, beyond: int) -> list[int]:
    """Those without files; one whose file could not be made just now is left to the next look."""
    missing = (Notice.file_id.is_(None), Notice.id > beyond)
    return list(
        session().scalars(select(Notice.id).where(*missing).order_by(Notice.id).limit(PAPERS_OF_A_PRESS))
    )


def _sheets(notice_ids: Sequence[int]) -> list[Sheet]:
    found = session().scalars(select(Notice).where(Notice.id.in_(notice_ids)).order_by(Notice.id))
    return [
        Sheet(
            notice.id,
            paper_of(NoticePaper, notice.facts),
            notice.language,
            identity(notice),
            notice.issued_at,
        )
        for notice in found
    ]


def _kept(notice_id: int, content: bytes | Exception) -> bool:
    if isinstance(content, Exception):
        log.error("notice not rendered", notice=notice_id, exc_info=content)
        return False
    version = template_version("notice")
    with transaction():
        return keep_notice_paper(notice_id=notice_id, content=content, version=version, at=clock.now())


def _stored(notice_id: int) -> bool:
    try:
        return store_notice_paper(notice_id)
    except Exception:
        log.exception("notice not rendered", notice=notice_id)
        return False


def store_soon(notice_id: int) -> None:
    """Make the file of a notice just issued; should that fail, the worker tries again."""
    try:
        store_notice_paper(notice_id)
    except Exception:
        # The notice is issued and stands; without its file for a while it is still served.
        log.exception("notice not rendered", notice=notice_id)
        wake("notices")
