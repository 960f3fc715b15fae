"""Makes the files of notices from their facts; killed at any moment, it loses and doubles nothing."""

from dataclasses import replace

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
from app.infra.signing.here import sealer_at
from app.infra.signing.sealing import seal_of
from app.infra.signing.trouble import SigningTrouble

log = structlog.get_logger()


def store_notice_paper(notice_id: int) -> bool:
    """Render a notice, sign it and keep its bytes, in a transaction of its own; False if there are some.

    Two who render it at once make the same bytes, but each signature is another: one of them keeps them.

    Raises:
        SigningTrouble: a key is configured, and cannot be used now; nothing is kept, and a later try may.
    """
    notice = session().get_one(Notice, notice_id)
    if notice.file_id is not None:
        return False
    sealer = sealer_at(clock.now())
    seal = seal_of(sealer.key) if sealer is not None else None
    content = _rendered(notice, replace(paper_of(NoticePaper, notice.facts), seal=seal))
    if sealer is not None:
        content = sealer.seal(content)
    version = template_version("notice")
    with transaction():
        return keep_notice_paper(
            notice_id=notice_id, content=content, version=version, seal=seal, at=clock.now()
        )


def notice_pdf(notice: Notice) -> bytes:
    """Render a notice from its facts, without signing it; equal facts give equal bytes."""
    return _rendered(notice, paper_of(NoticePaper, notice.facts))


def render_waiting_notices() -> int:
    """Make the files that are still missing, the oldest first, and return how many were.

    While nothing can be signed they wait, and the page of notices says why.
    """
    waiting = select(Notice.id).where(Notice.file_id.is_(None)).order_by(Notice.id)
    made = 0
    for notice_id in session().scalars(waiting).all():
        try:
            made += store_notice_paper(notice_id)
        except SigningTrouble as error:
            log.warning("notices wait for their signature", trouble=error.trouble.value)
            break
    return made


def store_soon(notice_id: int) -> None:
    """Make the file of a notice just issued; should that fail, the worker tries again."""
    try:
        store_notice_paper(notice_id)
    except Exception:
        # The notice is issued and stands; without its file for a while it is still served.
        log.exception("notice not rendered", notice=notice_id)
        wake("notices")


def _rendered(notice: Notice, paper: NoticePaper) -> bytes:
    return render_paper(
        paper,
        notice.language,
        identifier=f"{notice.series} {notice.number}".encode(),
        created=notice.issued_at,
    )
