"""One notice: what it will say, its issue, or its proposal where a second person has to countersign."""

from collections.abc import Collection
from datetime import datetime

from flask import flash, redirect, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.compliance.claims.messages import ANSWERS
from app.compliance.countersigning.queries.listing import proposal_waiting
from app.compliance.countersigning.services.proposing import propose_notice
from app.compliance.forms import IssueForm
from app.compliance.jobs import store_soon
from app.compliance.ladder.queries.unreminded import count_unreminded
from app.compliance.left_out import left_out_words, tell_left_out, tell_waits_already
from app.compliance.messages import DROPPED
from app.compliance.seen import figures_of
from app.compliance.services.issuing import issue_notice, preview_notice
from app.compliance.terms import clause_number
from app.compliance.troubles import signing_trouble
from app.compliance.views.blueprint import blueprint
from app.infra import clock
from app.infra.i18n import BY_CODE, gettext
from app.infra.settings import settings
from app.policy.permissions import Permission
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.language_switch import note_sent


@blueprint.get("/late/<int:depositor_id>/notice")
@requires(Permission.NOTICE_ISSUE)
def preview(depositor_id: int) -> Response | tuple[str, int]:
    """Show what a notice of the chosen lines will say."""
    return _preview(depositor_id, request.args)


@blueprint.post("/late/<int:depositor_id>/notice/preview")
@requires(Permission.NOTICE_ISSUE)
def preview_chosen(depositor_id: int) -> Response | tuple[str, int]:
    """Show the same of lines of which there may be more than an address can hold."""
    note_sent(secret=())
    return _preview(depositor_id, request.form)


def _preview(depositor_id: int, asked: MultiDict[str, str]) -> Response | tuple[str, int]:
    chosen = [int(text) for text in asked.getlist("line") if text.isdecimal() and len(text) < 19]
    if not chosen:
        flash(gettext("Choose at least one line."), "warning")
        return redirect(url_for("compliance.depositor", depositor_id=depositor_id))
    language = asked.get("language", "")
    language = language if language in BY_CODE else settings().default_language
    form = IssueForm(formdata=None, line=chosen, language=language)
    return _page(depositor_id, chosen, form)


@blueprint.post("/late/<int:depositor_id>/notice")
@requires(Permission.NOTICE_ISSUE)
def issue(depositor_id: int) -> Response | tuple[str, int]:
    """Issue the notice; each line is checked again first."""
    form, actor, issued, left_out = IssueForm(), current_actor(), list[int](), list[str]()

    def act(at: datetime) -> str:
        made = issue_notice(
            depositor_id=depositor_id,
            obligation_ids=form.line.data or [],
            language=form.language.data,
            by=actor,
            at=at,
            seen=form.seen.data,
        )
        issued.append(made.notice.id)
        left_out.extend(left_out_words(made.dropped))
        return url_for("compliance.notice", notice_id=made.notice.id)

    done = perform(form, act)
    if done is None:
        return _page(depositor_id, form.line.data or [], form)
    for notice_id in issued:
        store_soon(notice_id)
    tell_left_out(left_out)
    return done


@blueprint.post("/late/<int:depositor_id>/proposal")
@requires(Permission.NOTICE_ISSUE)
def propose(depositor_id: int) -> Response | tuple[str, int]:
    """Propose the notice to a colleague, who countersigns it; one that waits already is shown instead."""
    form, actor, told = IssueForm(), current_actor(), list[bool]()

    def act(at: datetime) -> str:
        made = propose_notice(
            depositor_id=depositor_id,
            obligation_ids=form.line.data or [],
            language=form.language.data,
            by=actor,
            at=at,
            seen=form.seen.data,
        )
        told.append(made.is_new)
        return url_for("notice_proposals.show", proposal_id=made.proposal.id)

    done = perform(form, act)
    if done is None:
        return _page(depositor_id, form.line.data or [], form)
    if False in told:
        tell_waits_already()
    return done


def _page(depositor_id: int, chosen: Collection[int], form: IssueForm) -> tuple[str, int]:
    found = preview_notice(
        depositor_id=depositor_id, obligation_ids=chosen, by=current_actor(), at=clock.now()
    )
    return form_page(
        "compliance/preview.html",
        form,
        preview=found,
        answers=ANSWERS,
        trouble=signing_trouble(current_actor()),
        waiting=proposal_waiting(current_actor(), depositor_id),
        language=BY_CODE.get(form.language.data, BY_CODE[settings().default_language]),
        figures=figures_of(found.checked.lines),
        unreminded=count_unreminded([line.id for line in found.checked.lines]),
        reasons=DROPPED,
        clause_number=clause_number,
        language_tag=language_tag,
        today=clock.today(),
    )
