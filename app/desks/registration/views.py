"""Pages of registering and amending a release, step by step, with what will be owed beside the form."""

from datetime import datetime
from functools import partial

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from app.desks.registration import answering, wizard
from app.desks.registration.differences import differences
from app.desks.registration.fields import add_row
from app.desks.registration.forms import DecisionForm, IsbnForm, ReleaseForm, TitleForm, problems
from app.domain.errors import DomainError
from app.domain.registration import RegistrationAnswers
from app.infra import clock
from app.infra.db import session
from app.infra.i18n import gettext, place_name
from app.law.calendars.queries import calendar
from app.law.queries import rule_set_on
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import organisation_by_id, organisations_of, regions
from app.policy.permissions import Permission
from app.publications import services
from app.publications.models import RegistrationDraft
from app.publications.queries import (
    answers_of,
    draft_for,
    facts_from_answers,
    own_publication,
    own_release,
    same_isbn,
)
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.forms import SubmissionForm, choices_of
from app.web.messages import message_for
from app.web.resending import resendable

blueprint = Blueprint("registration", __name__)

Page = Response | str | tuple[str, int]


@blueprint.route("/registration/new", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
def start() -> Page:
    """Begin the registration of a title, or (`?publication=`) of a further release of one."""
    publication_id = request.args.get("publication", type=int)
    form = SubmissionForm()
    answer = perform(
        form,
        lambda at: wizard.step_url(
            services.start_draft(by=current_actor(), at=at, publication_id=publication_id), "title"
        ),
    )
    if answer is not None:
        return answer
    publication = own_publication(current_actor(), publication_id) if publication_id is not None else None
    return render_template("registration/start.html", form=form, publication=publication)


@blueprint.route("/registration/<int:draft_id>/title", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
@resendable
def title(draft_id: int) -> Page:
    """First step: what the publication is; of a further release, its ISBNs only."""
    draft = draft_for(current_actor(), draft_id)
    if draft.release_id is not None:
        return _finished(draft)
    answers = RegistrationAnswers.from_json(draft.answers)
    form = _title_form(draft, answers)
    if "add" in request.form:
        add_row(form["people" if request.form["add"] == "person" and "people" in form else "isbns"])
    else:
        answer = perform(form, partial(_save, draft_id, form, "title"))
        if answer is not None:
            return answer
    return _step_page("title", draft_id, form, _merged(answers, form, draft))


@blueprint.route("/registration/<int:draft_id>/release", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
@resendable
def release(draft_id: int) -> Page:
    """Second step: this release."""
    draft = draft_for(current_actor(), draft_id)
    if draft.release_id is not None:
        return _finished(draft)
    answers = RegistrationAnswers.from_json(draft.answers)
    form = _release_form(draft, answers)
    answer = perform(form, partial(_save, draft_id, form, "release"))
    if answer is not None:
        return answer
    return _step_page("release", draft_id, form, _merged(answers, form, draft))


@blueprint.route("/registration/<int:draft_id>/preview/<any(title, release):step>", methods=["POST"])
@requires(Permission.PUBLICATION_REGISTER)
def preview(draft_id: int, step: str) -> Page:
    """What will be owed under what is typed so far: the inside of the panel. Reads only."""
    draft = draft_for(current_actor(), draft_id)
    answers = RegistrationAnswers.from_json(draft.answers)
    form = _title_form(draft, answers) if step == "title" else _release_form(draft, answers)
    form.validate()
    panel = wizard.panel_for(draft, _merged(answers, form, draft), today=clock.today())
    return render_template("registration/panel_inside.html", panel=panel)


@blueprint.route("/registration/<int:draft_id>/check", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_REGISTER)
def check(draft_id: int) -> Page:
    """Last step: everything once more, and the button that makes it binding."""
    form = DecisionForm()
    answer = perform(form, partial(_confirm, draft_id))
    if answer is not None:
        return answer
    draft = draft_for(current_actor(), draft_id)
    if draft.release_id is not None:
        return _finished(draft)
    answers = RegistrationAnswers.from_json(draft.answers)
    publisher = organisation_by_id(draft.organisation_id)
    asked = wizard.events_asked(answers, publisher, today=clock.today())
    title_rows, release_rows = wizard.check_rows(draft, answers, asked)
    context = wizard.page_context(draft, answers, "check", today=clock.today())
    if draft.amends_id is not None:
        context |= _amendment(draft.amends_id, answers, publisher)
    page = render_template(
        "registration/check.html",
        form=form,
        problems=problems(form),
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
        return _finished(draft)
    form = SubmissionForm()
    answer = perform(form, partial(_discard, draft_id))
    if answer is not None:
        return answer
    answers = RegistrationAnswers.from_json(draft_for(current_actor(), draft_id).answers)
    return render_template("registration/discard.html", form=form, draft_id=draft_id, answers=answers)


@blueprint.route("/releases/<int:release_id>/amend", methods=["GET", "POST"])
@requires(Permission.PUBLICATION_AMEND)
def amend(release_id: int) -> Page:
    """Begin to amend a registered release: the same steps, filled with what it says now."""
    form = DecisionForm()
    answer = perform(form, partial(_start_amendment, release_id))
    if answer is not None:
        return answer
    release = own_release(current_actor(), release_id)
    return render_template("registration/amend.html", form=form, release=release)


def _save(draft_id: int, form: IsbnForm | ReleaseForm, step: str, at: datetime) -> str:
    actor = current_actor()
    answers = RegistrationAnswers.from_json(draft_for(actor, draft_id).answers)
    seen = (step, request.form["seen"]) if "seen" in request.form else None
    draft = services.save_draft(draft_id=draft_id, answers=_read(form, answers), by=actor, at=at, seen=seen)
    if request.form.get("go") == "leave":
        return url_for("publications.list_releases")
    return wizard.step_url(draft, "release" if step == "title" else "check")


def _confirm(draft_id: int, at: datetime) -> str:
    actor = current_actor()
    draft = draft_for(actor, draft_id)
    act = services.register_release if draft.amends_id is None else services.amend_from_draft
    registered = act(draft_id=draft_id, by=actor, at=at)
    if draft.amends_id is None:
        flash(gettext("Registered. What you owe is below."), "success")
    else:
        flash(gettext("The changes are saved. What you owe is below."), "success")
    return url_for("desks.release", release_id=registered.id)


def _discard(draft_id: int, at: datetime) -> str:
    services.discard_draft(draft_id=draft_id, by=current_actor(), at=at)
    return url_for("publications.list_releases")


def _start_amendment(release_id: int, at: datetime) -> str:
    draft = services.start_amendment(release_id=release_id, by=current_actor(), at=at)
    return wizard.step_url(draft, "title")


def _finished(draft: RegistrationDraft) -> Response:
    """A draft that was registered leads to its release, however often it is opened."""
    return redirect(url_for("desks.release", release_id=draft.release_id), 303)


def _title_form(draft: RegistrationDraft, answers: RegistrationAnswers) -> IsbnForm:
    further = draft.publication_id is not None
    data = answering.isbn_data(answers) if further else answering.title_data(answers)
    form = IsbnForm(data=data) if further else TitleForm(data=data)
    own = draft.publication_id
    if draft.amends_id is not None:
        own = own_release(current_actor(), draft.amends_id).publication_id
    form.namesakes = partial(same_isbn, exclude=own)
    return form


def _release_form(draft: RegistrationDraft, answers: RegistrationAnswers) -> ReleaseForm:
    publisher, today = organisation_by_id(draft.organisation_id), clock.today()
    printer = session().get(Organisation, answers.printer_id) if answers.printer_id else None
    form = ReleaseForm(data=answering.release_data(answers, printer))
    form.offer(wizard.events_asked(answers, publisher, today=today))
    form.depositor_region.choices = choices_of((region.soato, place_name(region)) for region in regions())
    form.today = today
    law = rule_set_on(today)
    form.calendar = calendar(law.rule_set.working_week) if law else None
    return form


def _read(form: IsbnForm | ReleaseForm, before: RegistrationAnswers) -> answering.Answers:
    if isinstance(form, ReleaseForm):
        return answering.read_release(form, organisations_of([OrganisationKind.PRINTER]), before)
    return answering.read_title(form) if isinstance(form, TitleForm) else answering.read_isbns(form)


def _merged(
    answers: RegistrationAnswers, form: IsbnForm | ReleaseForm, draft: RegistrationDraft
) -> RegistrationAnswers:
    """The answers with what was typed, as far as it is in order; nothing typed when a page is only opened."""
    if request.method != "POST" or "add" in request.form:
        return answers
    return answers.merged(_read(form, answers))


def _step_page(step: str, draft_id: int, form: IsbnForm | ReleaseForm, answers: RegistrationAnswers) -> Page:
    draft = draft_for(current_actor(), draft_id)
    saved = RegistrationAnswers.from_json(draft.answers)
    stamp, refused = services.stamp_of(saved, step), bool(form.form_errors)
    context = wizard.page_context(draft, answers, step, today=clock.today())
    printers = organisations_of([OrganisationKind.PRINTER]) if step == "release" else []
    page = render_template(
        f"registration/{step}.html",
        form=form,
        problems=problems(form),
        # with the newer answers beside, sending again is a choice; any other page keeps what it saw
        stamp=stamp if refused else request.form.get("seen", stamp),
        saved_elsewhere=wizard.changed_rows(saved, answers) if refused else [],
        load_url=wizard.step_url(draft, step),
        preview_url=url_for("registration.preview", draft_id=draft_id, step=step),
        printers=[answering.printer_label(printer) for printer in printers],
        **context,
    )
    return page, 422 if form.errors else 200


def _amendment(release_id: int, answers: RegistrationAnswers, publisher: Organisation) -> dict[str, object]:
    """What an amendment would change, before it is confirmed."""
    release = own_release(current_actor(), release_id)
    facts = facts_from_answers(answers, publisher)
    owed_changes, problem = [], ""
    if facts is not None:
        try:
            owed_changes = differences(current_actor(), release, facts, today=clock.today())
        except DomainError as error:
            problem = message_for(error)
    return {
        "release": release,
        "changed": wizard.changed_rows(answers_of(release), answers),
        "owed_changes": owed_changes,
        "problem": problem,
    }
