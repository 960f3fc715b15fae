"""Forms for the parts of a draft: one object at a time, without writing YAML."""

from datetime import datetime

from flask import flash, redirect, render_template, request, url_for

from app.domain.errors import DomainError, NotFound
from app.infra.i18n import gettext
from app.law.drafts import queries, services
from app.law.drafts.models import RuleSetDraft
from app.law.drafts.states import State
from app.law.drafts.views.blueprint import Attempt, Page, attempt, blueprint
from app.law.drafts.views.showing import title_of
from app.law.editor import changing
from app.law.editor.changing import NEW, Document
from app.law.editor.forms import ObjectForm, name_of
from app.law.editor.parts import PARTS, Part
from app.law.editor.places import PRESENT, mend_for
from app.law.reading import check_text
from app.law.writing import write_value
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.forms import SubmissionForm
from app.web.resending import resendable


@blueprint.route("/<int:draft_id>/edit/<part>/<item>", methods=["GET", "POST"])
@requires(Permission.LAW_PREPARE)
@resendable
def edit(draft_id: int, part: str, item: str) -> Page:
    """Add or change one object of a draft in a form."""
    draft, known = queries.draft_by_id(draft_id), _part(part, item)
    if _is_only_read(draft):
        return redirect(url_for("rule_sets.show", draft_id=draft_id))
    try:
        document = changing.document_of(draft.text)
    except DomainError:
        return redirect(url_for("rule_sets.text", draft_id=draft_id))
    present = _object(document, known, item)
    shown = ObjectForm(part, document, present)
    seen = request.form.get("seen", "")

    def act(at: datetime) -> str:
        change = changing.put(known, item, shown.read(), seen)
        services.change_draft(draft_id=draft_id, change=change, by=current_actor(), at=at)
        return url_for("rule_sets.show", draft_id=draft_id, _anchor=part)

    tried = attempt(shown.form, act)
    if tried.done is not None:
        flash(gettext("The draft is saved and checked."), "success")
        return tried.done
    return _edit_page(draft, part, item, shown, tried, seen)


@blueprint.route("/<int:draft_id>/remove/<part>/<item>", methods=["GET", "POST"])
@requires(Permission.LAW_PREPARE)
def remove(draft_id: int, part: str, item: str) -> Page:
    """Ask, and take one object out of a draft."""
    draft, known = queries.draft_by_id(draft_id), _part(part, item)
    if not (known.many or known.optional) or item == NEW:
        raise NotFound("not_found")
    if _is_only_read(draft):
        return redirect(url_for("rule_sets.show", draft_id=draft_id))
    form = SubmissionForm()
    seen = request.form.get("seen", "")

    def act(at: datetime) -> str:
        change = changing.remove(known, item, seen)
        services.change_draft(draft_id=draft_id, change=change, by=current_actor(), at=at)
        return url_for("rule_sets.show", draft_id=draft_id, _anchor=part)

    tried = attempt(form, act)
    if tried.done is not None:
        return tried.done
    draft = queries.draft_by_id(draft_id)
    value = changing.object_in(changing.document_of(draft.text), known, item)
    page = render_template(
        "rule_sets/remove.html",
        form=form,
        draft=draft,
        one=known.one,
        name=name_of(value),
        text=write_value(value),
        seen=changing.mark_of(value),
    )
    return page, tried.status(form)


def _is_only_read(draft: RuleSetDraft) -> bool:
    """Whether a form would open that cannot be saved; what is sent all the same is refused and shown."""
    return request.method != "POST" and queries.state_of_draft(draft) is not State.DRAFT


def _part(part: str, item: str) -> Part:
    known = PARTS.get(part)
    if known is None or (not known.many and item != PRESENT):
        raise NotFound("not_found")
    return known


def _object(document: Document, part: Part, item: str) -> object:
    """The object to edit; of one that another has removed meanwhile, nothing, so that what is typed stays."""
    try:
        return changing.object_in(document, part, item)
    except NotFound:
        if request.method != "POST":
            raise
        return None


def _edit_page(
    draft: RuleSetDraft, part: str, item: str, shown: ObjectForm, tried: Attempt, seen: str
) -> Page:
    draft = queries.draft_by_id(draft.id)
    checked = check_text(draft.text)
    document = dict(checked.document or {})
    present = _object(document, PARTS[part], item)
    mark = changing.mark_of(present)
    mends = [mend_for(finding, document) for finding in checked.findings]
    page = render_template(
        "rule_sets/edit.html",
        form=shown.form,
        shown=shown.shown,
        kept=shown.kept,
        draft=draft,
        title=title_of(draft, checked),
        part=part,
        item=item,
        one=PARTS[part].one,
        name=name_of(present),
        removable=item != NEW and (PARTS[part].many or (PARTS[part].optional and present is not None)),
        seen=seen if request.method == "POST" and not tried.conflict else mark,
        newer=write_value(present) if tried.conflict else "",
        advice=[mend for mend in mends if (mend.part, mend.item) == (part, item)],
        has_remarks="#" in draft.text,
    )
    return page, tried.status(shown.form)
