"""Notices: the list, one notice with what it names, its file, many files, withdrawal."""

from datetime import date, datetime

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from app.compliance.archive import zip_parts
from app.compliance.claims.messages import ANSWERS
from app.compliance.forms import WithdrawForm
from app.compliance.law_words import LAWS, law_code, read_law
from app.compliance.messages import STATUSES
from app.compliance.papers import wait_of
from app.compliance.queries.notices import (
    NoticeFilter,
    NoticeRecord,
    count_notices,
    list_notices,
    notice_for,
    notice_to_read,
)
from app.compliance.queries.under_way import under_way
from app.compliance.requests.queries.listing import requests_of
from app.compliance.requests.words import KINDS, STANDINGS
from app.compliance.services.withdrawing import withdraw_notice
from app.compliance.serving.channels import RESULTS, SIGNS, WAYS
from app.compliance.serving.queries import effect_of, every_service, services_of
from app.compliance.standing import NoticeStatus
from app.compliance.troubles import signing_trouble
from app.compliance.views.blueprint import blueprint
from app.compliance.wordings.queries import wording_by_id
from app.domain.actor import Role
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.i18n import BY_CODE, gettext, ngettext
from app.infra.storage import storage
from app.organisations.letterheads import speaker
from app.policy.permissions import Permission
from app.policy.predicates import Parties
from app.policy.table import may, may_with
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.files import kept_file
from app.web.filters import filter_value, month, search_text
from app.web.pages import PAGE_ROWS, make_page, read_cursor
from app.web.templating import Link

MOST_CHOSEN = 200


@blueprint.get("/notices")
@requires(Permission.NOTICE_READ)
def notices() -> str:
    """List notices, the newest first."""
    actor, wanted, today = current_actor(), _filter(), clock.today()
    rows = list_notices(actor, wanted, today=today, after=_after(), limit=PAGE_ROWS + 1)
    total = count_notices(actor, wanted, today=today)
    return render_template(
        "compliance/notices.html",
        page=make_page(rows, lambda row: [row.issued_at.isoformat(), row.id]),
        wanted=wanted,
        statuses=list(STATUSES.items()),
        total_text=ngettext("%(num)s notice", "%(num)s notices", total),
        law=law_code(wanted.specimen),
        tags=_tags(wanted),
        may_issue=may(actor, Permission.NOTICE_ISSUE),
        own=actor.role is Role.DEPOSITOR,
        trouble=signing_trouble(actor),
        today=today,
    )


@blueprint.get("/notices/<int:notice_id>")
@requires(Permission.NOTICE_READ)
def notice(notice_id: int) -> str:
    """Show one notice."""
    today = clock.today()
    record = notice_to_read(current_actor(), notice_id, today)
    return _page(record, WithdrawForm(formdata=None), today)[0]


@blueprint.post("/notices/<int:notice_id>/withdraw")
@requires(Permission.NOTICE_ISSUE)
def withdraw(notice_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Withdraw a notice with a reason."""
    form, actor, today = WithdrawForm(), current_actor(), clock.today()

    def act(at: datetime) -> str:
        withdraw_notice(notice_id=notice_id, reason=form.reason.data or "", by=actor, at=at)
        return url_for("compliance.notice", notice_id=notice_id)

    return perform(form, act) or _page(notice_for(actor, notice_id, today), form, today)


@blueprint.get("/notices/<int:notice_id>/pdf")
@requires(Permission.NOTICE_READ)
def notice_pdf(notice_id: int) -> WerkzeugResponse:
    """Give the file of a notice, as it was kept."""
    file = notice_to_read(current_actor(), notice_id, clock.today()).notice.file
    return kept_file(file, back=url_for("compliance.notice", notice_id=notice_id))


@blueprint.get("/notices.zip")
@requires(Permission.NOTICE_READ)
def notices_zip() -> WerkzeugResponse:
    """Give the files of several notices as one ZIP, sent while it is written."""
    ids = [int(text) for text in request.args.getlist("n") if text.isdecimal() and len(text) < 19]
    wanted, today = NoticeFilter(ids=ids[:MOST_CHOSEN]), clock.today()
    rows = list_notices(current_actor(), wanted, today=today, limit=MOST_CHOSEN)
    files = [row.file for row in rows if row.file is not None]
    if not files:
        flash(gettext("Choose notices whose files are ready."), "warning")
        return redirect(url_for("compliance.notices"))
    response = Response(zip_parts(files, storage()), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename="notices.zip")
    return response


def _filter() -> NoticeFilter:
    return NoticeFilter(
        status=filter_value("status", NoticeStatus),
        month=filter_value("month", month),
        specimen=read_law(),
        query=search_text(),
    )


def _tags(wanted: NoticeFilter) -> list[Link]:
    """The part of the filter that has no field, with the way to drop it."""
    if wanted.specimen is None:
        return []
    month_code = f"{wanted.month:%Y-%m}" if wanted.month else None
    rest = url_for("compliance.notices", status=wanted.status, month=month_code, q=wanted.query or None)
    return [Link(str(LAWS[wanted.specimen]), rest)]


def _after() -> tuple[datetime, int] | None:
    key = read_cursor(str, int)
    if key is None:
        return None
    try:
        moment = datetime.fromisoformat(str(key[0]))
    except ValueError as error:
        raise DomainError("page.wrong_cursor") from error
    if moment.tzinfo is None:
        raise DomainError("page.wrong_cursor")
    return moment, int(str(key[1]))


def _page(record: NoticeRecord, form: WithdrawForm, today: date) -> tuple[str, int]:
    actor, found = current_actor(), record.notice
    standing = services_of([found.id]).get(found.id, [])
    parties = Parties(frozenset({found.depositor_id}), region_soato=found.region_soato)
    may_issue = may_with(actor, Permission.NOTICE_ISSUE, parties)
    body = render_template(
        "compliance/notice.html",
        record=record,
        notice=found,
        wait=wait_of(found, found.issued_at, clock.now()),
        trouble=signing_trouble(actor),
        paper=record.paper,
        issuer=speaker(record.paper.letterhead),
        status=record.status,
        language=BY_CODE[found.language],
        form=form,
        under_way=under_way([line.id for line in record.lines]),
        answers=ANSWERS,
        requests=requests_of(actor, notice_ids=[found.id]),
        kinds=KINDS,
        standings=STANDINGS,
        wording=wording_by_id(found.wording_id) if found.wording_id else None,
        may_see_wording=may(actor, Permission.NOTICE_WORDING),
        may_ask=may(actor, Permission.REQUEST_MAKE) and found.withdrawn_at is None,
        services=every_service(found.id),
        standing_ids={service.id for service in standing},
        effect=effect_of(found, standing),
        ways=WAYS,
        results=RESULTS,
        service_signs=SIGNS,
        may_serve=may_issue,
        may_withdraw=may_issue and found.withdrawn_at is None,
        opens=may_with(actor, Permission.RELEASE_READ, parties),
        language_tag=language_tag,
        today=today,
    )
    return body, 422 if form.errors else 200
