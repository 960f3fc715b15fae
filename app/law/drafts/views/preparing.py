"""Pages on which a rule set is begun, and edited as text."""

from datetime import datetime

from flask import flash, render_template, request, url_for

from app.domain.errors import Conflict
from app.infra.i18n import gettext
from app.infra.settings import settings
from app.law.drafts import queries, services
from app.law.drafts.forms import EMPTY, NewDraftForm, TextForm, typed_text
from app.law.drafts.states import State
from app.law.drafts.views.blueprint import Page, attempt, blueprint
from app.law.drafts.views.showing import title_of
from app.law.editor.skeleton import empty_rule_set
from app.law.queries import rule_sets
from app.law.reading import check_text
from app.policy.permissions import Permission
from app.web.access import current_actor, requires


@blueprint.route("/new", methods=["GET", "POST"])
@requires(Permission.LAW_PREPARE)
def new() -> Page:
    """Upload a text, paste it, or begin from an adopted set or from nothing."""
    sources = [(str(law.id), f"{law.code} {law.version}") for law in rule_sets()]
    form = NewDraftForm(sources, data={"source": request.args.get("from", "")})

    def act(at: datetime) -> str:
        text = form.content or _text_of_source(form.source.data)
        draft = services.create_draft(text=text, by=current_actor(), at=at)
        return url_for("rule_sets.show", draft_id=draft.id)

    tried = attempt(form, act)
    if tried.done is not None:
        return tried.done
    return render_template("rule_sets/new.html", form=form), 413 if form.too_long else tried.status(form)


def _text_of_source(source: str) -> str:
    if source == EMPTY:
        return empty_rule_set(settings().jurisdiction)
    return queries.adopted_by_id(int(source)).text


@blueprint.route("/<int:draft_id>/text", methods=["GET", "POST"])
@requires(Permission.LAW_PREPARE)
def text(draft_id: int) -> Page:
    """Edit the whole as text. What another saved meanwhile is shown beside it, and neither is lost."""
    draft = queries.draft_by_id(draft_id)
    form = TextForm(data={"text": draft.text, "seen": draft.sha256})

    def act(at: datetime) -> str:
        def change(present: str) -> str:
            typed = typed_text(form.text.data)
            if typed == typed_text(present):
                return present  # What a browser does to the ends of lines is no change.
            if services.digest(present) != form.seen.data:
                raise Conflict("law.changed_meanwhile")
            return typed

        services.change_draft(draft_id=draft_id, change=change, by=current_actor(), at=at)
        return url_for("rule_sets.show", draft_id=draft_id)

    tried = attempt(form, act)
    if tried.done is not None:
        flash(gettext("The draft is saved and checked."), "success")
        return tried.done
    draft = queries.draft_by_id(draft_id)
    newer = draft.text if tried.conflict else ""
    if tried.conflict:
        form.seen.data = draft.sha256
    page = render_template(
        "rule_sets/text.html",
        form=form,
        draft=draft,
        title=title_of(draft, check_text(draft.text)),
        newer=newer,
        editable=queries.state_of_draft(draft) is State.DRAFT,
    )
    return page, tried.status(form)
