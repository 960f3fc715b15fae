"""Makes the files of notices from their facts; killed at any moment, it loses and doubles nothing."""

from collections.abc import Sequence
from dataclasses import replace

import structlog
from sqlalchemy import select

from app.compliance.batches.printing import PRINT_FILES
from app.compliance.models import Notice
from app.compliance.services.keeping import keep_notice_paper
from app.compliance.wordings.queries import texts_of
from app.domain.documents import NoticePaper
from app.domain.documents.storing import paper_of
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.jobs import wake
from app.infra.papers import template_version
from app.infra.press import PAPERS_OF_A_PRESS, Sheet, print_sheet, print_sheets
from app.infra.signing.here import sealer_at
from app.infra.signing.pades import Sealer
from app.infra.signing.sealing import seal_of
from app.infra.signing.trouble import SigningTrouble

log = structlog.get_logger()
MANY = 12
"""Beginning processes takes a second: fewer papers are made sooner without."""


def store_notice_paper(notice_id: int) -> bool:
    """Render a notice, sign it and keep its bytes, in a transaction of its own; False if they are kept.

    Two who make it at once differ in the signature alone, and one of them keeps its bytes. Where no key is
    configured the file is not signed and its letter says nothing of a signature.

    Raises:
        SigningTrouble: nothing can be signed at the moment; the file waits.
    """
    notice = session().get_one(Notice, notice_id)
    if notice.file_id is not None:
        return False
    sealer = sealer_at(clock.now())
    sheet = _sheet(notice, sealer)
    return _kept(notice_id, print_sheet(sheet), sealer)


def notice_pdf(notice: Notice) -> bytes:
    """Render a notice from its facts, without signing it; equal facts give equal bytes."""
    return print_sheet(_sheet(notice, None))


def identity(notice: Notice) -> bytes:
    """Return the permanent identity of its file."""
    return f"{notice.series} {notice.number}".encode()


def render_waiting_notices() -> int:
    """Make the files that are still missing, the oldest first, and return how many were.

    Some are made here; many by processes of their own, one for each core, portion after portion as long as
    more are issued meanwhile. While nothing can be signed they wait, and the page of notices says why.
    """
    made, last = 0, 0
    while waiting := _waiting_notices(beyond=last):
        try:
            made += _print_together(waiting) if len(waiting) >= MANY else sum(map(_stored, waiting))
        except SigningTrouble as error:
            log.warning("notices wait for their signature", trouble=error.trouble.value)
            break
        last = waiting[-1]
    if made:
        wake(PRINT_FILES)
    return made


def store_soon(notice_id: int) -> None:
    """Make the file of a notice just issued; should that fail, the worker tries again."""
    try:
        store_notice_paper(notice_id)
    except Exception:
        # The notice is issued and stands; without its file for a while it is still served.
        log.exception("notice not rendered", notice=notice_id)
        wake("notices")


def _waiting_notices(*, beyond: int) -> list[int]:
    """Those without files; one whose file could not be made just now is left to the next look."""
    missing = (Notice.file_id.is_(None), Notice.id > beyond)
    return list(
        session().scalars(select(Notice.id).where(*missing).order_by(Notice.id).limit(PAPERS_OF_A_PRESS))
    )


def _print_together(notice_ids: Sequence[int]) -> int:
    """Render in several processes and sign here, where the key is."""
    sealer, made = sealer_at(clock.now()), 0
    found = session().scalars(select(Notice).where(Notice.id.in_(notice_ids)).order_by(Notice.id))
    for notice_id, content in print_sheets([_sheet(notice, sealer) for notice in found]):
        if isinstance(content, Exception):
            log.error("notice not rendered", notice=notice_id, exc_info=content)
        else:
            made += _kept(notice_id, content, sealer)
    return made


def _stored(notice_id: int) -> bool:
    try:
        return store_notice_paper(notice_id)
    except SigningTrouble:
        raise
    except Exception:
        # One that cannot be made does not keep the others waiting; it is tried again at the next look.
        log.exception("notice not rendered", notice=notice_id)
        return False


def _sheet(notice: Notice, sealer: Sealer | None) -> Sheet:
    paper = paper_of(NoticePaper, notice.facts)
    if sealer is not None:
        paper = replace(paper, seal=seal_of(sealer.key))
    edited = texts_of(notice.wording_id)
    return Sheet(notice.id, paper, notice.language, identity(notice), notice.issued_at, edited)


def _kept(notice_id: int, content: bytes, sealer: Sealer | None) -> bool:
    seal = seal_of(sealer.key) if sealer is not None else None
    sealed = content if sealer is None else sealer.seal(content)
    version = template_version("notice")
    with transaction():
        return keep_notice_paper(
            notice_id=notice_id, content=sealed, version=version, seal=seal, at=clock.now()
        )
