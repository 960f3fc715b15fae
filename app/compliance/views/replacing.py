"""A notice is replaced by another, or that is proposed where a second person has to countersign."""

from datetime import datetime

from flask import url_for
from werkzeug.wrappers import Response

from app.compliance.countersigning.services.proposing import propose_replacement
from app.compliance.forms import ReplaceForm
from app.compliance.jobs import store_soon
from app.compliance.left_out import tell_waits_already
from app.compliance.queries.notices import NoticeRecord, notice_for
from app.compliance.requests.queries.listing import requests_of
from app.compliance.requests.words import KINDS
from app.compliance.services.replacing import replace_notice
from app.compliance.troubles import signing_trouble
from app.compliance.views.blueprint import blueprint
from app.infra import clock
from app.law.queries import rule_set_by_id
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform


@blueprint.get("/notices/<int:notice_id>/replace")
@requires(Permission.NOTICE_ISSUE)
def replacing(notice_id: int) -> tuple[str, int]:
    """Ask why a notice is replaced."""
    record = notice_for(current_actor(), notice_id, clock.today())
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
        return _page(notice_for(actor, notice_id, clock.today()), form)
    for new_id in issued:
        store_soon(new_id)
    return done


@blueprint.post("/notices/<int:notice_id>/replacement")
@requires(Permission.NOTICE_ISSUE)
def propose_other(notice_id: int) -> Response | tuple[str, int]:
    """Propose to replace a notice; it stands until a colleague countersigns."""
    form, actor, told = ReplaceForm(), current_actor(), list[bool]()

    def act(at: datetime) -> str:
        made = propose_replacement(
            notice_id=notice_id,
            language=form.language.data,
            reason=form.reason.data or "",
            by=actor,
            at=at,
        )
        told.append(made.is_new)
        return url_for("notice_proposals.show", proposal_id=made.proposal.id)

    done = perform(form, act)
    if False in told:
        tell_waits_already()
    return done or _page(notice_for(actor, notice_id, clock.today()), form)


def _page(record: NoticeRecord, form: ReplaceForm) -> tuple[str, int]:
    return form_page(
        "compliance/replace.html",
        form,
        record=record,
        two=rule_set_by_id(record.notice.rule_set_id).rule_set.countersigns_notices,
        requests=requests_of(current_actor(), notice_ids=[record.notice.id]),
        kinds=KINDS,
        trouble=signing_trouble(current_actor()),
    )
