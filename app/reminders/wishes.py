"""What people wish, and who receives reminders of what is late although he does not."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import or_, select

from app.accounts.models import Account
from app.accounts.people import OWN_ORGANISATION, Person, belonging
from app.domain.actor import Role
from app.domain.reminding import Wishes
from app.infra.db import session
from app.reminders.models import ReminderSettings

NOTHING = Wishes(days_before=(), after=False, weekly_on=None)
USUAL = Wishes()


def wishes_of(people: Mapping[int, Person]) -> Mapping[int, Wishes]:
    """Return by account when each of these people is reminded, in two statements.

    Where nobody of an organisation wishes to be reminded of what is late, all its people are: somebody must
    know before the law takes its course.
    """
    wanted = select(ReminderSettings).where(ReminderSettings.account_id.in_(people))
    said = {row.account_id: read_wishes(row) for row in session().scalars(wanted)}
    found = {account_id: said.get(account_id, USUAL) for account_id in people}
    organisations = {person.actor.organisation_id for person in people.values()} - {None}
    told = _told_of_late(organisations)
    return {
        account_id: wishes
        if wishes.after or people[account_id].actor.organisation_id in told
        else replace(wishes, after=True)
        for account_id, wishes in found.items()
    }


def read_wishes(row: ReminderSettings | None) -> Wishes:
    """Return what a person has said; None: nothing."""
    if row is None:
        return USUAL
    days = None if row.days_before is None else tuple(row.days_before)
    return Wishes(days, row.after, row.weekly_on, row.quiet_from, row.quiet_until)


def others_are_told_of_late(person: Person) -> bool:
    """Whether a colleague of this person wishes to be reminded of what is late."""
    own = person.actor.organisation_id
    return own in _told_of_late({own}, but=person.actor.account_id)


def _told_of_late(organisation_ids: Collection[int | None], but: int | None = None) -> set[int | None]:
    """Those of these organisations of whom somebody wishes to be reminded of what is late."""
    row = ReminderSettings
    wishing = or_(row.account_id.is_(None), row.after)
    statement = (
        belonging(select(OWN_ORGANISATION).distinct())
        .outerjoin(row, row.account_id == Account.id)
        .where(
            Account.role == Role.DEPOSITOR,
            Account.deactivated_at.is_(None),
            OWN_ORGANISATION.in_(organisation_ids),
            wishing,
        )
    )
    return set(session().scalars(statement if but is None else statement.where(Account.id != but)))
