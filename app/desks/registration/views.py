"""Pages of registering and amending a release, step by step, with what will be owed beside the form."""

from datetime import datetime
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.deposits.answers_in_words import changed_rows
from app.desks.registration import amendment, answering, keeping, overtaken, steps, wizard
from app.desks.registration.duplicates import duplicates_shown
from app.desks.registration.earlier import refuse_unexplained
from app.desks.registration.forms import ConfirmationForm, DecisionForm, KindForm, problems
from app.desks.registration.showing import check_rows
from app.domain.errors import NotFound
from app.domain.publication import Kind
from app.domain.registration import RegistrationAnswers
from app.infra import clock
from app.infra.i18n import gettext
from app.organisations.models import OrganisationKind
from app.organisations.queries import organisations_of
from app.policy.permissions import Permission
from app.publications import services
from app.publications.models import RegistrationDraft
from app.publications.periodicals.queries import is_own_issue, is_own_periodical
from app.publications.queries import draft_for, own_publication, own_release
from app.publications.same_titles import likely_duplicates
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import SubmissionForm, row_id
from app.web.language_switch import note_sent
from app.web.resending import resendable

blueprint = Blueprint("registration", __name__)

Page = Response | str | tuple[str, int]


@blueprint.route("/registration/new", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
def start() -> Page:
    """Begin the registration of a title, or (`?publication=`) of a further release of one."""
    publication_id = request.args.get("publication", type=row_id)
    if publication_id is not None and is_own_periodical(current_actor(), publication_id):
        return redirect(url_for("periodicals.announce", publication_id=publication_id))
    form = KindForm() if publication_id is None else SubmissionForm()
    answer = perform(form, partial(_start, form, publication_id))
    if answer is not None:
        return answer
    publication = own_publication(current_actor(), publication_id) if publication_id is not None else None
    page = render_template("registration/start.html", form=form, publication=publication)
    return page, 422 if form.errors else 200


@blueprint.route("/registration/<int:draft_id>/kind", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
def kind(draft_id: int) -> Page:
    """Choose another kind: what was answered stays, and is asked again if the other kind has it too."""
    draft = draft_for(current_actor(), draft_id)
    if draft.release_id is not None:
        return overtaken.finished(draft)
    if draft.publication_id is not None:
        raise NotFound("not_found")
    form = KindForm(data={"kind": RegistrationAnswers.from_json(draft.answers).kind})
    answer = perform(form, partial(_choose_kind, draft_id, form))
    if answer is not None:
        return answer
    return render_template("registration/kind.html", form=form, draft=draft), 422 if form.errors else 200


@blueprint.route("/registration/<int:draft_id>/title", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
@resendable
def title(draft_id: int) -> Page:
    """First step: what the publication is; of a further release, its ISBNs only."""
    draft = draft_for(current_actor(), draft_id)
    answers = RegistrationAnswers.from_json(draft.answers)
    if draft.release_id is not None:
        return overtaken.finished(draft, _sent(steps.title_step(draft, answers), answers))
    if not answers.kind:
        return redirect(wizard.step_url(draft, "kind"), 303)
    form = steps.title_step(draft, answers)
    if "add" not in request.form:
        return _answer("title", draft_id, form, answers)
    note_sent(secret=())
    added = steps.add_row(form, request.form["add"])
    return _step_page("title", draft_id, form, answers, added=added)


@blueprint.route("/registration/<int:draft_id>/release", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
@resendable
def release(draft_id: int) -> Page:
    """Second step: this release."""
    draft = draft_for(current_actor(), draft_id)
    answers = RegistrationAnswers.from_json(draft.answers)
    form = steps.release_step(draft, answers)
    if draft.release_id is not None:
        return overtaken.finished(draft, _sent(form, answers))
    return _answer("release", draft_id, form, answers)


@blueprint.route("/registration/<int:draft_id>/preview/<any(title, release):step>", methods=["POST"])
@requires(Permission.PUBLICATION_REGISTER)
def preview(draft_id: int, step: str) -> Page:
    """What will be owed under what is typed so far: the inside of the panel. Reads only."""
    draft = draft_for(current_actor(), draft_id)
    answers = RegistrationAnswers.from_json(draft.answers)
    form = steps.title_step(draft, answers) if step == "title" else steps.release_step(draft, answers)
    form.validate()
    beside = wizard.beside(draft, steps.merged(answers, form), step, today=clock.today())
    return render_template("registration/panel_inside.html", **beside)


@blueprint.route("/registration/<int:draft_id>/check", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
def check(draft_id: int) -> Page:
    """Last step: everything once more, and the button that makes it binding."""
    form = ConfirmationForm()
    answer = perform(form, partial(_confirm, draft_id, form))
    if answer is not None:
        return answer
    draft = draft_for(current_actor(), draft_id)
    if draft.release_id is not None:
        return overtaken.refused_check(draft, form)
    mistaken = next((step for step in ("title", "release") if step in draft.mistaken), None)
    if mistaken is not None:
        return redirect(wizard.step_url(draft, mistaken), 303)
    answers = RegistrationAnswers.from_json(draft.answers).fitted()
    if wizard.unasked_events(draft, answers, today=clock.today()):
        return redirect(wizard.step_url(draft, "release"), 303)
    asked = wizard.events_asked(draft, answers, today=clock.today())
    title_rows, release_rows = check_rows(draft, answers, asked)
    context = _page_context(draft, answers, "check")
    if draft.amends_id is not None:
        context |= amendment.effect(draft.amends_id, answers)
    else:
        own = current_actor().organisation_ids
        context["alike"] = duplicates_shown(likely_duplicates(answers, publisher_ids=own))
    saved, seen = RegistrationAnswers.from_json(draft.answers), overtaken.carried()
    page = render_template(
        "registration/check.html",
        form=form,
        problems=problems(form),
        stamp=services.stamp_of(saved, "check"),
        said=overtaken.sealed(saved),
        saved_elsewhere=changed_rows(saved, seen) if seen is not None else [],
        title_rows=title_rows,
        release_rows=release_rows,
        **context,
    )
    return page, 422 if form.errors else 200


@blueprint.route("/registration/<int:draft_id>/discard", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
def discard(draft_id: int) -> Page:
    """Ask, and put a draft aside."""
    draft = draft_for(current_actor(), draft_id)
    if draft.release_id is not None:
        return overtaken.finished(draft)
    form = SubmissionForm()
    answer = perform(form, partial(_discard, draft_id))
    if answer is not None:
        return answer
    answers = RegistrationAnswers.from_json(draft_for(current_actor(), draft_id).answers)
    return render_template("registration/discard.html", form=form, draft_id=draft_id, answers=answers)


@blueprint.route("/releases/<int:release_id>/amend", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_AMEND)
def amend(release_id: int) -> Page:
    """Begin to amend a registered release: the same steps, filled with what it says now. An issue has a page
    of its own, for its title is that of all issues."""
    if is_own_issue(current_actor(), release_id):
        return redirect(url_for("periodicals.amend_issue", release_id=release_id))
    form = DecisionForm()
    answer = perform(form, partial(_start_amendment, release_id))
    if answer is not None:
        return answer
    release = own_release(current_actor(), release_id)
    begun = amendment.begun_before(release)
    return form_page("registration/amend.html", form, release=release, begun=begun)


def _start(form: KindForm | SubmissionForm, publication_id: int | None, at: datetime) -> str:
    chosen = {"kind": Kind(form.kind.data)} if isinstance(form, KindForm) else {}
    draft = services.start_draft(by=current_actor(), at=at, publication_id=publication_id, **chosen)
    return wizard.step_url(draft, "title")


def _choose_kind(draft_id: int, form: KindForm, at: datetime) -> str:
    answers: dict[str, object] = {"kind": form.kind.data}
    draft = services.save_draft(draft_id=draft_id, answers=answers, by=current_actor(), at=at)
    return wizard.step_url(draft, "title")


def _answer(step: str, draft_id: int, form: steps.StepForm, answers: RegistrationAnswers) -> Page:
    """Keep a step that was sent and go on, or show it: for the first time, or with its mistakes."""
    answer = perform(form, partial(_save, draft_id, form, step))
    if answer is not None:
        return answer
    kept = keeping.keep_mistaken(draft_id, form, step)
    if kept and keeping.may_leave(draft_id, step):
        flash(gettext("Kept as you typed it. What must be corrected is shown when you go on."), "success")
        return redirect(url_for("publications.list_releases"), 303)
    return _step_page(step, draft_id, form, steps.merged(answers, form), kept=kept)


def _save(draft_id: int, form: steps.StepForm, step: str, at: datetime) -> str:
    draft = keeping.keep(draft_id, form, step, at)
    if request.form.get("go") == "leave":
        return url_for("publications.list_releases")
    return wizard.step_url(draft, "release" if step == "title" else "check")


def _confirm(draft_id: int, form: ConfirmationForm, at: datetime) -> str:
    actor, seen = current_actor(), request.form.get("seen")
    draft = draft_for(actor, draft_id)
    refuse_unexplained(draft)
    if draft.amends_id is None:
        another = bool(form.another.data)
        registered = services.register_release(draft_id=draft_id, by=actor, at=at, seen=seen, another=another)
        flash(gettext("Registered. What you owe is below."), "success")
    else:
        registered = services.amend_from_draft(draft_id=draft_id, by=actor, at=at, seen=seen)
        flash(gettext("The changes are saved. What you owe is below."), "success")
    return url_for("desks.release", release_id=registered.id)


def _discard(draft_id: int, at: datetime) -> str:
    services.discard_draft(draft_id=draft_id, by=current_actor(), at=at)
    return url_for("publications.list_releases")


def _start_amendment(release_id: int, at: datetime) -> str:
    actor = current_actor()
    begun = amendment.begun_before(own_release(actor, release_id))
    if begun is not None:
        flash(str(begun["words"]), "warning")
    draft = services.start_amendment(release_id=release_id, by=actor, at=at, answers=overtaken.carried())
    return wizard.step_url(draft, "title")


def _sent(form: steps.StepForm, answers: RegistrationAnswers) -> RegistrationAnswers | None:
    """What a step was sent with, as far as it is in order; None for a page that is only opened."""
    if not form.is_submitted():
        return None
    form.validate()
    return steps.merged(answers, form)


def _page_context(draft: RegistrationDraft, answers: RegistrationAnswers, step: str) -> dict[str, object]:
    return wizard.page_context(draft, answers, step, today=clock.today()) | {"whose": overtaken.whose(draft)}


def _step_page(
    step: str,
    draft_id: int,
    form: steps.StepForm,
    answers: RegistrationAnswers,
    *,
    kept: bool = False,
    added: str = "",
) -> Page:
    draft = draft_for(current_actor(), draft_id)
    saved = RegistrationAnswers.from_json(draft.answers)
    stamp, refused = services.stamp_of(saved, step), bool(form.form_errors)
    context = _page_context(draft, answers, step)
    printers = organisations_of([OrganisationKind.PRINTER]) if step == "release" else []
    page = render_template(
        f"registration/{step}.html",
        form=form,
        problems=problems(form),
        # with the newer answers beside, sending again is a choice; any other page keeps what it saw or saved
        stamp=stamp if refused or kept else request.form.get("seen", stamp),
        saved_elsewhere=changed_rows(saved, answers) if refused else [],
        load_url=wizard.step_url(draft, step),
        preview_url=url_for("registration.preview", draft_id=draft_id, step=step),
        added=added,
        printers=[answering.printer_label(printer) for printer in printers],
        **context,
    )
    return page, 422 if form.errors and request.method == "POST" else 200
