"""Pages on which an administrator takes over a list of organisations: sent, looked at, accepted."""

from collections.abc import Iterator
from contextlib import closing
from datetime import datetime

from flask import Response, flash, render_template, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as WerkzeugResponse

from app.domain.errors import DomainError
from app.infra.i18n import gettext, ngettext
from app.infra.sheets import LARGEST_FILE, Fault, refuse_false_workbook
from app.infra.uploads import plain_name
from app.organisations.forms import ListForm
from app.organisations.kind_names import KIND_NAMES
from app.organisations.lists.columns import COLUMNS, EXAMPLE, REASON, REQUIRED, allowed
from app.organisations.lists.reading import ADDED, read_list
from app.organisations.models import OrganisationList
from app.organisations.queries import list_of_organisations
from app.organisations.services import accept_list, content_of, receive_list
from app.organisations.services.loading import MOST_AT_ONCE
from app.organisations.views.blueprint import blueprint
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.exports import csv_response, xlsx_response
from app.web.forms import SubmissionForm
from app.web.messages import message_for

SHOWN = 50


@blueprint.route("/organisations/lists/new", methods=["GET", "POST"])
@requires(Permission.ORGANISATION_MANAGE)
def send_list() -> WerkzeugResponse | tuple[str, int]:
    """Ask for a list; nothing is added before it was looked at."""
    form = ListForm()

    def act(at: datetime) -> str:
        content, name, media_type = _sent(form.file.data)
        received = receive_list(content=content, name=name, media_type=media_type, by=current_actor(), at=at)
        return url_for("organisations.organisation_list", list_id=received.id)

    return perform(form, act) or form_page(
        "organisations/send_list.html",
        form,
        columns=[(name, name in REQUIRED, allowed(name)) for name in COLUMNS],
        most_rows=MOST_AT_ONCE,
        most_mb=LARGEST_FILE // 1024**2,
    )


@blueprint.get("/organisations/lists/<int:list_id>")
@requires(Permission.ORGANISATION_MANAGE)
def organisation_list(list_id: int) -> str:
    """Show what a list would add, what is registered already, and what is wrong with the rest."""
    return _page(list_of_organisations(list_id), SubmissionForm(formdata=None))


@blueprint.post("/organisations/lists/<int:list_id>/accept")
@requires(Permission.ORGANISATION_MANAGE)
def accept(list_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Add what the list holds and is not registered."""
    form = SubmissionForm()

    def act(at: datetime) -> str:
        accept_list(list_id=list_id, by=current_actor(), at=at)
        return url_for("organisations.organisation_list", list_id=list_id)

    done = perform(form, act)
    if done is not None:
        added = list_of_organisations(list_id).added
        flash(
            ngettext("%(num)s organisation is added.", "%(num)s organisations are added.", added), "success"
        )
        return done
    return _page(list_of_organisations(list_id), form), 422


@blueprint.get("/organisations/lists/<int:list_id>/refused.csv")
@requires(Permission.ORGANISATION_MANAGE)
def refused_rows(list_id: int) -> Response:
    """Send the rows that were refused back, each with its line and what to do."""
    reading = read_list(content_of(list_of_organisations(list_id)))
    more = [REASON] if REASON not in reading.columns else []
    said: dict[int, list[str]] = {}
    for fault in reading.faults:
        said.setdefault(fault.line, []).append(
            f"{_of_column(fault)}{message_for(fault.error)} [{fault.error.code}]"
        )

    def rows() -> Iterator[list[str | int]]:
        for line, cells in reading.refused.items():
            filled = [*cells, *[""] * (len(reading.columns) - len(cells))]
            filled[len(reading.columns) : len(reading.columns)] = [""] * len(more)
            yield [line, " ".join(said.get(line, [])), *filled]

    return csv_response("organisations-refused.csv", [*ADDED, *reading.columns, *more], rows())


@blueprint.get("/organisations/lists/template.csv")
@requires(Permission.ORGANISATION_MANAGE)
def list_template_csv() -> Response:
    """Give the template of a list as CSV."""
    return csv_response("organisations.csv", COLUMNS, [[EXAMPLE[name] for name in COLUMNS]])


@blueprint.get("/organisations/lists/template.xlsx")
@requires(Permission.ORGANISATION_MANAGE)
def list_template_xlsx() -> Response:
    """Give the template of a list as a workbook."""
    return xlsx_response("organisations.xlsx", COLUMNS, [[EXAMPLE[name] for name in COLUMNS]])


def _of_column(fault: Fault) -> str:
    """The column that a fault concerns, before its sentence; nothing where it is the whole row."""
    return f"{fault.column}: " if fault.column else ""


def _sent(file: FileStorage | None) -> tuple[bytes, str, str]:
    if file is None or not file.filename:
        raise DomainError("list.no_file", field="file")
    with closing(file):
        content = file.read(LARGEST_FILE + 1)
    refuse_false_workbook(file.filename, content)
    return content, plain_name(file.filename, "") or "list", file.mimetype or "application/octet-stream"


def _page(received: OrganisationList, form: SubmissionForm) -> str:
    reading = read_list(content_of(received))
    faults = [(fault.line, fault.column, message_for(fault.error)) for fault in reading.faults[:SHOWN]]
    return render_template(
        "organisations/list.html",
        received=received,
        form=form,
        reading=reading,
        new=reading.new[:SHOWN],
        known=sorted(reading.known, key=lambda row: not row.is_called_otherwise)[:SHOWN],
        faults=faults,
        kind_names=KIND_NAMES,
        heading=gettext("List of organisations"),
    )
