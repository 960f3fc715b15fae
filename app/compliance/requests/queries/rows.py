"""A request as lists show it: one frozen row, read in one statement."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Row, Select, func, select

from app.compliance.models import Notice
from app.compliance.requests.models import Decision, DepositorRequest, RequestLine
from app.deposits.obligations.rows import NAMES, Party
from app.domain.requests import Outcome, RequestKind, Standing, standing_of
from app.organisations.models import Organisation

_PARTY = ("id", *NAMES)


class RequestRow(NamedTuple):
    """A request; `decision` is the number of the decision and `notice` that of the notice, or empty."""

    id: int
    kind: RequestKind
    made_at: datetime
    answer_by: date | None
    answer_provisional: bool
    asked_until: date | None
    withdrawn: bool
    ended: bool
    lines: int
    notice_id: int | None
    notice: str
    outcome: Outcome | None
    decision: str
    decided_at: datetime | None
    reopened: bool
    depositor: Party

    def standing(self, today: date) -> Standing:
        """How far it is on `today`; a day that rests on an estimate makes nobody late."""
        answer_by = None if self.answer_provisional else self.answer_by
        return standing_of(
            outcome=self.outcome,
            reopened=self.reopened,
            withdrawn=self.withdrawn,
            ended=self.ended,
            answer_by=answer_by,
            today=today,
        )


def select_rows() -> Select[Any]:
    """The statement whose rows `read_row` reads; nobody's reach bounds it yet."""
    request = DepositorRequest
    lines = (
        select(func.count(RequestLine.id))
        .where(RequestLine.request_id == request.id)
        .correlate(request)
        .scalar_subquery()
    )
    columns: list[Any] = [
        request.id, request.kind, request.made_at, request.answer_by, request.answer_provisional,
        request.asked_until, request.withdrawn_at.is_not(None), request.ended_at.is_not(None), lines,
        request.notice_id, func.coalesce(Notice.number, ""), Decision.outcome,
        func.coalesce(Decision.number, ""), Decision.decided_at,
        Decision.reopened_at.is_not(None), *(getattr(Organisation, name) for name in _PARTY),
    ]  # fmt: skip
    # Several of the columns have one name.
    return (
        select(*(column.label(f"c{place}") for place, column in enumerate(columns)))
        .select_from(request)
        .join(Organisation, Organisation.id == request.depositor_id)
        .outerjoin(Notice, Notice.id == request.notice_id)
        .outerjoin(Decision, Decision.request_id == request.id)
    )


def read_row(row: Row[Any]) -> RequestRow:
    """A row of `select_rows` as a frozen value."""
    values: tuple[Any, ...] = tuple(row)
    facts = len(RequestRow._fields) - 1
    return RequestRow._make((*values[:facts], Party._make(values[facts:])))
