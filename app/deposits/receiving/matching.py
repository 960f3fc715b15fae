"""Which release a scan means, and what is owed to a library for it."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import BigInteger, BindParameter, ColumnElement, and_, bindparam, func, or_, select

from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Arrival, Scan
from app.domain.identifiers import BarCoded, Issn
from app.domain.law import Form
from app.infra.db import session
from app.publications.carrying import releases_meant_by
from app.publications.periodicals.models import Issue

_LATELY = 30
"""Issues of a title by which it is seen whether its bar codes follow its numbers."""


@dataclass(frozen=True, slots=True)
class Owed:
    """What is asked of an obligation to reckon a parcel, of the same names."""

    id: int
    release_id: int
    depositor_id: int | None
    depository_id: int
    due_on: date | None
    copies: int | None
    received: int
    handed_over: int
    form: str
    cancelled_at: datetime | None


OWED = tuple(getattr(Obligation, one.name) for one in fields(Owed))
"""The columns of a row of which an `Owed` is made."""


def owed_on_paper(depository_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """The condition on obligations that physical copies at this depository can meet.

    What another library holds for it has not come yet, and can meet them.
    """
    return and_(
        Obligation.depository_id == depository_id,
        Obligation.received < Obligation.copies,
        Obligation.cancelled_at.is_(None),
        Obligation.form != Form.FILE.value,
    )


OWED_IN = or_(
    owed_on_paper(bindparam("library", type_=BigInteger)),
    Obligation.id.in_(bindparam("named", expanding=True)),
)
"""The condition on obligations that copies in an arrival can be for: what is owed to the library, and what
the slip names, be it owed to a library for which this one collects. Its values are `owed_by`."""


def owed_by(arrival: Arrival) -> dict[str, object]:
    """The values of `OWED_IN` for an arrival."""
    named = [line.obligation_id for line in arrival.consignment.lines] if arrival.consignment else []
    return {"library": arrival.depository_id, "named": named}


def can_be_met(obligation: Obligation | Owed) -> bool:
    """Whether copies can still count towards an obligation that `OWED_IN` found."""
    return obligation.cancelled_at is None and obligation.form != Form.FILE


def releases_meant(arrival: Arrival, number: BarCoded) -> list[int]:
    """Return the releases that a scanned number may mean in this parcel: one when it is plain, several when
    the librarian must choose, none when nobody registered it.

    The announced one that is not complete yet goes first, then what is still owed to the library. Of a
    periodical it is the issue that the add-on of the bar code numbers; where that is not announced but others
    are, the librarian chooses. A registration that was withdrawn is meant only where nothing else carries the
    number.
    """
    slip = _announced_releases(arrival)
    carrying = releases_meant_by(number, expected=slip)
    expected = slip.intersection(carrying)
    issues = _numbered(carrying, number)
    if issues:
        if expected.isdisjoint(issues) and expected:
            return sorted(expected.union(issues))
        carrying = [release_id for release_id in issues if release_id in expected or not expected]
    elif len(expected) > 1 and names_another_issue(arrival, sorted(expected), number):
        return sorted(expected)
    announced = _announced_first(arrival, carrying)
    if announced is not None:
        return [announced]
    if len(carrying) < 2:
        return carrying
    owed = session().scalars(
        select(Obligation.release_id)
        .where(owed_on_paper(arrival.depository_id), Obligation.release_id.in_(carrying))
        .distinct()
    )
    return sorted(owed) or carrying


def names_another_issue(arrival: Arrival, release_ids: Sequence[int], number: BarCoded) -> bool:
    """Whether the add-on of a bar code numbers none of these issues: the librarian says which one it is. What
    was announced stands where its title's bar codes have not followed its numbers before, or cannot."""
    if not isinstance(number, Issn) or not number.add_on or _numbered(release_ids, number):
        return False
    announced = _announced_releases(arrival).intersection(release_ids)
    return not announced or _follow_their_numbers(announced)


def _follow_their_numbers(release_ids: Collection[int]) -> bool:
    """Whether the bar codes of these issues should say their numbers, as those of their title did so far."""
    issues = session().scalars(select(Issue).where(Issue.release_id.in_(release_ids), Issue.part == "")).all()
    if len(issues) < len(release_ids):
        return False
    of_title = Issue.publication_id.in_({issue.publication_id for issue in issues})
    lately = select(Issue.release_id).where(of_title).order_by(Issue.release_id.desc()).limit(_LATELY)
    scanned = (
        select(Issue, Scan.text)
        .join(Scan, Scan.release_id == Issue.release_id)
        .where(Issue.release_id.in_(lately), Issue.part == "", Scan.undone_at.is_(None))
        .where(Scan.text.contains("+"))
    )
    return all(
        issue.numbering.answers_to(text.partition("+")[2]) for issue, text in session().execute(scanned)
    )


def _announced_releases(arrival: Arrival) -> set[int]:
    return {line.release_id for line in arrival.consignment.lines} if arrival.consignment else set()


def _numbered(release_ids: Sequence[int], number: BarCoded) -> list[int]:
    """The issues among releases that the add-on of a periodical's bar code numbers; none without one."""
    if not isinstance(number, Issn) or not number.add_on:
        return []
    issues = session().scalars(select(Issue).where(Issue.release_id.in_(release_ids)))
    return [issue.release_id for issue in issues if issue.numbering.answers_to(number.add_on)]


def _announced_first(arrival: Arrival, carrying: Sequence[int]) -> int | None:
    announced: Counter[int] = Counter()
    for line in arrival.consignment.lines if arrival.consignment else ():
        if line.release_id in carrying:
            announced[line.release_id] += line.copies
    if len(announced) < 2:
        return next(iter(announced), None)
    counted = dict(
        session()
        .execute(
            select(Scan.release_id, func.count())
            .where(Scan.arrival_id == arrival.id, Scan.undone_at.is_(None))
            .group_by(Scan.release_id)
        )
        .all()
    )
    return max(sorted(announced), key=lambda release_id: announced[release_id] - counted.get(release_id, 0))
