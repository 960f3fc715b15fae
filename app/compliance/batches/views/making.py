"""Whom a batch is for: depositors chosen in the worklist, or all that its filter finds."""

from datetime import datetime

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app.compliance.batches.forms import PrepareForm
from app.compliance.batches.services import prepare_batch
from app.compliance.batches.totals import selection_total
from app.compliance.batches.views.blueprint import blueprint
from app.compliance.filters import late_address, read_late_filter, read_order, total_text
from app.compliance.queries.late import every_late, late_of
from app.infra import clock
from app.infra.i18n import gettext
from app.infra.settings import settings
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform


@blueprint.get("/late/batch")
@requires(Permission.NOTICE_ISSUE)
def new() -> Response | tuple[str, int]:
    """Show how many were selected, and ask for the language."""
    chosen = [int(text) for text in request.args.getlist("depositor") if text.isdecimal() and len(text) < 19]
    if not chosen and "chosen" in request.args:
        flash(gettext("Choose at least one depositor."), "warning")
        return redirect(url_for("compliance.worklist"))
    language = settings().default_language
    return _page(PrepareForm(formdata=None, depositor=chosen, every=not chosen, language=language))


@blueprint.post("/late/batch")
@requires(Permission.NOTICE_ISSUE)
def create() -> Response | tuple[str, int]:
    """Freeze the list; nothing is issued yet. Sent twice, it is one batch."""
    form, actor = PrepareForm(), current_actor()

    def act(at: datetime) -> str:
        found = _selected(form)
        batch = prepare_batch(
            depositor_ids=[depositor_id for depositor_id, unnoticed in found if unnoticed],
            noticed_already=sum(not unnoticed for _depositor_id, unnoticed in found),
            language=form.language.data,
            by=actor,
            at=at,
        )
        return url_for("notice_batches.show", batch_id=batch.id)

    return perform(form, act) or _page(form)


def _selected(form: PrepareForm) -> list[tuple[int, int]]:
    """Who was selected, each with how many lines no notice names."""
    actor, today = current_actor(), clock.today()
    if form.every.data:
        rows = every_late(actor, read_late_filter(), today=today, order=read_order())
        return [(row.id, row.unnoticed) for row in rows]
    return [(row.id, row.unnoticed) for row in late_of(actor, form.depositor.data or [], today=today)]


def _page(form: PrepareForm) -> tuple[str, int]:
    found = _selected(form)
    fresh = [depositor_id for depositor_id, unnoticed in found if unnoticed]
    total = selection_total(fresh, current_actor(), today=clock.today())
    return form_page(
        "notice_batches/new.html",
        form,
        total=total_text(total),
        anybody=total.depositors > 0,
        left_out=len(found) - len(fresh),
        action=late_address("notice_batches.create", read_late_filter(), read_order()),
    )
