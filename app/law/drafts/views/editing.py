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
from app.law.editor.beside import mends_beside
from app.law.editor.changing import NEW, Document, Seen, mark_of, name_of, place_now
from app.law.editor.forms import ObjectForm
from app.law.editor.parts import PARTS, Part
from app.law.editor.places import PRESENT
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
    seen = _seen(document, known, item)
    shown = ObjectForm(part, document, _present(document, known, seen))

    def act(at: datetime) -> str:
        change = changing.put(known, seen, shown.read())
        services.change_draft(draft_id=draft_id, change=change, by=current_actor(), at=at)
        return url_for("rule_sets.show", draft_id=draft_id, _anchor=part)

    tried = attempt(shown.form, act)
    if tried.done is not None:
        flash(gettext("The draft is saved and checked."), "success")
        return tried.done
    return _edit_page(draft_id, part, shown, tried, seen)


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
    seen = _seen(changing.document_of(draft.text), known, item)

    def act(at: datetime) -> str:
        change = changing.remove(known, seen)
        services.change_draft(draft_id=draft_id, change=change, by=current_actor(), at=at)
        return url_for("rule_sets.show", draft_id=draft_id, _anchor=part)

    tried = attempt(form, act)
    if tried.done is not None:
        return tried.done
    draft = queries.draft_by_id(draft_id)
    document = changing.document_of(draft.text)
    value = _present(document, known, seen)
    page = render_template(
        "rule_sets/remove.html",
        form=form,
        draft=draft,
        part=part,
        one=known.one,
        name=name_of(value),
        text=write_value(value),
        seen=_seen_next(document, known, seen),
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


def _seen(document: Document, part: Part, item: str) -> Seen:
    """What is shown now, or what the page had shown that was sent."""
    if request.method != "POST":
        return changing.seen_at(document, part, item)
    return Seen(item, request.form.get("seen", ""), request.form.get("seen_name", ""))


def _present(document: Document, part: Part, seen: Seen) -> object:
    """What was seen as it is now; nothing where another has taken it out, so that what is typed stays."""
    item = place_now(document, part, seen)
    return None if item is None else changing.object_in(document, part, item)


def _seen_next(document: Document, part: Part, seen: Seen) -> Seen:
    """What the page shows of it after a refusal: how it is now, or an empty place for a new one."""
    item = place_now(document, part, seen)
    if item is None:
        return Seen(NEW if part.many else PRESENT, mark_of(None))
    return changing.seen_at(document, part, item)


def _edit_page(draft_id: int, part: str, shown: ObjectForm, tried: Attempt, seen: Seen) -> Page:
    draft = queries.draft_by_id(draft_id)
    checked = check_text(draft.text)
    document = dict(checked.document or {})
    present = _present(document, PARTS[part], seen)
    changed = tried.refusal is not None and tried.refusal.code == "law.changed_meanwhile"
    if tried.conflict:
        seen = _seen_next(document, PARTS[part], seen)
    page = render_template(
        "rule_sets/edit.html",
        form=shown.form,
        shown=shown.shown,
        kept=shown.kept,
        draft=draft,
        title=title_of(draft, checked),
        part=part,
        item=seen.item,
        one=PARTS[part].one,
        name=name_of(present),
        removable=present is not None and (PARTS[part].many or PARTS[part].optional),
        seen=seen,
        newer=write_value(present) if changed else "",
        advice=mends_beside(shown, checked.findings, document, part, seen.item),
        has_remarks="#" in draft.text,
    )
    return page, tried.status(shown.form)
