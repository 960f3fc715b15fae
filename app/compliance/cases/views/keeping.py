"""What is kept in a case: opened by hand, handed over, notes and files."""

from datetime import datetime

from flask import flash, redirect, request, url_for
from werkzeug.wrappers import Response

from app.compliance.cases.forms import AssignForm, FileForm, NoteForm, OpenForm
from app.compliance.cases.queries.cases import case_file_for
from app.compliance.cases.queries.inspectors import inspectors_of
from app.compliance.cases.services.keeping import SentFile, add_file, add_note, assign_case
from app.compliance.cases.services.opening import open_case
from app.compliance.cases.views.acting import ActPage, case_of_page
from app.compliance.cases.views.blueprint import blueprint
from app.infra.i18n import gettext
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.files import kept_file
from app.web.filters import filter_value, number
from app.web.forms import choices_of


@blueprint.post("/late/<int:depositor_id>/case")
@requires(Permission.CASE_KEEP)
def open_one(depositor_id: int) -> Response:
    """Open a case by hand."""
    form, actor = OpenForm(), current_actor()

    def act(at: datetime) -> str:
        case = open_case(depositor_id=depositor_id, by=actor, at=at)
        return url_for("case.show", case_id=case.id)

    done = perform(form, act)
    if done is not None:
        return done
    for text in form.form_errors:
        flash(str(text), "warning")
    return redirect(url_for("compliance.depositor", depositor_id=depositor_id), 303)


@blueprint.route("/cases/<int:case_id>/inspector", methods=["GET", "POST"])
@requires(Permission.CASE_KEEP)
def assign(case_id: int) -> Response | tuple[str, int]:
    """Hand the case to an inspector."""
    form, actor = AssignForm(), current_actor()
    case = case_of_page(case_id)
    if request.method == "GET":
        form.inspector.data = str(case.inspector_id or "")
    form.inspector.choices = choices_of((str(one.id), one.name) for one in inspectors_of(case.region_soato))

    def act(at: datetime) -> str:
        assign_case(case_id=case_id, inspector_id=int(form.inspector.data), by=actor, at=at)
        return url_for("case.show", case_id=case_id)

    page = ActPage(
        gettext("Hand the case over"),
        gettext("Whoever has the case sees it among the own ones in the list of cases."),
        gettext("Hand over"),
        ("inspector",),
    )
    return perform(form, act) or page.show(case_of_page(case_id), form)


@blueprint.route("/cases/<int:case_id>/note", methods=["GET", "POST"])
@requires(Permission.CASE_KEEP)
def note(case_id: int) -> Response | tuple[str, int]:
    """Write a note, or one that stands instead of another."""
    form, actor = NoteForm(), current_actor()
    if request.method == "GET":
        form.corrects.data = str(filter_value("corrects", number) or "")

    def act(at: datetime) -> str:
        add_note(case_id=case_id, text=form.text.data or "", corrects=form.corrected, by=actor, at=at)
        return url_for("case.show", case_id=case_id)

    page = ActPage(
        gettext("Correct a note") if form.corrects.data else gettext("Write a note"),
        gettext("Both notes are kept; the earlier one is shown as corrected.") if form.corrects.data else "",
        gettext("Keep the note"),
        ("text",),
    )
    return perform(form, act) or page.show(case_of_page(case_id), form)


@blueprint.route("/cases/<int:case_id>/file", methods=["GET", "POST"])
@requires(Permission.CASE_KEEP)
def attach(case_id: int) -> Response | tuple[str, int]:
    """Add a file."""
    form, actor = FileForm(), current_actor()

    def act(at: datetime) -> str:
        sent = SentFile(form.file.data.read(), form.file.data.filename or "")
        title, internal = form.title.data or "", form.internal.data
        add_file(case_id=case_id, sent=sent, title=title, internal=internal, by=actor, at=at)
        return url_for("case.show", case_id=case_id)

    page = ActPage(
        gettext("Add a file"),
        gettext("A PDF is kept as it is; of a photograph only the picture is kept. No file is ever deleted."),
        gettext("Add the file"),
        ("file", "title", "internal"),
        with_file=True,
    )
    return perform(form, act) or page.show(case_of_page(case_id), form)


@blueprint.get("/cases/<int:case_id>/files/<int:file_id>/download")
@requires(Permission.CASE_READ)
def download(case_id: int, file_id: int) -> Response:
    """Give a file of the case, as it was kept."""
    back = url_for("case.show", case_id=case_id)
    return kept_file(case_file_for(current_actor(), case_id, file_id), back=back)
