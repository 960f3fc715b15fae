"""A depositor asks the authority."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.compliance.requests.applying import apply_requests
from app.compliance.requests.choosing import against_for, notice_for_request, own_lines
from app.compliance.requests.models import DepositorRequest, RequestLine
from app.compliance.requests.objecting import check_objection
from app.compliance.requests.repeating import check_repetition
from app.compliance.requests.services.evidence import keep_files
from app.compliance.requests.services.telling import tell
from app.compliance.requests.times import Subject, request_times
from app.deposits.obligations.models import Obligation
from app.deposits.photographs import Sent
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.domain.requests import FURTHEST, RequestKind, Times, is_too_late
from app.infra import clock
from app.infra.db import session
from app.organisations.models import Organisation

MOST_LINES = 500
"""In one request."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: of which obligations, why, until which day (an extension), against what (an appeal, an
    objection to a notice), with which evidence."""

    kind: RequestKind
    obligation_ids: Collection[int]
    words: str
    until: date | None = None
    notice_id: int | None = None
    against_id: int | None = None
    carrier: str = ""
    tracking: str = ""
    files: Sequence[Sent] = ()


def make_request(asked: Asked, *, by: Actor, at: datetime) -> DepositorRequest:
    """Ask the authority. Until it has answered, nobody is accused by the lines that are named.

    Raises:
        NotFound: a line, the notice or the decision is not the actor's.
        DomainError: `request.none_chosen`, `request.words_missing`, `request.day_missing`,
            `request.day_past`, `request.day_too_far`, `request.appeal_of_what`,
            `request.only_appeal`; what is wrong with a file.
        Conflict: `request.too_many`, `request.settled`, `request.waits_already`, `request.other_rules`,
            `request.notice_withdrawn`, `request.nothing_to_appeal`, `request.too_late` with the day passed;
            as `check_objection` and `check_repetition`.
    """
    today = clock.local_day(at)
    _check(asked)
    about = _about(asked, by)
    if asked.kind is RequestKind.OBJECTION:
        check_objection(about.lines, today)
    check_repetition(asked.kind, about)
    until = _until(asked, about, today)
    times = request_times(asked.kind, about, today)
    if is_too_late(times.submit_by, today) and times.submit_by is not None:
        raise Conflict("request.too_late", day=times.submit_by.on)
    request = _made(asked, about, times, until, by=by, at=at)
    session().add(request)
    session().flush()
    keep_files(request, asked.files, at=at)
    apply_requests([line.id for line in about.lines])
    after = {
        "reason": request.words,
        "until_on": until.isoformat() if until else None,
        "tracking": request.tracking,
        "obligations": [line.id for line in about.lines],
    }
    tell(f"request.asked_{asked.kind}", request, by, at, after)
    return request


def _check(asked: Asked) -> None:
    if not asked.obligation_ids:
        raise DomainError("request.none_chosen")
    if len(asked.obligation_ids) > MOST_LINES:
        raise Conflict("request.too_many", most=MOST_LINES)
    if not asked.words.strip():
        raise DomainError("request.words_missing", "words")
    if asked.kind is RequestKind.APPEAL and asked.notice_id is None and asked.against_id is None:
        raise DomainError("request.appeal_of_what", "kind")
    if asked.kind is not RequestKind.APPEAL and asked.against_id is not None:
        raise DomainError("request.only_appeal", "kind")


def _about(asked: Asked, by: Actor) -> Subject:
    """The lines, locked, and what the request turns against; each fits the other."""
    against = against_for(by, asked.against_id) if asked.against_id is not None else None
    notice = notice_for_request(by, asked.notice_id) if asked.notice_id is not None else None
    lines = own_lines(by, asked.obligation_ids, lock=True)
    _check_lines(lines)
    ids = {line.id for line in lines}
    if notice is not None and not ids <= {line.obligation_id for line in notice.lines}:
        raise Conflict("request.not_named")
    if against is not None and not ids <= {line.obligation_id for line in against.denied}:
        raise Conflict("request.nothing_to_appeal")
    return Subject(lines, notice, against)


def _check_lines(lines: Sequence[Obligation]) -> None:
    if not all(line.open for line in lines):
        raise Conflict("request.settled")
    named = select(RequestLine.id).join(DepositorRequest, DepositorRequest.id == RequestLine.request_id)
    waiting = named.where(
        RequestLine.obligation_id.in_([line.id for line in lines]), DepositorRequest.ended_at.is_(None)
    )
    if session().scalar(waiting.limit(1)) is not None:
        raise Conflict("request.waits_already")
    if len({line.rule_set_id for line in lines}) > 1:
        raise Conflict("request.other_rules")


def _until(asked: Asked, about: Subject, today: date) -> date | None:
    """The day that is asked for: an appeal asks for that of the first request."""
    if about.against is not None:
        return about.against.asked_until
    if asked.kind is not RequestKind.EXTENSION:
        return None
    check_day(asked.until, about.lines, today)
    return asked.until


def check_day(until: date | None, lines: Sequence[Obligation], today: date) -> None:
    """Check the last day of an extension.

    Raises:
        DomainError: `request.day_missing`, `request.day_past`, `request.day_too_far`.
    """
    if until is None:
        raise DomainError("request.day_missing", "until")
    if until < today or any(line.due_on is not None and until <= line.due_on for line in lines):
        raise DomainError("request.day_past", "until")
    if until > today + FURTHEST:
        raise DomainError("request.day_too_far", "until", most=FURTHEST.days)


def _made(
    asked: Asked, about: Subject, times: Times, until: date | None, *, by: Actor, at: datetime
) -> DepositorRequest:
    notice_id = about.notice.id if about.notice else about.against.notice_id if about.against else None
    depositor_id = by.organisation_id or about.lines[0].depositor_id or 0
    region = about.notice.region_soato if about.notice else None
    return DepositorRequest(
        kind=asked.kind,
        depositor_id=depositor_id,
        region_soato=region or session().get_one(Organisation, depositor_id).region_soato,
        rule_set_id=about.lines[0].rule_set_id,
        notice_id=notice_id,
        against_id=about.against.id if about.against else None,
        asked_until=until,
        words=asked.words.strip(),
        carrier=asked.carrier.strip(),
        tracking=asked.tracking.strip(),
        made_at=at,
        made_by_id=by.account_id,
        submit_by=times.submit_by.on if times.submit_by else None,
        answer_by=times.answer_by.on if times.answer_by else None,
        answer_provisional=times.answer_by is not None and times.answer_by.provisional,
        lines=[
            RequestLine(
                obligation_id=line.id,
                copies=None if line.copies is None else line.copies - line.handed_over,
                due_on=line.due_on,
            )
            for line in about.lines
        ],
    )
