"""What a depositor needs now."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask import url_for
from sqlalchemy import func, select

from app.compliance.claims.queries.claims import ClaimHead, letters_to_answer
from app.compliance.queries.notices import NoticeFilter, NoticeRow, count_notices, list_notices
from app.compliance.standing import NoticeStatus
from app.deposits.consignments.models import Consignment, ConsignmentLine
from app.deposits.consignments.queries import list_consignments, within_consignment_reach
from app.deposits.consignments.states import ConsignmentState
from app.deposits.obligations.rows import ObligationRow
from app.deposits.obligations.transit import ON_ITS_WAY, STILL_IN_IT
from app.deposits.receiving.queries import list_receipts
from app.desks.home.doors import Door, discrepancy_door, door, late_door, near_day, soon_door
from app.desks.home.nearest import Nearest, nearest
from app.desks.periodicals.course import Question, questions
from app.domain.actor import Actor
from app.domain.law import Form
from app.domain.obligations import Status
from app.infra import clock
from app.infra.db import session
from app.infra.i18n import format_day, format_long, gettext, ngettext, organisation_name
from app.organisations.models import Mandate
from app.organisations.queries import offered_mandates
from app.policy.permissions import Permission
from app.policy.table import may
from app.publications.queries import open_drafts

RECENT = timedelta(days=14)
LETTERS, PARCELS, ANSWERS = 3, 6, 50
TOMORROW = timedelta(days=1)

Item = dict[str, object]


def compose(actor: Actor, *, at: datetime) -> dict[str, object]:
    """Return what the home of a depositor shows."""
    today = clock.local_day(at)
    due = nearest(actor, today)
    answers = [
        receipt for receipt, taken_back in list_receipts(actor, limit=ANSWERS)
        if receipt.at > at - RECENT and not taken_back
    ]  # fmt: skip
    registers = may(actor, Permission.PUBLICATION_REGISTER)
    return {
        "registers": registers,
        "sends": may(actor, Permission.CONSIGNMENT_PREPARE),
        "due": due,
        "doors": [
            late_door(due, today),
            soon_door(due, today),
            _in_transit(actor, due),
            _answered(len(answers)),
            *([discrepancy_door(actor)] if may(actor, Permission.DISCREPANCY_READ) else ()),
        ],
        "letters": [
            *_notices(actor, today),
            *map(_offer, offered_mandates(actor, today=today)),
            *map(_claim, letters_to_answer(actor, LETTERS)),
            *_reminders(due.ahead, today),
            *(_question(question) for question in (questions(actor, today=today) if registers else ())),
            *_unfinished(actor, registers),
        ],
        "parcels": list_consignments(actor, state=ConsignmentState.SENT, limit=PARCELS),
        "receipts": answers[:PARCELS],
    }


def _in_transit(actor: Actor, due: Nearest) -> Door:
    statement = (
        select(func.count(Consignment.id.distinct()), func.coalesce(func.sum(STILL_IN_IT), 0))
        .join(ConsignmentLine, ConsignmentLine.consignment_id == Consignment.id)
        .where(ON_ITS_WAY, within_consignment_reach(actor))
    )
    parcels, copies = session().execute(statement).one()
    note = gettext("no parcel is on its way")
    if parcels:
        sent = ngettext("%(num)s copy", "%(num)s copies", int(copies))
        note = ngettext("%(copies)s in %(num)s parcel", "%(copies)s in %(num)s parcels", parcels, copies=sent)
    url = url_for("consignments.index", state="sent")
    return door(parcels, gettext("In transit"), note, url, "way", "truck")


def _answered(number: int) -> Door:
    note = gettext("receipts of the last 14 days")
    return door(
        number, gettext("Answered"), note, url_for("receiving.receipts"), "done", "chat-left-text-fill"
    )


def _notices(actor: Actor, today: date) -> list[Item]:
    """The newest notices in force, and the way to all where there are more."""
    in_force = NoticeFilter(status=NoticeStatus.LIVE)
    newest = list_notices(actor, in_force, today=today, limit=LETTERS + 1)
    shown = [_notice(notice, today) for notice in newest[:LETTERS]]
    return [*shown, _all_notices(actor, in_force, today)] if len(newest) > LETTERS else shown


def _all_notices(actor: Actor, in_force: NoticeFilter, today: date) -> Item:
    number = count_notices(actor, in_force, today=today)
    url = url_for("compliance.notices", status=NoticeStatus.LIVE.value)
    return {
        "tone": "late",
        "icon": "envelope-paper",
        "strong": ngettext("%(num)s notice is in force.", "%(num)s notices are in force.", number),
        "text": gettext("Above are the newest."),
        "actions": [{"label": gettext("All notices in force"), "url": url}],
    }


def _notice(notice: NoticeRow, today: date) -> Item:
    told = [ngettext("%(num)s copy is missing.", "%(num)s copies are missing.", notice.missing)]
    if notice.cure_on is not None:
        told.append(gettext("Deliver by %(day)s.", day=format_day(notice.cure_on)))
        told += [gettext("That day is past.")] if notice.cure_on < today else []
    if notice.spared:
        spared = ngettext(
            "%(num)s copy is in dispute or was given time.",
            "%(num)s copies are in dispute or were given time.",
            notice.spared,
        )
        told.append(spared)
    return {
        "tone": "late",
        "icon": "envelope-paper",
        "strong": gettext("Notice %(number)s.", number=notice.number),
        "text": " ".join(told),
        "actions": [
            {"label": gettext("Open the notice"), "url": url_for("compliance.notice", notice_id=notice.id)}
        ],
    }


def _offer(mandate: Mandate) -> Item:
    """A mandate that waits for who manages one's own organisation."""
    text = gettext(
        "%(organisation)s lets you act for it until %(day)s.",
        organisation=organisation_name(mandate.mandator),
        day=format_long(mandate.until),
    )
    return {
        "tone": "soon",
        "icon": "people",
        "strong": gettext("A mandate is offered."),
        "text": text,
        "actions": [{"label": gettext("Accept or decline"), "url": url_for("organisations.mandates")}],
    }


def _claim(claim: ClaimHead) -> Item:
    """A library's letter that waits for an answer."""
    text = ngettext(
        "%(library)s asks for %(num)s late delivery.",
        "%(library)s asks for %(num)s late deliveries.",
        claim.lines,
        library=organisation_name(claim.depository),
    )
    action = {"label": gettext("Answer"), "url": url_for("claims.show", claim_id=claim.id)}
    return {
        "tone": "soon",
        "icon": "envelope-paper",
        "strong": gettext("A library writes:"),
        "text": text,
        "actions": [action],
    }


def _reminders(rows: Sequence[ObligationRow], today: date) -> list[Item]:
    """What is due today or tomorrow and not on its way."""
    near = [row for row in rows if row.due_on is not None and today <= row.due_on <= today + TOMORROW]
    waiting = [row for row in near if row.status(today) in (Status.DUE_SOON, Status.SHORT)]
    return [_reminder(row, today) for row in waiting[:LETTERS]]


def _reminder(row: ObligationRow, today: date) -> Item:
    text = ngettext(
        "%(num)s copy of “%(title)s” to %(library)s, %(day)s.",
        "%(num)s copies of “%(title)s” to %(library)s, %(day)s.",
        row.missing,
        title=row.title,
        library=organisation_name(row.depository),
        day=near_day(row.due_on or today, today),
    )
    action = {"label": gettext("See the release"), "url": url_for("desks.release", release_id=row.release_id)}
    if row.form != Form.FILE:
        url = url_for("consignments.compose", depository_id=row.depository.id, release=row.release_id)
        action = {"label": gettext("Prepare a consignment"), "url": url}
    return {"tone": "soon", "icon": "bell", "strong": gettext("Due."), "text": text, "actions": [action]}


def _question(question: Question) -> Item:
    """A periodical whose issues were expected and not announced."""
    text = ngettext(
        "%(num)s expected issue in a row of “%(title)s” was not announced.",
        "%(num)s expected issues in a row of “%(title)s” were not announced.",
        question.missed,
        title=question.periodical.publication.title,
    )
    id_ = question.periodical.publication_id
    announce = {
        "label": gettext("Announce issues"),
        "url": url_for("periodicals.announce", publication_id=id_),
    }
    answer = {"label": gettext("Answer"), "url": url_for("periodicals.standing", publication_id=id_)}
    strong = gettext("Has it ceased?")
    return {
        "tone": "soon",
        "icon": "question-circle",
        "strong": strong,
        "text": text,
        "actions": [announce, answer],
    }


def _unfinished(actor: Actor, registers: bool) -> list[Item]:
    """The registration that was left last."""
    drafts = [draft for draft in open_drafts(actor) if draft.amends_id is None] if registers else []
    if not drafts:
        return []
    draft = drafts[0]
    title = str(draft.answers.get("title") or gettext("without a title"))
    url = url_for("registration.title", draft_id=draft.id)
    return [
        {
            "tone": "way",
            "icon": "pencil",
            "strong": gettext("Registration not finished:"),
            "text": title,
            "actions": [{"label": gettext("Go on"), "url": url}],
        }
    ]
