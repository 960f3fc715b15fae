"""The authority decides a request; what it decides is applied in the same transaction."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import or_, select

from app.compliance.models import NoticeLine
from app.compliance.numbering import take_identity
from app.compliance.papers import refuse_while_key_is_unusable
from app.compliance.requests.applying import apply_requests
from app.compliance.requests.documents import Decided, decision_paper
from app.compliance.requests.hands import may_decide
from app.compliance.requests.models import Decision, DepositorRequest
from app.compliance.requests.services.finding import waiting_request
from app.compliance.requests.services.making import check_day
from app.compliance.requests.services.telling import tell
from app.compliance.requests.times import appeal_day
from app.compliance.services.issuing import authority_of
from app.compliance.services.withdrawing import take_back
from app.compliance.specimens import refuse_hypothetical
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.documents.storing import facts_of
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.obligations.relief import Effect, Pause
from app.domain.requests import Outcome, RequestKind, effect_of
from app.infra import clock
from app.infra.db import session
from app.infra.i18n import BY_CODE
from app.infra.papers import template_version
from app.law.queries import InForce, rule_set_by_id
from app.policy.permissions import Permission

SERIES = "decision"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is decided and why. `line_ids` are those granted where it is granted in part, and `until` the
    day of an extension, None is the one asked for; with another outcome they may only agree with it."""

    outcome: Outcome
    reasons: str
    language: str
    line_ids: Collection[int] = ()
    until: date | None = None


def decide_request(*, request_id: int, verdict: Verdict, by: Actor, at: datetime) -> Decision:
    """Decide a request that waits. Its file is made afterwards from its facts.

    Raises:
        NotFound: there is none within reach, or a line is not its.
        Conflict: as `waiting_request`; `request.own_act`: the actor issued the notice that is objected to or
            appealed, or decided the request that is appealed; `paper.cannot_sign`.
        DomainError: `request.reasons_missing`, `request.language`, `request.none_granted`,
            `request.all_granted`, `request.contradicts`, `request.day_past`, `request.day_too_far`,
            `notice.no_authority`, `notice.hypothetical_law`.
    """
    request = waiting_request(request_id, by, Permission.REQUEST_DECIDE)
    _check(request, verdict, by)
    refuse_while_key_is_unusable()
    in_force, today = rule_set_by_id(request.rule_set_id), clock.local_day(at)
    refuse_hypothetical(in_force)
    _grant(request, verdict, today)
    decision = _decision(request, verdict, in_force, by=by, at=at)
    request.ended_at = at
    session().add(decision)
    apply_requests([line.obligation_id for line in request.lines])
    after = {
        "number": decision.number,
        "reason": decision.reasons,
        "specimen": decision.specimen,
        "obligations": [line.obligation_id for line in request.lines if line.granted],
    }
    tell(f"request.decided_{decision.outcome}", request, by, at, after)
    _withdraw(request, decision, by, at)
    return decision


def _check(request: DepositorRequest, verdict: Verdict, by: Actor) -> None:
    if not may_decide(request, by):
        raise Conflict("request.own_act")
    if not verdict.reasons.strip():
        raise DomainError("request.reasons_missing", "reasons")
    if verdict.language not in BY_CODE:
        raise DomainError("request.language", "language")
    if not set(verdict.line_ids) <= {line.id for line in request.lines}:
        raise NotFound("not_found")
    if verdict.outcome is Outcome.PARTLY and not verdict.line_ids:
        raise DomainError("request.none_granted", "line")
    if _contradicts_itself(request, verdict):
        raise DomainError("request.contradicts", "outcome")


def _contradicts_itself(request: DepositorRequest, verdict: Verdict) -> bool:
    """Whether lines or a day were chosen that do not fit the outcome; a decision cannot be taken back."""
    if verdict.outcome is Outcome.GRANTED:
        some = bool(verdict.line_ids) and len(set(verdict.line_ids)) < len(request.lines)
        return some or verdict.until not in (None, request.asked_until)
    chosen = bool(verdict.line_ids) or verdict.until is not None
    return verdict.outcome is Outcome.REFUSED and chosen


def _grant(request: DepositorRequest, verdict: Verdict, today: date) -> None:
    """Note on each line what is decided on it, and until when where time is given."""
    granted = {
        Outcome.GRANTED: {line.id for line in request.lines},
        Outcome.PARTLY: set(verdict.line_ids),
        Outcome.REFUSED: set[int](),
    }[verdict.outcome]
    until = None
    if request_effect(request) is Effect.EXTENDED and granted:
        until = request.asked_until
        if verdict.outcome is Outcome.PARTLY:
            until = verdict.until or until
            check_day(until, [line.obligation for line in request.lines if line.id in granted], today)
    all_of_it = len(granted) == len(request.lines) and until == (request.asked_until if until else None)
    if verdict.outcome is Outcome.PARTLY and all_of_it:
        raise DomainError("request.all_granted", "outcome")
    for line in request.lines:
        line.granted = line.id in granted
        line.until = until if line.granted else None


def request_effect(request: DepositorRequest) -> Effect:
    """What granting the request does."""
    return effect_of(request.kind, request.against.kind if request.against else None)


def _decision(
    request: DepositorRequest, verdict: Verdict, in_force: InForce, *, by: Actor, at: datetime
) -> Decision:
    """The row with all that its paper says."""
    today, authority = clock.local_day(at), authority_of(by)
    appeal_by = _appeal_by(request, verdict.outcome, in_force, today)
    identity = take_identity(SERIES, specimen=in_force.hypothetical, at=at)
    decided = Decided(
        verdict.outcome,
        verdict.reasons.strip(),
        in_force,
        authority,
        appeal_by,
        today,
        identity.code,
    )
    paper = decision_paper(request, decided, by=by, language=verdict.language)
    return Decision(
        request_id=request.id,
        outcome=verdict.outcome,
        reasons=decided.reasons,
        series=identity.series,
        year=identity.year,
        sequence=identity.sequence,
        number=identity.number,
        specimen=paper.specimen,
        verification_code=identity.code,
        language=verdict.language,
        template_version=template_version("decision"),
        facts=facts_of(replace(paper, number=identity.number)),
        decided_at=at,
        decided_by_id=by.account_id,
        appeal_by=decided.appeal_by,
    )


def _appeal_by(request: DepositorRequest, outcome: Outcome, in_force: InForce, today: date) -> date | None:
    """Until when the decision can be appealed, by a day that is certain; none for that on an appeal, nor for
    one that gave all that was asked."""
    if request.kind is RequestKind.APPEAL or outcome is Outcome.GRANTED:
        return None
    return appeal_day(in_force.rule_set, today)


def _withdraw(request: DepositorRequest, decision: Decision, by: Actor, at: datetime) -> None:
    """An appeal against a notice that is wholly granted takes the notice back."""
    notice = request.notice
    of_notice = request.kind is RequestKind.APPEAL and request.against_id is None
    wholly = of_notice and decision.outcome is Outcome.GRANTED
    if notice is not None and wholly and notice.withdrawn_at is None and not _names_more(request):
        reason = f"{decision.number}: {decision.reasons}"
        take_back(notice, reason=reason, by=by, at=at)


def _names_more(request: DepositorRequest) -> bool:
    """Whether the notice names something still missing, and not granted before, that the request does not."""
    own = [line.obligation_id for line in request.lines]
    not_upheld = or_(Obligation.pause.is_(None), Obligation.pause == Pause.ASKED)
    others = (
        select(NoticeLine.id)
        .join(Obligation, Obligation.id == NoticeLine.obligation_id)
        .where(
            NoticeLine.notice_id == request.notice_id, Obligation.open, not_upheld, Obligation.id.not_in(own)
        )
    )
    return session().scalar(others.limit(1)) is not None
