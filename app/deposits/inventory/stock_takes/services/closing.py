"""A stock-take ends with an act of its results, which has a number and is never taken back."""

import secrets
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import joinedload, selectinload

from app.deposits.inventory.stock_takes.documents import act_paper, file_name
from app.deposits.inventory.stock_takes.models import ExpectedCopy, StockTake, StockTakePart
from app.deposits.inventory.stock_takes.services.locking import locked_stock_take
from app.deposits.inventory.stock_takes.services.planning import subjects_of
from app.deposits.inventory.stock_takes.sums import copies_that_left
from app.deposits.series import next_number
from app.domain.actor import SYSTEM, Actor
from app.domain.codes import document_number, draw_verification_code
from app.domain.documents.storing import facts_of
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.infra.i18n import BY_CODE
from app.infra.storage import keep_file

SERIES = "stock-take"


def close_stock_take(*, stock_take_id: int, language: str, by: Actor, at: datetime) -> StockTake:
    """Close a stock-take: its results are written down and numbered. Its file is made afterwards.

    Raises:
        NotFound: no such stock-take at the actor's library.
        Conflict: `stock_take.closed`, `stock_take.not_begun`.
        DomainError: `stock_take.language`.
    """
    if language not in BY_CODE:
        raise DomainError("stock_take.language", field="language")
    locked = locked_stock_take(stock_take_id, by)
    if locked.begun_at is None:
        raise Conflict("stock_take.not_begun")
    left = [copy_id for *_, copy_id in session().execute(copies_that_left([locked.id]))]
    noted = update(ExpectedCopy).where(
        ExpectedCopy.stock_take_id == locked.id, ExpectedCopy.copy_id.in_(left)
    )
    session().execute(noted.values(had_left=True))
    locked.closed_at, locked.language = at, language
    session().flush()
    closed = _loaded(stock_take_id)
    code = draw_verification_code(secrets.choice)
    paper = act_paper(closed, code=code, language=language)
    closed.verification_code, closed.specimen = code, paper.specimen
    closed.series = f"specimen-{SERIES}" if paper.specimen else SERIES
    closed.year = clock.local_day(at).year
    # Others wait for the row of the series: it is taken last.
    closed.sequence = next_number(closed.series, closed.year)
    closed.number = document_number(closed.year, closed.sequence)
    closed.facts = facts_of(replace(paper, number=closed.number))
    session().flush()
    after = {
        "number": closed.number,
        "specimen": closed.specimen,
        "expected": paper.whole.expected,
        "found": paper.whole.found,
        "missing": paper.whole.missing,
    }
    publish(Event("stock_take.closed", by, at, subjects_of(closed), after=after))
    return closed


def keep_act(*, stock_take_id: int, content: bytes, at: datetime) -> bool:
    """Keep the bytes of an act; False if they are kept already."""
    closed = session().get_one(StockTake, stock_take_id, with_for_update=True, populate_existing=True)
    if closed.file_id is not None:
        return False
    stored = keep_file(content, name=file_name(closed), media_type="application/pdf", at=at)
    closed.file_id = stored.id
    session().flush()
    after = {"number": closed.number, "sha256": stored.sha256}
    publish(Event("stock_take.filed", SYSTEM, at, subjects_of(closed)[:1], after=after))
    return True


def _loaded(stock_take_id: int) -> StockTake:
    statement = (
        select(StockTake)
        .where(StockTake.id == stock_take_id)
        .options(
            joinedload(StockTake.depository),
            joinedload(StockTake.campaign),
            selectinload(StockTake.parts).joinedload(StockTakePart.section),
        )
        .execution_options(populate_existing=True)
    )
    return session().scalars(statement).one()
