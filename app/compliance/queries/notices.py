"""Reads of notices, each within the actor's reach; how one stands is derived when it is read."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload, undefer

from app.compliance.models import Notice, NoticeLine
from app.compliance.queries.notice_standing import REPLACED, figures, in_status
from app.compliance.requests.entrusted import readable_notices
from app.compliance.scope import notices_within_reach
from app.compliance.serving.queries import Effect, effect_of, services_of
from app.compliance.standing import NoticeStatus, notice_status
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rows import ObligationRow, read_row, select_rows
from app.domain.actor import PUBLIC, Actor
from app.domain.documents import NoticePaper
from app.domain.documents.storing import paper_of
from app.domain.errors import NotFound
from app.domain.obligations.relief import Pause, is_over, spares, spares_for_a_time
from app.domain.script import search_key
from app.infra import clock
from app.infra.db import session
from app.infra.storage import StoredFile
from app.organisations.models import Organisation
from app.policy.permissions import Permission


@dataclass(frozen=True, slots=True)
class NoticeFilter:
    """What a list of notices is narrowed to; empty narrows nothing. `month` of issue, by its first day;
    `specimen`: whether of a hypothetical rule set."""

    status: NoticeStatus | None = None
    query: str = ""
    depositor_id: int | None = None
    ids: Collection[int] | None = None
    month: date | None = None
    specimen: bool | None = None


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice as lists show it. Of the copies it names `missing` are still asked for; `spared` are missing
    too, but in dispute or given time."""

    id: int
    number: str
    specimen: bool
    depositor: Organisation
    language: str
    issued_at: datetime
    cure_on: date | None
    lines: int
    missing: int
    spared: int
    status: NoticeStatus
    file: StoredFile | None

    @property
    def issued_on(self) -> date:
        """The legal day of issue, which is that of service."""
        return clock.local_day(self.issued_at)


@dataclass(frozen=True, slots=True)
class NoticeRecord:
    """One notice: the record, what its file says, what it names as that stands now, counted as in a row.

    `dropped`: so many copies did not come and are asked for no longer, or not yet again. `again_after`: the
    first day after which it asks again for something that an amendment put off, unless it is delivered by
    then; None for a notice that was taken back, too.
    """

    notice: Notice
    paper: NoticePaper
    lines: Sequence[ObligationRow]
    missing: int
    spared: int
    dropped: int
    status: NoticeStatus
    again_after: date | None


def list_notices(
    actor: Actor,
    wanted: NoticeFilter,
    *,
    today: date,
    after: tuple[datetime, int] | None = None,
    limit: int,
) -> list[NoticeRow]:
    """Notices within reach, the newest first; `after` is (issued_at, id) of the last one before these."""
    statement = _rows(today).where(_narrowed(actor, wanted, today))
    if after is not None:
        issued_at, last_id = after
        earlier = and_(Notice.issued_at == issued_at, Notice.id < last_id)
        statement = statement.where(or_(Notice.issued_at < issued_at, earlier))
    ordered = statement.order_by(Notice.issued_at.desc(), Notice.id.desc()).limit(limit)
    rows = session().execute(ordered).all()
    services = services_of([row.Notice.id for row in rows])
    return [_read(row, effect_of(row.Notice, services.get(row.Notice.id, ()))) for row in rows]


def count_notices(actor: Actor, wanted: NoticeFilter, *, today: date) -> int:
    """How many notices `list_notices` would give in all."""
    statement = select(func.count(Notice.id)).join(Organisation, Organisation.id == Notice.depositor_id)
    return session().scalar(statement.where(_narrowed(actor, wanted, today))) or 0


def notices_issued(
    actor: Actor, first: datetime, end: datetime, *, specimen: bool, today: date
) -> list[tuple[date, NoticeStatus]]:
    """The day of issue and present state of each notice within reach, issued from `first` to before `end`."""
    standing = select(
        Notice.issued_at,
        Notice.withdrawn_at,
        REPLACED,
        *figures(today),
    ).where(
        notices_within_reach(actor, Permission.NOTICE_READ),
        Notice.issued_at >= first,
        Notice.issued_at < end,
        Notice.specimen.is_(specimen),
    )
    return [
        (
            clock.local_day(issued_at),
            notice_status(
                withdrawn_at=withdrawn_at, replaced=replaced, missing=missing, spared=spared, lapsed=lapsed
            ),
        )
        for issued_at, withdrawn_at, replaced, missing, spared, lapsed in session().execute(standing)
    ]


def notice_for(actor: Actor, notice_id: int, today: date) -> NoticeRecord:
    """One notice within reach with what it names, as that stands on a day. Raises `NotFound`."""
    reached = notices_within_reach(actor, Permission.NOTICE_READ)
    return _record(select(Notice).where(Notice.id == notice_id, reached), actor, today)


def notice_to_read(actor: Actor, notice_id: int, today: date) -> NoticeRecord:
    """One notice within reach, or of what the actor was named to decide. Raises `NotFound`."""
    return _record(select(Notice).where(Notice.id == notice_id, readable_notices(actor)), actor, today)


def notice_by_code(code: str, today: date) -> NoticeRecord | None:
    """The notice that bears a verification code, for whoever holds it."""
    try:
        return _record(select(Notice).where(Notice.verification_code == code), PUBLIC, today)
    except NotFound:
        return None


def _record(statement: Select[Notice], actor: Actor, today: date) -> NoticeRecord:
    notice = session().scalar(statement.options(*_LOADED))
    if notice is None:
        raise NotFound("not_found")
    rows = select_rows(actor).where(Obligation.id.in_([line.obligation_id for line in notice.lines]))
    found = {row.id: read_row(row) for row in session().execute(rows)}
    lines = [found[line.obligation_id] for line in notice.lines]
    running = [line for line in lines if not line.ended]
    lacking = [(line, _lacking(line)) for line in running if is_over(line.due_on, today)]
    missing = sum(copies for line, copies in lacking if not spares(line.pause, line.extended_to, today))
    spared = sum(copies for line, copies in lacking if spares_for_a_time(line.pause, line.extended_to, today))
    dropped = [_dropped(line, named.copies, today) for line, named in zip(lines, notice.lines, strict=True)]
    put_off = [line.due_on for line in running if _lacking(line) and line.due_on and line.due_on >= today]
    status = notice_status(
        withdrawn_at=notice.withdrawn_at,
        replaced=notice.successor is not None,
        missing=missing,
        spared=spared,
        lapsed=sum(copies > 0 for copies in dropped),
    )
    paper = paper_of(NoticePaper, notice.facts)
    again_after = min(put_off, default=None) if notice.withdrawn_at is None else None
    return NoticeRecord(notice, paper, lines, missing, spared, sum(dropped), status, again_after)


def _lacking(line: ObligationRow) -> int:
    return max(0, (line.copies or 0) - line.handed_over)


def _dropped(line: ObligationRow, named: int, today: date) -> int:
    """How many copies did not come of a line of which nothing more is asked for, as `lapsed_lines` says."""
    if line.ended or line.copies is None:
        return max(0, named - line.handed_over)
    return _lacking(line) if line.pause is Pause.UPHELD or not is_over(line.due_on, today) else 0


_LOADED = (
    joinedload(Notice.depositor),
    joinedload(Notice.file),
    joinedload(Notice.replaces),
    joinedload(Notice.successor),
    selectinload(Notice.lines),
    undefer(Notice.facts),
)


def _rows(today: date) -> Select[Any]:
    lines = (
        select(func.count(NoticeLine.id))
        .where(NoticeLine.notice_id == Notice.id)
        .correlate(Notice)
        .scalar_subquery()
    )
    return (
        select(
            Notice,
            Organisation,
            StoredFile,
            REPLACED.label("replaced"),
            lines.label("lines"),
            *figures(today),
        )
        .join(Organisation, Organisation.id == Notice.depositor_id)
        .outerjoin(StoredFile, StoredFile.id == Notice.file_id)
    )


def _narrowed(actor: Actor, wanted: NoticeFilter, today: date) -> ColumnElement[bool]:
    conditions = [notices_within_reach(actor, Permission.NOTICE_READ)]
    if wanted.status is not None:
        conditions.append(in_status(wanted.status, today))
    if wanted.depositor_id is not None:
        merged = select(Organisation.id).where(Organisation.merged_into_id == wanted.depositor_id)
        conditions.append(or_(Notice.depositor_id == wanted.depositor_id, Notice.depositor_id.in_(merged)))
    if wanted.month is not None:
        conditions.append(_issued_in(wanted.month))
    if wanted.specimen is not None:
        conditions.append(Notice.specimen.is_(wanted.specimen))
    if wanted.ids is not None:
        conditions.append(Notice.id.in_(wanted.ids))
    if typed := wanted.query.strip():
        by_name = Organisation.search_key.contains(search_key(typed), autoescape=True)
        figures = "".join(typed.split())
        conditions.append(or_(by_name, Notice.number == typed, Organisation.stir == figures))
    return and_(*conditions)


def _issued_in(month: date) -> ColumnElement[bool]:
    following = (month + timedelta(days=31)).replace(day=1)
    first, end = (datetime.combine(day, time.min, clock.zone()) for day in (month, following))
    return and_(Notice.issued_at >= first, Notice.issued_at < end)


def _read(row: Row[Any], effect: Effect) -> NoticeRow:
    notice: Notice = row.Notice
    return NoticeRow(
        id=notice.id,
        number=notice.number,
        specimen=notice.specimen,
        depositor=row.Organisation,
        language=notice.language,
        issued_at=notice.issued_at,
        cure_on=effect.clocks.cure_on,
        lines=row.lines,
        missing=int(row.missing),
        spared=int(row.spared),
        status=notice_status(
            withdrawn_at=notice.withdrawn_at,
            replaced=row.replaced,
            missing=row.missing,
            spared=row.spared,
            lapsed=row.lapsed,
        ),
        file=row.StoredFile,
    )
