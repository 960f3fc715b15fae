"""A case is opened with the first notice, or by hand; later notices join it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, exists, or_, select

from app.compliance.cases.acts import publish_act
from app.compliance.cases.models import Case
from app.compliance.cases.queries.late_lines import last_settled_case, settled_case_over
from app.compliance.models import Notice, NoticeLine
from app.compliance.scope import late_within_reach, owed_by
from app.compliance.specimens import refuse_hypothetical
from app.deposits.obligations.models import Obligation
from app.deposits.series import next_number
from app.domain.actor import Actor
from app.domain.codes import document_number
from app.domain.errors import Conflict, NotFound
from app.domain.events import Subject
from app.infra import clock
from app.infra.db import session
from app.law.queries import InForce, rule_set_by_id
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.table import may

SERIES, SPECIMEN_SERIES = "case", "specimen-case"


@dataclass(frozen=True, slots=True)
class Matter:
    """What a case is opened about: the late lines of a depositor, in the eyes of a region's authority."""

    depositor: Organisation
    region: str
    in_force: InForce
    obligation_ids: Collection[int] | Select[int]


def case_for_notice(
    depositor: Organisation,
    in_force: InForce,
    obligation_ids: Collection[int],
    *,
    inspector: Actor,
    by: Actor,
    at: datetime,
) -> Case:
    """The open case that a notice of these lines joins, opened if there is none; locked until the end.

    `inspector` issues the notice and keeps the case.
    """
    region = inspector.region_soato or depositor.region_soato
    found = _open_case(depositor, region, in_force)
    matter = Matter(depositor, region, in_force, obligation_ids)
    return found or _opened(matter, inspector=inspector, by=by, at=at)


def join_case(notice: Notice, case: Case, *, by: Actor, at: datetime) -> None:
    """Put a notice into the case that this transaction holds."""
    notice.case_id = case.id
    after = {"notice": notice.number}
    publish_act("case.notice_added", case, by=by, at=at, after=after, about=(Subject("notice", notice.id),))


def open_case(*, depositor_id: int, by: Actor, at: datetime) -> Case:
    """Open a case by hand for a depositor who owes late, before any notice.

    Raises:
        NotFound: nothing that is late of this depositor is within reach.
        Conflict: `case.open_already`; `case.settled_over`: all that is late is a matter of a settled case.
        DomainError: `notice.hypothetical_law`.
    """
    today = clock.local_day(at)
    late = (owed_by(depositor_id), late_within_reach(by, today))
    oldest = session().scalar(
        select(Obligation).where(*late).order_by(Obligation.due_on, Obligation.id).limit(1)
    )
    if oldest is None or not may(by, Permission.CASE_KEEP):
        raise NotFound("not_found")
    in_force = rule_set_by_id(oldest.rule_set_id)
    refuse_hypothetical(in_force)
    depositor = session().get_one(Organisation, depositor_id)
    region = by.region_soato or depositor.region_soato
    if _open_case(depositor, region, in_force) is not None:
        raise Conflict("case.open_already")
    settled = settled_case_over(depositor_id, region, today)
    if settled is not None:
        raise Conflict("case.settled_over", number=settled.number)
    matter = Matter(depositor, region, in_force, select(Obligation.id).where(*late))
    return _opened(matter, inspector=by, by=by, at=at)


def series_of(in_force: InForce) -> str:
    """The series in which a case under these rules is numbered."""
    return SPECIMEN_SERIES if in_force.hypothetical else SERIES


def locked_open_case(depositor_id: int, region: str, series: str) -> Case | None:
    """The open case of a depositor, locked; also one of a record that was merged into it."""
    merged = select(Organisation.id).where(Organisation.merged_into_id == depositor_id)
    return session().scalar(
        select(Case)
        .where(
            or_(Case.depositor_id == depositor_id, Case.depositor_id.in_(merged)),
            Case.region_soato == region,
            Case.series == series,
            Case.settled_at.is_(None),
        )
        .order_by(Case.id)
        .limit(1)
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _open_case(depositor: Organisation, region: str, in_force: InForce) -> Case | None:
    # Two who act on one depositor at once open one case: the second waits here for the first.
    session().execute(select(Organisation.id).where(Organisation.id == depositor.id).with_for_update())
    return locked_open_case(depositor.id, region, series_of(in_force))


def _opened(matter: Matter, *, inspector: Actor, by: Actor, at: datetime) -> Case:
    depositor, region, in_force = matter.depositor, matter.region, matter.in_force
    series, year = series_of(in_force), clock.local_day(at).year
    earlier = last_settled_case(matter.obligation_ids, region, series)
    sequence = next_number(series, year)
    case = Case(
        series=series,
        year=year,
        sequence=sequence,
        number=document_number(year, sequence),
        specimen=in_force.hypothetical,
        depositor_id=depositor.id,
        region_soato=region,
        rule_set_id=in_force.id,
        inspector_id=inspector.account_id,
        opened_at=at,
        opened_by_id=by.account_id,
        acts=0,
        earlier_id=earlier.id if earlier else None,
    )
    session().add(case)
    session().flush()
    after: dict[str, object] = {"specimen": case.specimen, "region": region}
    if earlier is not None:
        after["earlier"] = earlier.number
    publish_act("case.opened", case, by=by, at=at, after=after)
    for notice in _notices_without_case(depositor, region, specimen=case.specimen):
        join_case(notice, case, by=by, at=at)
    return case


def _notices_without_case(depositor: Organisation, region: str, *, specimen: bool) -> list[Notice]:
    """Notices in force from before there were cases: what they name is still missing."""
    open_line = exists(
        select(NoticeLine.id)
        .join(Obligation, Obligation.id == NoticeLine.obligation_id)
        .where(NoticeLine.notice_id == Notice.id, Obligation.open)
        .correlate(Notice)
    )
    statement = select(Notice).where(
        Notice.depositor_id == depositor.id,
        Notice.region_soato == region,
        Notice.specimen == specimen,
        Notice.case_id.is_(None),
        Notice.withdrawn_at.is_(None),
        open_line,
    )
    return list(session().scalars(statement.order_by(Notice.id)))
