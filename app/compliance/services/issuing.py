"""Notices are issued, on facts that are checked at that moment."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import exists, select

from app.compliance.cases.services.opening import case_for_notice, join_case
from app.compliance.checking import Checked, Dropped, check_lines
from app.compliance.documents import Grounds, Hands, notice_paper
from app.compliance.models import Notice, NoticeLine
from app.compliance.numbering import Identity, take_identity
from app.compliance.papers import refuse_while_key_is_unusable
from app.compliance.queries.under_way import UnderWay, under_way
from app.compliance.scope import owed_by
from app.compliance.seen import require_as_seen
from app.compliance.specimens import refuse_hypothetical
from app.compliance.terms import terms_of
from app.compliance.wordings.queries import named_version, wording_in_force
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import within_reach
from app.domain.actor import Actor
from app.domain.documents import NoticePaper
from app.domain.documents.storing import facts_of
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.domain.law.vocabulary import Form
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.infra.i18n import BY_CODE
from app.infra.papers import template_version
from app.law.queries import InForce, rule_set_by_id
from app.organisations.models import Organisation
from app.organisations.queries import authority_near
from app.policy.permissions import Permission

SERIES = "notice"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a notice would be; without `grounds` there is nothing left to notice. `under_way`: what of its
    lines is on its way or waits for its library, by obligation; a notice names that all the same."""

    checked: Checked
    depositor: Organisation
    grounds: Grounds | None
    under_way: Mapping[int, UnderWay]

    def missing(self, *, files: bool) -> int:
        """How many copies, or files, are missing of all lines."""
        lines = (line for line in self.checked.lines if (line.form == Form.FILE) == files)
        return sum((line.copies or 0) - line.handed_over for line in lines)


@dataclass(frozen=True, slots=True)
class Issue:
    """A notice that was issued, and the chosen lines that are not in it."""

    notice: Notice
    dropped: Sequence[tuple[Obligation, Dropped]]


def issue_notice(
    *,
    depositor_id: int,
    obligation_ids: Collection[int],
    language: str,
    by: Actor,
    at: datetime,
    proposer: Actor | None = None,
    seen: str | None = None,
) -> Issue:
    """Issue a notice of those of the chosen lines that still stand at this moment.

    It is served by publication in the depositor's account, now. Its file is made afterwards from its facts.
    Where the rules ask for a second person it is the `proposer` who issues it, and `by` countersigns. `seen`
    are the figures of the lines on the page where that was decided (`app.compliance.seen`).

    Raises:
        NotFound: a line is not within reach, or is not this depositor's.
        Conflict: `notice.nothing_left`, no line stands; `check_lines` tells why. `notice.cannot_sign`.
            `notice.one_person`, the rules ask for two. `notice.changed`, other figures were seen.
        DomainError: `notice.hypothetical_law`, `notice.no_terms`, `notice.no_authority`, `notice.language`.
    """
    if language not in BY_CODE:
        raise DomainError("notice.language", field="language")
    refuse_while_key_is_unusable("notice.cannot_sign")
    today = clock.local_day(at)
    checked = check_lines(
        depositor_id=depositor_id, obligation_ids=obligation_ids, by=by, today=today, lock=True
    )
    require_as_seen(checked.lines, seen)
    grounds = grounds_of(checked, session().get_one(Organisation, depositor_id), by=by, today=today)
    hands = _hands(grounds.in_force, proposer, by)
    ids = [line.id for line in checked.lines]
    case = case_for_notice(grounds.depositor, grounds.in_force, ids, inspector=hands.issuer, by=by, at=at)
    identity = take_identity(SERIES, specimen=grounds.in_force.hypothetical, at=at)
    paper = notice_paper(identity, checked.lines, grounds, case=case.number, hands=hands, language=language)
    notice = _notice(identity, grounds, paper, hands, language=language)
    _bind_wording(notice, today)
    notice.lines = [_line(obligation) for obligation in checked.lines]
    session().add(notice)
    session().flush()
    publish(_issued(notice, checked.lines, paper, by, at))
    join_case(notice, case, by=by, at=at)
    return Issue(notice, checked.dropped)


def preview_notice(
    *,
    depositor_id: int,
    obligation_ids: Collection[int],
    by: Actor,
    at: datetime,
    besides: int | None = None,
) -> Preview:
    """Tell what a notice of the chosen lines would be, if it were issued now, perhaps in place of another
    (`besides`); nothing is kept.

    Raises as `issue_notice` does, except that a preview may be empty; NotFound too for a depositor of whom
    nothing is within reach.
    """
    today = clock.local_day(at)
    concerned = exists().where(owed_by(depositor_id), within_reach(by, Permission.NOTICE_ISSUE))
    depositor = session().scalar(select(Organisation).where(Organisation.id == depositor_id, concerned))
    if depositor is None:
        raise NotFound("not_found")
    checked = check_lines(
        depositor_id=depositor_id, obligation_ids=obligation_ids, by=by, today=today, besides=besides
    )
    grounds = grounds_of(checked, depositor, by=by, today=today) if checked.lines else None
    return Preview(checked, depositor, grounds, under_way([line.id for line in checked.lines]))


def grounds_of(checked: Checked, depositor: Organisation, *, by: Actor, today: date) -> Grounds:
    """What a notice of checked lines rests on.

    Raises:
        Conflict: `notice.nothing_left`.
        DomainError: `notice.hypothetical_law`, `notice.no_terms`, `notice.no_authority`.
    """
    in_force = _rules_of(checked)
    return Grounds(in_force, terms_of(in_force, today), authority_of(by), depositor)


def authority_of(by: Actor) -> Organisation:
    """The authority that speaks in a notice: the actor's own, else the first one there is.

    Raises:
        DomainError: `notice.no_authority`, none is registered.
    """
    found = authority_near(by.organisation_id)
    if found is None:
        raise DomainError("notice.no_authority")
    return found


def _rules_of(checked: Checked) -> InForce:
    if not checked.lines:
        raise Conflict("notice.nothing_left")
    in_force = rule_set_by_id(checked.lines[0].rule_set_id)
    refuse_hypothetical(in_force)
    return in_force


def _hands(in_force: InForce, proposer: Actor | None, by: Actor) -> Hands:
    if not in_force.rule_set.countersigns_notices:
        return Hands(by)
    if proposer is None or by.account_id in (None, proposer.account_id):
        raise Conflict("notice.one_person", rules=in_force.code)
    return Hands(proposer, by)


def _notice(
    identity: Identity, grounds: Grounds, paper: NoticePaper, hands: Hands, *, language: str
) -> Notice:
    return Notice(
        series=identity.series,
        year=identity.year,
        sequence=identity.sequence,
        number=identity.number,
        specimen=paper.specimen,
        verification_code=identity.code,
        depositor_id=grounds.depositor.id,
        region_soato=hands.issuer.region_soato or grounds.depositor.region_soato,
        rule_set_id=grounds.in_force.id,
        language=language,
        facts=facts_of(paper),
        issued_at=identity.at,
        issued_by_id=hands.issuer.account_id,
        countersigned_by_id=hands.countersigner.account_id if hands.countersigner else None,
        cure_on=paper.cure.last_day,
        object_by=paper.objection.last_day,
    )


def _bind_wording(notice: Notice, today: date) -> None:
    """Name the texts in force now: whenever its file is made, it is made of them."""
    wording = wording_in_force(notice.language, today)
    notice.wording_id = wording.id if wording is not None else None
    notice.template_version = named_version(template_version("notice"), notice.wording_id)


def _line(obligation: Obligation) -> NoticeLine:
    copies, due_on = _known(obligation)
    return NoticeLine(
        obligation_id=obligation.id, copies=copies, received=obligation.handed_over, due_on=due_on
    )


def _known(obligation: Obligation) -> tuple[int, date]:
    if obligation.copies is None or obligation.due_on is None:
        raise ValueError("a line without copies or a due date is never noticed")
    return obligation.copies, obligation.due_on


def _issued(
    notice: Notice, lines: Sequence[Obligation], paper: NoticePaper, by: Actor, at: datetime
) -> Event:
    releases = dict.fromkeys(line.release_id for line in lines)
    countersigned = {"issued_by": paper.executor.name} if paper.countersigner and paper.executor else {}
    return Event(
        "notice.issued",
        by,
        at,
        (
            Subject("notice", notice.id),
            Subject("organisation", notice.depositor_id),
            *(Subject("release", release_id) for release_id in releases),
        ),
        after={
            "number": notice.number,
            "specimen": notice.specimen,
            "language": notice.language,
            "copies": paper.missing,
            "obligations": [line.id for line in lines],
            "cure_on": notice.cure_on.isoformat() if notice.cure_on else None,
            **countersigned,
        },
    )
