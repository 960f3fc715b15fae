"""The clocks of a request, counted from what was served and by the calendar of the rule set."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import select

from app.compliance.models import Notice, NoticeLine
from app.compliance.requests.models import Decision, DepositorRequest
from app.compliance.serving.queries import Effect, effect_of, services_of
from app.deposits.obligations.models import Obligation
from app.domain.deadlines import DueDate, Event
from app.domain.law import RuleSet
from app.domain.requests import RequestKind, Times, times_of
from app.infra import clock
from app.infra.db import session
from app.law.calendars.queries import calendar
from app.law.queries import rule_set_by_id


class Subject(NamedTuple):
    """What a request is about: its lines, the notice or the decided request that it turns against."""

    lines: Sequence[Obligation]
    notice: Notice | None = None
    against: DepositorRequest | None = None


def request_times(kind: RequestKind, about: Subject, made_on: date) -> Times:
    """The clocks of a request about these lines. Each notice in force that names one of them starts a clock
    of its own, and the one that ends first binds: a notice is not evaded by asking about its lines alone."""
    law = rule_set_by_id(about.lines[0].rule_set_id).rule_set
    days = calendar(law.working_week)
    found = [times_of(law, kind, starts, made_on, days) for starts in _starts(kind, about)]
    return min(found, key=lambda times: _end(times.submit_by))


def appeal_day(law: RuleSet, served_on: date) -> date | None:
    """Until when an answer that was served on a day can be appealed, by a day that is certain."""
    days = calendar(law.working_week)
    submit_by = times_of(law, RequestKind.APPEAL, {Event.ANSWER_SERVED: served_on}, served_on, days).submit_by
    return submit_by.on if submit_by is not None and not submit_by.provisional else None


def _end(submit_by: DueDate | None) -> date:
    return submit_by.on if submit_by is not None else date.max


def _starts(kind: RequestKind, about: Subject) -> Iterable[Mapping[Event, date]]:
    if about.against is not None and about.against.decision is not None:
        return [{Event.ANSWER_SERVED: clock.local_day(_answered_at(about, about.against.decision))}]
    notices = [about.notice] if about.notice else _naming([line.id for line in about.lines])
    due = min((line.due_on for line in about.lines if line.due_on), default=None)
    always = {Event.DUE_DATE: due} if due else {}
    services = services_of([notice.id for notice in notices])
    served = [_served(kind, notice, effect_of(notice, services.get(notice.id, ()))) for notice in notices]
    return [{**always, **starts} for starts in served] or [always]


def _answered_at(about: Subject, decision: Decision) -> datetime:
    """When what is appealed was told: the decision, or, if it is about nothing else, its taking up again."""
    taken_up = {line.obligation_id for line in about.against.taken_up} if about.against else set()
    anew = decision.reopened_at is not None and taken_up.issuperset(line.id for line in about.lines)
    return decision.reopened_at if anew and decision.reopened_at else decision.decided_at


def _served(kind: RequestKind, notice: Notice, effect: Effect) -> Mapping[Event, date]:
    """The days that a notice sets, moved by a later service as on its page.

    An appeal against the notice itself counts from its own service.
    """
    served_on = effect.served_on or clock.local_day(notice.issued_at)
    starts = {Event.NOTICE_SERVED: served_on}
    if kind is RequestKind.APPEAL:
        starts[Event.ANSWER_SERVED] = served_on
    if effect.clocks.cure_on is not None:
        starts[Event.CURE_PERIOD_END] = effect.clocks.cure_on
    return starts


def _naming(obligation_ids: Sequence[int]) -> Sequence[Notice]:
    named = select(NoticeLine.notice_id).where(NoticeLine.obligation_id.in_(obligation_ids))
    return session().scalars(select(Notice).where(Notice.id.in_(named), Notice.withdrawn_at.is_(None))).all()
