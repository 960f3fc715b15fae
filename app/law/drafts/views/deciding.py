"""Acts on a draft as a whole: propose, withdraw, discard, adopt."""

from datetime import datetime

from flask import flash, render_template, url_for

from app.accounts.queries import name_of_account
from app.infra import clock
from app.infra.i18n import gettext
from app.infra.settings import settings
from app.law.drafts import queries, services
from app.law.drafts.forms import AdoptForm, SeenForm
from app.law.drafts.states import State
from app.law.drafts.views.blueprint import Page, attempt, blueprint
from app.law.drafts.views.showing import draft_page, title_of
from app.law.queries import InForce, rule_set_on
from app.law.reading import check_text
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.forms import SubmissionForm


@blueprint.post("/<int:draft_id>/propose")
@requires(Permission.LAW_PREPARE)
def propose(draft_id: int) -> Page:
    """Lay a draft before whoever adopts."""
    form = SeenForm()

    def act(at: datetime) -> str:
        seen = form.seen.data or ""
        services.propose_draft(draft_id=draft_id, seen=seen, by=current_actor(), at=at)
        return url_for("rule_sets.show", draft_id=draft_id)

    tried = attempt(form, act)
    if tried.done is not None:
        flash(gettext("The rule set is proposed. Somebody else can adopt it now."), "success")
    return tried.done or draft_page(draft_id, form, tried.status(form))


@blueprint.post("/<int:draft_id>/withdraw")
@requires(Permission.LAW_PREPARE)
def withdraw(draft_id: int) -> Page:
    """Make a proposed set a draft again."""
    form = SubmissionForm()

    def act(at: datetime) -> str:
        services.withdraw_draft(draft_id=draft_id, by=current_actor(), at=at)
        return url_for("rule_sets.show", draft_id=draft_id)

    tried = attempt(form, act)
    return tried.done or draft_page(draft_id, form, tried.status(form))


@blueprint.route("/<int:draft_id>/discard", methods=["GET", "POST"])
@requires(Permission.LAW_PREPARE)
def discard(draft_id: int) -> Page:
    """Ask, and put a draft aside."""
    form = SubmissionForm()

    def act(at: datetime) -> str:
        services.discard_draft(draft_id=draft_id, by=current_actor(), at=at)
        return url_for("rule_sets.index")

    tried = attempt(form, act)
    if tried.done is not None:
        flash(gettext("The draft is discarded."), "success")
        return tried.done
    draft = queries.draft_by_id(draft_id)
    title = title_of(draft, check_text(draft.text))
    editable = queries.state_of_draft(draft) is State.DRAFT and draft.adopted_id is None
    page = render_template("rule_sets/discard.html", form=form, draft=draft, title=title, editable=editable)
    return page, tried.status(form)


@blueprint.route("/<int:draft_id>/adopt", methods=["GET", "POST"])
@requires(Permission.LAW_ADOPT)
def adopt(draft_id: int) -> Page:
    """Adopt a proposed set from a day on."""
    draft = queries.draft_by_id(draft_id)
    form = AdoptForm(data={"seen": draft.sha256})

    def act(at: datetime) -> str:
        first = form.effective_from.value or clock.local_day(at)
        days = services.Days(first, form.effective_to.value, form.accept_gap.data)
        adopted = services.adopt_draft(
            draft_id=draft_id, seen=form.seen.data or "", days=days, by=current_actor(), at=at
        )
        return url_for("law.rule_set_as_adopted", code=adopted.code, version=adopted.version)

    tried = attempt(form, act)
    if tried.done is not None:
        flash(gettext("The rule set is adopted."), "success")
        return tried.done
    return _adoption_page(draft_id, form, tried.status(form))


def _adoption_page(draft_id: int, form: AdoptForm, status: int) -> tuple[str, int]:
    draft = queries.draft_by_id(draft_id)
    checked = check_text(draft.text)
    page = render_template(
        "rule_sets/adopt.html",
        form=form,
        draft=draft,
        title=title_of(draft, checked),
        proposed=draft.proposed_at is not None and draft.adopted_id is None,
        is_proposer=draft.proposed_by_id == current_actor().account_id,
        proposer=name_of_account(draft.proposed_by_id),
        own=settings().jurisdiction,
        refused_here=_is_refused_here(checked.rule_set is not None and checked.rule_set.hypothetical),
        present=_present(draft.jurisdiction),
    )
    return page, status


def _is_refused_here(hypothetical: bool) -> bool:
    return hypothetical and not settings().hypothetical_law


def _present(jurisdiction: str) -> InForce | None:
    """The set that the new one would follow, in this country."""
    return rule_set_on(clock.today()) if jurisdiction == settings().jurisdiction else None
