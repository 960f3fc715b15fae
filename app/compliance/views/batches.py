"""Many notices at once: chosen depositors, one notice each, and how far their files are."""

from dataclasses import dataclass, field

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.compliance.filters import BATCH_LIMIT, copies_text, read_late_filter, read_order
from app.compliance.forms import BatchForm
from app.compliance.queries.late import LateDepositor, late_of, list_late, unnoticed_ids
from app.compliance.queries.notices import NoticeFilter, list_notices
from app.compliance.services.issuing import issue_notice
from app.compliance.views.blueprint import blueprint
from app.domain.errors import Conflict, DomainError
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import gettext, ngettext
from app.infra.jobs import wake
from app.infra.settings import settings
from app.infra.submissions import claim, settle
from app.policy.permissions import Permission
from app.web.access import current_actor, present_visitor, requires
from app.web.acts import form_page
from app.web.errors import put_on_form


@dataclass
class Outcome:
    """What became of a batch: the notices issued, and how many depositors had nothing left."""

    notices: list[int] = field(default_factory=list)
    without: int = 0


@blueprint.get("/late/batch")
@requires(Permission.NOTICE_ISSUE)
def batch() -> Response | tuple[str, int]:
    """Show who would get a notice: the depositors chosen, or all that the filter finds."""
    chosen = [int(text) for text in request.args.getlist("depositor") if text.isdecimal() and len(text) < 19]
    actor, today = current_actor(), clock.today()
    if chosen:
        found = late_of(actor, chosen[:BATCH_LIMIT], today=today)
    elif "chosen" in request.args:
        flash(gettext("Choose at least one depositor."), "warning")
        return redirect(url_for("compliance.worklist"))
    else:
        found = list_late(actor, read_late_filter(), today=today, order=read_order(), limit=BATCH_LIMIT)
    form = BatchForm(formdata=None, language=settings().default_language)
    return _page(found, form)


@blueprint.post("/late/batch")
@requires(Permission.NOTICE_ISSUE)
def issue_batch() -> Response | tuple[str, int]:
    """Issue a notice to each depositor, each in a transaction of its own; the worker makes the files."""
    form = BatchForm()
    chosen = (form.depositor.data or [])[:BATCH_LIMIT]
    outcome = Outcome()
    if form.validate_on_submit():
        try:
            for depositor_id in dict.fromkeys(chosen):
                _issue_once(depositor_id, form, outcome)
        except DomainError as error:
            put_on_form(error, form)
    if outcome.notices:
        wake("notices")
    if form.errors or form.form_errors:
        return _page(late_of(current_actor(), chosen, today=clock.today()), form)
    if outcome.without:
        told = ngettext(
            "%(num)s depositor had nothing left to notice.",
            "%(num)s depositors had nothing left to notice.",
            outcome.without,
        )
        flash(told, "warning")
    return redirect(url_for("compliance.issued", n=outcome.notices), 303)


@blueprint.get("/notices/issued")
@requires(Permission.NOTICE_READ)
def issued() -> Response | str:
    """Show the notices of one batch, and how many files are ready."""
    ids = [int(text) for text in request.args.getlist("n") if text.isdecimal() and len(text) < 19]
    notices = list_notices(current_actor(), NoticeFilter(ids=ids[:BATCH_LIMIT]), limit=BATCH_LIMIT)
    if not notices:
        return redirect(url_for("compliance.notices"))
    ready = sum(row.file is not None for row in notices)
    return render_template("compliance/issued.html", notices=notices, ready=ready)


def _issue_once(depositor_id: int, form: BatchForm, outcome: Outcome) -> None:
    """Issue to one depositor; a repeat of the same sending finds the notice that the first one issued."""
    account_id, key = present_visitor().account_id, f"{form.submission_key.data}:{depositor_id}"
    try:
        with transaction():
            at, actor = clock.now(), current_actor()
            first = claim(key, account_id=account_id, at=at)
            if first is not None:
                outcome.notices.append(int(first))
                return
            notice = issue_notice(
                depositor_id=depositor_id,
                obligation_ids=unnoticed_ids(actor, depositor_id, today=clock.local_day(at)),
                language=form.language.data,
                by=actor,
                at=at,
            ).notice
            settle(key, account_id=account_id, location=str(notice.id))
    except Conflict:
        outcome.without += 1
    else:
        outcome.notices.append(notice.id)


def _page(found: list[LateDepositor], form: BatchForm) -> tuple[str, int]:
    addressed = [row for row in found if row.unnoticed]
    return form_page(
        "compliance/batch.html",
        form,
        depositors=addressed,
        left_out=len(found) - len(addressed),
        copies=copies_text(sum(row.copies for row in addressed)),
        lines=sum(row.unnoticed for row in addressed),
        most=BATCH_LIMIT,
        today=clock.today(),
    )
