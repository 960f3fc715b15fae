"""Lines of notices in force for which nothing is asked any more since what is owed was worked out anew."""

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

from sqlalchemy import or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Account
from app.compliance.models import Notice, NoticeLine
from app.compliance.queries.notice_standing import REPLACED, lapsed_lines
from app.compliance.requests.deciders import is_official
from app.deposits.obligations.models import Obligation
from app.infra.db import session
from app.organisations.models import Organisation

Duty = tuple[str, int | None, int]
"""Rule, depositor and library, by which one duty of a release is told from the others."""


class DroppedLine(NamedTuple):
    """So many copies that did not come to a library, due on a day when the notice was issued.

    `ended`: nothing is owed any more; else it is owed on `due_on`, None: on a day not known yet.
    """

    library: Organisation
    copies: int
    was_due: date
    due_on: date | None
    ended: bool


def dropped_lines(release_id: int, duties: Collection[Duty], today: date) -> dict[Notice, list[DroppedLine]]:
    """Return by notice in force what it asks for no longer of these duties of a release."""
    statement = (
        select(
            Notice, Obligation.rule_id, Obligation.depositor_id, Organisation, NoticeLine,
            Obligation.handed_over, Obligation.due_on, Obligation.cancelled_at,
        )
        .join(NoticeLine, NoticeLine.notice_id == Notice.id)
        .join(Obligation, Obligation.id == NoticeLine.obligation_id)
        .join(Organisation, Organisation.id == Obligation.depository_id)
        .options(joinedload(Notice.depositor))
        .where(
            Obligation.release_id == release_id,
            Notice.withdrawn_at.is_(None),
            ~REPLACED,
            lapsed_lines(today),
        )
        .order_by(Notice.id, NoticeLine.id)
    )  # fmt: skip
    found: dict[Notice, list[DroppedLine]] = {}
    for notice, rule_id, depositor_id, library, line, handed_over, due_on, ended_at in session().execute(
        statement
    ):
        if (rule_id, depositor_id, library.id) in duties:
            dropped = DroppedLine(
                library, line.copies - handed_over, line.due_on, due_on, ended_at is not None
            )
            found.setdefault(notice, []).append(dropped)
    return found


def officials_of(notice: Notice) -> list[Account]:
    """Return who issued a notice and the officials of its region; those of the country where all are gone."""
    near = or_(Account.id == notice.issued_by_id, Account.region_soato == notice.region_soato)
    officials = select(Account).where(is_official(Account)).order_by(Account.id)
    found = list(session().scalars(officials.where(near)))
    return found or list(session().scalars(officials.where(Account.region_soato.is_(None))))
