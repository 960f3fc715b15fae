"""Letters to the authority: an amendment has ended what a notice in force asks for."""

from collections.abc import Mapping
from typing import Any

from flask import current_app

from app.compliance.queries.dropped import Duty, dropped_lines, officials_of
from app.deposits.answers_in_words import changed_rows
from app.domain.actor import SYSTEM
from app.domain.events import Event
from app.infra import clock
from app.infra.addresses import public_address
from app.infra.i18n import force_locale, gettext
from app.infra.mail import queue_message
from app.publications.queries import answers_of, release_for
from app.publications.revisions import revisions_of


def tell_of_dropped_lines(event: Event) -> None:
    """Queue, where an amendment lets lines of a notice lapse, a letter to the officials whose notice it is.

    They alone learn of it so: the depositor amends without asking, and a notice says nothing by itself.
    """
    release_id, today = event.subjects[0].id, clock.local_day(event.at)
    revisions = revisions_of(release_id)
    if not revisions or revisions[-1].amended_at != event.at:
        return
    notices = dropped_lines(release_id, _dropped_by(event, str(today)), today)
    if not notices:
        return
    release = release_for(SYSTEM, release_id)
    text = current_app.jinja_env.get_template("mail/notices/dropped.txt")
    for notice, lines in notices.items():
        for official in officials_of(notice):
            with force_locale(official.language):
                body = text.render(
                    by=event.by.name,
                    notice=notice,
                    release=release,
                    lines=lines,
                    changes=changed_rows(revisions[-1].said, answers_of(release)),
                    notice_url=public_address("compliance.notice", notice_id=notice.id),
                    history_url=public_address("desks.history", release_id=release_id),
                )
                subject = gettext(
                    "Notice %(number)s: copies are asked for no longer after an amendment",
                    number=notice.number,
                )
                queue_message(to=official.email, subject=subject, body=body, at=event.at)


def _dropped_by(event: Event, today: str) -> set[Duty]:
    """The duties that the act ended, or whose day was over and is not any more."""
    before: Mapping[str, Any] = event.before
    after: Mapping[str, Any] = event.after
    moved = zip(before["changed"], after["changed"], strict=True)
    ended = [was for was in before["cancelled"] if _is_over(was, today)]
    put_off = [now for was, now in moved if _is_over(was, today) and not _is_over(now, today)]
    return {(duty["rule_id"], duty["depositor_id"], duty["depository_id"]) for duty in (*ended, *put_off)}


def _is_over(duty: Mapping[str, Any], today: str) -> bool:
    return duty["due_on"] is not None and duty["due_on"] < today
