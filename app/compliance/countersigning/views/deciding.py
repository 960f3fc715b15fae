"""One proposal: what its notice would say now; it is countersigned, sent back, or taken back."""

from datetime import datetime

from flask import flash, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from app.accounts.queries import name_of_account
from app.compliance.claims.messages import ANSWERS
from app.compliance.countersigning.forms import ButtonForm, CountersignForm, SendBackForm
from app.compliance.countersigning.models import NoticeProposal
from app.compliance.countersigning.queries.choices import choices_of
from app.compliance.countersigning.queries.listing import proposal_for
from app.compliance.countersigning.services.deciding import countersign_proposal, send_back_proposal
from app.compliance.countersigning.services.proposing import take_back_proposal
from app.compliance.countersigning.standing import NAMES, SIGNS, standing_of
from app.compliance.countersigning.views.blueprint import blueprint
from app.compliance.jobs import store_soon
from app.compliance.left_out import left_out_words, tell_left_out
from app.compliance.messages import DROPPED
from app.compliance.seen import figures_of
from app.compliance.services.issuing import Preview, preview_notice
from app.compliance.terms import clause_number
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.i18n import BY_CODE, gettext
from app.policy.permissions import Permission
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.messages import message_for


@blueprint.get("/<int:proposal_id>")
@requires(Permission.NOTICE_ISSUE)
def show(proposal_id: int) -> tuple[str, int]:
    """Show what the notice would say if it were countersigned now, or what became of the proposal."""
    return _page(proposal_id, SendBackForm(formdata=None))


@blueprint.post("/<int:proposal_id>/countersign")
@requires(Permission.NOTICE_COUNTERSIGN)
def countersign(proposal_id: int) -> Response | tuple[str, int]:
    """Countersign and issue the notice; each line is checked again first."""
    form, actor, issued, left_out = CountersignForm(), current_actor(), list[int](), list[str]()

    def act(at: datetime) -> str:
        made = countersign_proposal(proposal_id=proposal_id, by=actor, at=at, seen=form.seen.data)
        if made is None:
            return url_for("notice_proposals.show", proposal_id=proposal_id)
        issued.append(made.notice.id)
        left_out.extend(left_out_words(made.dropped))
        return url_for("compliance.notice", notice_id=made.notice.id)

    done = perform(form, act)
    if done is None:
        return _page(proposal_id, form)
    for notice_id in issued:
        store_soon(notice_id)
    tell_left_out(left_out)
    return done


@blueprint.post("/<int:proposal_id>/send-back")
@requires(Permission.NOTICE_COUNTERSIGN)
def send_back(proposal_id: int) -> Response | tuple[str, int]:
    """Refuse to countersign, with a reason."""
    form, actor = SendBackForm(), current_actor()

    def act(at: datetime) -> str:
        send_back_proposal(proposal_id=proposal_id, reason=form.reason.data or "", by=actor, at=at)
        return url_for("notice_proposals.index")

    done = perform(form, act)
    if done is None:
        return _page(proposal_id, form)
    flash(gettext("The proposal is sent back. Its lines can be proposed anew."), "success")
    return done


@blueprint.post("/<int:proposal_id>/take-back")
@requires(Permission.NOTICE_ISSUE)
def take_back(proposal_id: int) -> Response | tuple[str, int]:
    """Take one's own proposal back."""
    form, actor = ButtonForm(), current_actor()

    def act(at: datetime) -> str:
        proposal = take_back_proposal(proposal_id=proposal_id, by=actor, at=at)
        return url_for("compliance.depositor", depositor_id=proposal.depositor_id)

    done = perform(form, act)
    if done is None:
        return _page(proposal_id, form)
    flash(gettext("The proposal is taken back. Its lines can be proposed anew."), "success")
    return done


def _page(proposal_id: int, form: FlaskForm) -> tuple[str, int]:
    actor = current_actor()
    proposal = proposal_for(actor, proposal_id)
    preview, trouble = _now(proposal) if proposal.ending is None else (None, "")
    standing = standing_of(proposal)
    own = proposal.proposed_by_id == actor.account_id
    return form_page(
        "countersigning/show.html",
        form,
        sending_back=form if isinstance(form, SendBackForm) else SendBackForm(formdata=None),
        proposal=proposal,
        standing=standing,
        name=NAMES[standing],
        sign=SIGNS[standing],
        preview=preview,
        answers=ANSWERS,
        trouble=trouble,
        own=own,
        proposer=name_of_account(proposal.proposed_by_id),
        ender=name_of_account(proposal.ended_by_id),
        language=BY_CODE[proposal.language],
        figures=figures_of(preview.checked.lines) if preview else "",
        reasons=DROPPED,
        clause_number=clause_number,
        language_tag=language_tag,
        today=clock.today(),
    )


def _now(proposal: NoticeProposal) -> tuple[Preview | None, str]:
    """What the notice would say now, or why this reader cannot be shown it."""
    actor, at = current_actor(), clock.now()
    try:
        chosen = choices_of(proposal, actor)
        if not chosen.obligation_ids:
            return None, ""
        ids, depositor_id = chosen.obligation_ids, chosen.depositor_id
        found = preview_notice(
            depositor_id=depositor_id, obligation_ids=ids, by=actor, at=at, besides=proposal.replaces_id
        )
        return found, ""
    except DomainError as error:
        return None, message_for(error)
