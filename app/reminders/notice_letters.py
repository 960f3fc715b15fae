"""A letter to the depositor's people about each notice: that it is there, or was taken back.

It is queued with the act, so that neither is without the other, and says what is so when it goes out.
"""

from collections.abc import Mapping
from datetime import datetime

from flask import current_app
from flask_babel import LazyString
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Account
from app.accounts.people import OWN_ORGANISATION, belonging, people_of
from app.compliance.models import Notice
from app.domain.documents import NoticePaper
from app.domain.documents.storing import paper_of
from app.domain.events import Event
from app.infra.addresses import public_address
from app.infra.db import session
from app.infra.i18n import force_locale, gettext
from app.infra.i18n import lazy_gettext as _
from app.infra.mail import Letter, Message, queue_message
from app.infra.settings import settings
from app.organisations.models import Organisation
from app.reminders.models import NoticeLetter
from app.reminders.quiet import wait_out_quiet_hours
from app.reminders.wishes import wishes_of

KIND = "notice"
ISSUED, WITHDRAWN = "notice.issued", "notice.withdrawn"
SUBJECTS: Mapping[str, LazyString] = {
    ISSUED: _("Notice %(number)s of non-compliance"),
    WITHDRAWN: _("Notice %(number)s is withdrawn"),
}


def tell_of_notice(event: Event) -> None:
    """Queue a letter to everybody with an open account at the depositor, or else to its own address."""
    notice_id = next(subject.id for subject in event.subjects if subject.kind == "notice")
    depositor = (
        session()
        .scalars(
            select(Organisation)
            .join(Notice, Notice.depositor_id == Organisation.id)
            .where(Notice.id == notice_id)
        )
        .one()
    )
    people = belonging(select(Account.id, Account.email)).where(
        OWN_ORGANISATION.in_([depositor.merged_into_id or depositor.id]), Account.deactivated_at.is_(None)
    )
    readers: list[tuple[int | None, str]] = [
        (account_id, email) for account_id, email in session().execute(people.order_by(Account.id))
    ]
    if not readers and depositor.email:
        readers = [(None, depositor.email)]
    for account_id, email in readers:
        message = queue_message(to=email, subject="", body="", at=event.at, kind=KIND)
        session().add(
            NoticeLetter(notice_id=notice_id, act=event.name, account_id=account_id, message_id=message.id)
        )
    session().flush()


def compose_notice_letter(message: Message, at: datetime) -> Letter | None:
    """Say how a notice stands; None: another letter says more, or its reader has left.

    Of a notice that is replaced only the new one is written about.

    Raises:
        Later: the reader's quiet hours have begun.
    """
    letter = session().scalars(_letter(message.id)).one()
    notice = letter.notice
    if notice.successor is not None if letter.act == WITHDRAWN else notice.withdrawn_at is not None:
        return None
    if letter.account_id is None:
        return Letter(message.to, *_words(letter, settings().default_language))
    people = people_of([letter.account_id])
    person = people.get(letter.account_id)
    if person is None:
        return None
    wait_out_quiet_hours(wishes_of(people)[letter.account_id], at)
    return Letter(person.email, *_words(letter, person.language))


def _letter(message_id: int) -> Select[NoticeLetter]:
    notice = joinedload(NoticeLetter.notice)
    loaded = (
        notice.joinedload(Notice.successor),
        notice.joinedload(Notice.replaces),
        notice.undefer(Notice.facts),
    )
    return select(NoticeLetter).where(NoticeLetter.message_id == message_id).options(*loaded)


def _words(letter: NoticeLetter, language: str) -> tuple[str, str]:
    """The subject and the text."""
    notice = letter.notice
    with force_locale(language):
        subject = str(SUBJECTS[letter.act]) % {"number": notice.number}
        if notice.specimen:
            subject = f"{gettext('Specimen, without legal force')}. {subject}"
        body = current_app.jinja_env.get_template("mail/reminders/notice.txt").render(
            notice=notice,
            paper=paper_of(NoticePaper, notice.facts),
            withdrawn=letter.act == WITHDRAWN,
            url=public_address("compliance.notice", notice_id=notice.id),
        )
    return subject, body
