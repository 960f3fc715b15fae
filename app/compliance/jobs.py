"""Makes the files of notices from their facts; killed at any moment, it loses and doubles nothing."""

from collections.abc import Sequence

import structlog
from sqlalchemy import select
from sqlalchemy.orm import undefer

from app.compliance.batches.printing import PRINT_FILES
from app.compliance.filing import MadeFile, make_file, sealed_file, sheet_of, store_each
from app.compliance.models import Notice
from app.compliance.services.keeping import keep_notice_paper
from app.compliance.wordings.queries import texts_of
from app.domain.documents import NoticePaper
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.jobs import wake
from app.infra.press import PAPERS_OF_A_PRESS, Sheet, print_sheet, print_sheets
from app.infra.signing.here import sealer_at
from app.infra.signing.pades import Sealer
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
    notice = session().get_one(Notice, notice_id, options=[undefer(Notice.facts)])
    if notice.file_id is not None:
        return False
    edited = texts_of(notice.wording_id)
    return _kept(notice_id, make_file(notice, NoticePaper, created=notice.issued_at, edited=edited))


def notice_pdf(notice: Notice) -> bytes:
    """Render a notice from its facts, without signing it; equal facts give equal bytes."""
    return print_sheet(_sheet(notice, None))


def render_waiting_notices() -> int:
    """Make the files that are still missing, the oldest first, and return how many were.

    Some are made here; many by processes of their own, one for each core, portion after portion as long as
    more are issued meanwhile. While nothing can be signed they wait, and the page of notices says why.
    """
    made, last = 0, 0
    while waiting := _waiting_notices(beyond=last):
        many = len(waiting) >= MANY
        made += _print_together(waiting) if many else store_each(waiting, store_notice_paper)
        last = waiting[-1]
    if made:
        wake(PRINT_FILES)
    return made


def store_soon(notice_id: int) -> None:
    """Make the file of a notice just issued; should that fail, the worker tries again."""
    if not store_each([notice_id], store_notice_paper):
        wake("notices")


def _waiting_notices(*, beyond: int) -> list[int]:
    """Those without files; one whose file could not be made just now is left to the next look."""
    missing = (Notice.file_id.is_(None), Notice.id > beyond)
    return list(
        session().scalars(select(Notice.id).where(*missing).order_by(Notice.id).limit(PAPERS_OF_A_PRESS))
    )


def _print_together(notice_ids: Sequence[int]) -> int:
    """Render in several processes and sign here, where the key is."""
    made = 0
    chosen = select(Notice).where(Notice.id.in_(notice_ids)).options(undefer(Notice.facts))
    try:
        sealer = sealer_at(clock.now())
        found = session().scalars(chosen.order_by(Notice.id))
        for notice_id, content in print_sheets([_sheet(notice, sealer) for notice in found]):
            if isinstance(content, Exception):
                log.error("notice not rendered", notice=notice_id, exc_info=content)
            else:
                made += _kept(notice_id, sealed_file(content, NoticePaper, sealer))
    except SigningTrouble as error:
        log.warning("notices wait for their signature", trouble=error.trouble.value)
    return made


def _sheet(notice: Notice, sealer: Sealer | None) -> Sheet:
    edited = texts_of(notice.wording_id)
    return sheet_of(notice, NoticePaper, created=notice.issued_at, sealer=sealer, edited=edited)


def _kept(notice_id: int, made: MadeFile) -> bool:
    with transaction():
        return keep_notice_paper(notice_id=notice_id, made=made, at=clock.now())
