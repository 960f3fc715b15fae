"""How a case ends, and how it is taken up again."""

from datetime import datetime

from sqlalchemy import select

from app.compliance.cases.acts import publish_act
from app.compliance.cases.models import Case, Outcome
from app.compliance.cases.papers.making import issue_paper
from app.compliance.cases.papers.models import CasePaper, PaperKind
from app.compliance.cases.papers.referral import Referral, referral_paper
from app.compliance.cases.queries.late_lines import late_lines_named
from app.compliance.cases.queries.standing import Standing, standing_of
from app.compliance.cases.scope import case_to_keep
from app.compliance.cases.services.opening import locked_open_case
from app.compliance.services.issuing import authority_of
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.infra import clock
from app.infra.db import session
from app.infra.settings import settings
from app.law.queries import rule_set_by_id


def settle_case(
    *, case_id: int, outcome: Outcome, reason: str, language: str = "", by: Actor, at: datetime
) -> Case:
    """End a case. One that is referred leaves with a letter, in `language` or else the installation's own.

    Raises:
        NotFound: there is none within reach.
        Conflict: `case.settled_already`, `case.not_cured`: what its notices name is still missing;
            `case.nothing_came`: it is asked for no longer, but none of it came;
            `case.not_excused`: lines that they name are late, and no decision excused them; as `issue_paper`.
        DomainError: `case.no_reason`; `case.no_referral`, `case.referral_unknown`, `case.referral_early`: the
            rules know no such step, or do not let its day be told, or it has not come; `notice.language`,
            `notice.hypothetical_law`, `notice.no_authority`.
    """
    case = case_to_keep(case_id, by)
    if case.settled_at is not None:
        raise Conflict("case.settled_already")
    if not reason.strip() and outcome is not Outcome.CURED:
        raise DomainError("case.no_reason", field="reason")
    today = clock.local_day(at)
    standing = standing_of(case, today)
    if outcome is Outcome.CURED and not standing.cured:
        raise Conflict("case.nothing_came" if standing.outcome else "case.not_cured")
    if outcome is Outcome.EXCUSED and (late := late_lines_named(case, today)):
        raise Conflict("case.not_excused", lines=late)
    after: dict[str, object] = {"outcome": outcome.value, "reason": reason.strip()}
    if outcome is Outcome.REFERRED:
        standing.referral.refuse_before(today)
        after["letter"] = _letter(case, standing, reason.strip(), language, by=by, at=at).number
    case.outcome, case.outcome_reason = outcome, reason.strip()
    case.settled_at, case.settled_by_id = at, by.account_id
    publish_act(f"case.{outcome.value}", case, by=by, at=at, after=after)
    return case


def reopen_case(*, case_id: int, reason: str, by: Actor, at: datetime) -> Case:
    """Take a settled case up again; a letter by which it was referred is withdrawn.

    Raises:
        NotFound: there is none within reach.
        Conflict: `case.is_open`, `case.another_open`.
        DomainError: `case.no_reason`.
    """
    case = case_to_keep(case_id, by)
    if case.settled_at is None:
        raise Conflict("case.is_open")
    if not reason.strip():
        raise DomainError("case.no_reason", field="reason")
    another = locked_open_case(case.depositor_id, case.region_soato, case.series)
    if another is not None:
        raise Conflict("case.another_open", number=another.number)
    before = {
        "outcome": case.outcome.value if case.outcome else "",
        "reason": case.outcome_reason,
        "settled_at": case.settled_at.isoformat(),
    }
    case.outcome, case.outcome_reason, case.settled_at, case.settled_by_id = None, "", None, None
    _withdraw_letters(case, at)
    session().flush()
    publish_act("case.reopened", case, by=by, at=at, before=before, after={"reason": reason.strip()})
    return case


def _letter(
    case: Case, standing: Standing, reasons: str, language: str, *, by: Actor, at: datetime
) -> CasePaper:
    in_force, spoken = rule_set_by_id(case.rule_set_id), language or settings().default_language
    referral = Referral(case, standing, in_force, authority_of(by), reasons, spoken)
    return issue_paper(
        case,
        PaperKind.REFERRAL,
        lambda identity: referral_paper(referral, identity, by=by),
        in_force=in_force,
        language=spoken,
        by=by,
        at=at,
    )


def _withdraw_letters(case: Case, at: datetime) -> None:
    """What was written to another body of a case that is taken up again does not hold any more."""
    standing = (CasePaper.kind == PaperKind.REFERRAL, CasePaper.withdrawn_at.is_(None))
    for letter in session().scalars(select(CasePaper).where(CasePaper.case_id == case.id, *standing)):
        letter.withdrawn_at = at
