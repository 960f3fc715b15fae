"""What a digest says at the moment of sending: the facts are read again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from flask import current_app
from sqlalchemy import select

from app.accounts.people import Person, people_of
from app.compliance.ladder.letters import Said, say_steps
from app.deposits.obligations.rows import ObligationRow, Party
from app.domain.actor import Role
from app.infra import clock
from app.infra.addresses import public_address
from app.infra.db import session
from app.infra.i18n import current_language, force_locale, gettext, ngettext
from app.infra.mail import Letter, Message
from app.organisations.models import Organisation
from app.reminders.links import stop_address
from app.reminders.models import Reminder, ReminderLook
from app.reminders.queries.grounds import Grounds
from app.reminders.queries.owing import Owing, open_dates, owing_of, something_to_tell
from app.reminders.quiet import wait_out_quiet_hours
from app.reminders.services.planning import dates_of
from app.reminders.wishes import wishes_of


@dataclass(frozen=True, slots=True)
class AtLibrary:
    """What one library waits for."""

    library: Party
    rows: Sequence[ObligationRow]


def compose_reminder(message: Message, at: datetime) -> Letter | None:
    """Say what a planned digest says now; None: there is nothing to be reminded of any more.

    Raises:
        Later: the person's quiet hours have begun.
    """
    reminder = session().scalars(select(Reminder).where(Reminder.message_id == message.id)).one()
    person = people_of([reminder.account_id]).get(reminder.account_id)
    if person is None or person.actor.role is not Role.DEPOSITOR:
        return None
    wishes = wishes_of({reminder.account_id: person})[reminder.account_id]
    wait_out_quiet_hours(wishes, at)
    today, grounds = clock.local_day(at), Grounds()
    dates = dates_of(person, open_dates(person.actor.organisation_ids, today))
    steps = say_steps(message.id, person.actor.organisation_ids, at=at) if wishes.after else []
    if not steps and not something_to_tell(dates, wishes, grounds, since=reminder.since, today=today):
        return None
    owing = owing_of(person.actor, wishes, today=today, outlook=grounds.outlook(wishes))
    # Its day is that of the sending: so there is one a day, also when one has waited.
    reminder.day = today
    session().merge(ReminderLook(account_id=reminder.account_id, on=today))
    return _letter(person, owing, steps, grounds, today)


def _letter(person: Person, owing: Owing, steps: Sequence[Said], grounds: Grounds, today: date) -> Letter:
    account_id = person.actor.account_id or 0
    rows = [*owing.late, *owing.soon]
    specimen = any(_is_hypothetical(row, grounds) for row in rows)
    with force_locale(person.language):
        values = {
            "name": person.actor.name,
            "organisation": session().get(Organisation, person.actor.organisation_id),
            "late": _by_library(owing.late),
            "soon": _by_library(owing.soon),
            "owing": owing,
            "steps": steps,
            "today": today,
            "specimen": specimen,
            "tag": current_language().tag,
            "address": public_address,
            "stop_url": stop_address(account_id),
        }
        subject = _subject(owing)
        if specimen:
            subject = f"{gettext('Specimen, without legal force')}. {subject}"
        templates = ("mail/reminders/digest.txt", "mail/reminders/digest.html")
        body, html = (current_app.jinja_env.get_template(name).render(values) for name in templates)
    return Letter(person.email, subject, body, html, stop_address(account_id))


def _subject(owing: Owing) -> str:
    late = ngettext("%(num)s delivery late", "%(num)s deliveries late", owing.late_total)
    soon = ngettext("%(num)s delivery due soon", "%(num)s deliveries due soon", owing.soon_total)
    said = [text for text, number in ((late, owing.late_total), (soon, owing.soon_total)) if number]
    return gettext("Mandatory copies: %(what)s", what=", ".join(said))


def _by_library(rows: Sequence[ObligationRow]) -> list[AtLibrary]:
    """The libraries in the order of what is most urgent there."""
    order = {row.depository.id: place for place, row in reversed(list(enumerate(rows)))}
    together = sorted(rows, key=lambda row: order[row.depository.id])
    groups = groupby(together, key=lambda row: row.depository)
    return [AtLibrary(library, list(group)) for library, group in groups]


def _is_hypothetical(row: ObligationRow, grounds: Grounds) -> bool:
    law = grounds.laws.get(row.rule_set_id)
    return law is not None and law.hypothetical
