"""A notice is replaced by another."""

from datetime import datetime

from flask import url_for
from werkzeug.wrappers import Response

from app.compliance.forms import ReplaceForm
from app.compliance.jobs import store_soon
from app.compliance.queries.notices import NoticeRecord, notice_for
from app.compliance.requests.queries.listing import requests_of
from app.compliance.requests.words import KINDS
from app.compliance.services.replacing import replace_notice
from app.compliance.views.blueprint import blueprint
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform


@blueprint.get("/notices/<int:notice_id>/replace")
@requires(Permission.NOTICE_ISSUE)
def replacing(notice_id: int) -> tuple[str, int]:
    """Ask why a notice is replaced."""
    record = notice_for(current_actor(), notice_id)
    return _page(record, ReplaceForm(formdata=None, language=record.notice.language))


@blueprint.post("/notices/<int:notice_id>/replace")
@requires(Permission.NOTICE_ISSUE)
def replace(notice_id: int) -> Response | tuple[str, int]:
    """Replace a notice; each line is checked again first."""
    form, actor, issued = ReplaceForm(), current_actor(), list[int]()

    def act(at: datetime) -> str:
        made = replace_notice(
            notice_id=notice_id,
            language=form.language.data,
            reason=form.reason.data or "",
            by=actor,
            at=at,
        )
        issued.append(made.notice.id)
        return url_for("compliance.notice", notice_id=made.notice.id)

    done = perform(form, act)
    if done is None:
        return _page(notice_for(actor, notice_id), form)
    for new_id in issued:
        store_soon(new_id)
    return done


def _page(record: NoticeRecord, form: ReplaceForm) -> tuple[str, int]:
    requests = requests_of(current_actor(), notice_ids=[record.notice.id])
    return form_page("compliance/replace.html", form, record=record, requests=requests, kinds=KINDS)
