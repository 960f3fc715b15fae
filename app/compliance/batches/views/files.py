"""Files of a batch: a sample, all notices as ZIP, the print file, the list for the post office."""

import io
from collections.abc import Iterator, Sequence

from flask import Response, flash, redirect, send_file, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from app.compliance.archive import zip_parts
from app.compliance.batches.models import NoticeBatch
from app.compliance.batches.queries import batch_for, files_of, post_list
from app.compliance.batches.register import register_paper
from app.compliance.batches.samples import sample_pdf
from app.compliance.batches.views.blueprint import blueprint
from app.compliance.serving.channels import RESULTS
from app.compliance.serving.columns import BESIDES, LABELS
from app.compliance.serving.models import Service
from app.compliance.serving.queries import services_of
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.i18n import current_language, gettext, organisation_name, place_name
from app.infra.papers import render_paper
from app.infra.storage import storage
from app.organisations.addresses import postal_address
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.exports import Cell, csv_response, xlsx_response
from app.web.messages import message_for


@blueprint.get("/notice-batches/<int:batch_id>/sample.pdf")
@requires(Permission.NOTICE_ISSUE)
def sample(batch_id: int) -> WerkzeugResponse:
    """Give a preview of one notice, marked as such."""
    actor = current_actor()
    batch = batch_for(actor, batch_id)
    try:
        content = sample_pdf(batch, by=actor, at=clock.now())
    except DomainError as error:
        flash(message_for(error), "warning")
        return redirect(url_for("notice_batches.show", batch_id=batch_id))
    name = f"preview-{batch.id}.pdf"
    return send_file(io.BytesIO(content), "application/pdf", as_attachment=True, download_name=name)


@blueprint.get("/notice-batches/<int:batch_id>/notices.zip")
@requires(Permission.NOTICE_ISSUE)
def archive(batch_id: int) -> WerkzeugResponse:
    """Give the files of the notices as one ZIP, sent while it is written."""
    batch = batch_for(current_actor(), batch_id)
    files = files_of(batch)
    if not files:
        return _to_come(batch)
    response = Response(zip_parts(files, storage()), mimetype="application/zip")
    response.headers.set("Content-Disposition", "attachment", filename=f"notices-{batch.id}.zip")
    return response


@blueprint.get("/notice-batches/<int:batch_id>/print.pdf")
@requires(Permission.NOTICE_ISSUE)
def print_file(batch_id: int) -> WerkzeugResponse:
    """Give the one file for the printer."""
    batch = batch_for(current_actor(), batch_id)
    file = batch.print_file
    if file is None:
        return _to_come(batch)
    path = storage().path(file.sha256)
    return send_file(path, file.media_type, as_attachment=True, download_name=file.name)


@blueprint.get("/notice-batches/<int:batch_id>/post-list.csv")
@requires(Permission.NOTICE_ISSUE)
def post_list_csv(batch_id: int) -> Response:
    """Send the list for the post office as CSV."""
    batch = batch_for(current_actor(), batch_id)
    return csv_response(f"post-list-{batch.id}.csv", _head(), _cells(batch))


@blueprint.get("/notice-batches/<int:batch_id>/post-list.xlsx")
@requires(Permission.NOTICE_ISSUE)
def post_list_xlsx(batch_id: int) -> Response:
    """Send the list for the post office as a workbook."""
    batch = batch_for(current_actor(), batch_id)
    return xlsx_response(f"post-list-{batch.id}.xlsx", _head(), _cells(batch))


@blueprint.get("/notice-batches/<int:batch_id>/post-list.pdf")
@requires(Permission.NOTICE_ISSUE)
def post_list_pdf(batch_id: int) -> Response:
    """Give the list for the post office as a register to be signed, in the reader's language."""
    actor, at, language = current_actor(), clock.now(), current_language().code
    batch = batch_for(actor, batch_id)
    paper = register_paper(batch, language, by=actor, at=at)
    identifier = f"post list {batch.id} {at.isoformat()}".encode()
    content = render_paper(paper, language, identifier=identifier, created=at)
    response = Response(content, mimetype="application/pdf")
    response.headers.set("Content-Disposition", "attachment", filename=f"post-list-{batch.id}.pdf")
    return response


def _to_come(batch: NoticeBatch) -> WerkzeugResponse:
    flash(gettext("The file is being made. Try again in a minute."), "info")
    return redirect(url_for("notice_batches.show", batch_id=batch.id))


def _head() -> list[str]:
    return [str(name) for name in (*BESIDES, *LABELS.values())]


def _cells(batch: NoticeBatch) -> Iterator[list[Cell]]:
    """The lines, numbered anew in each region, each with what the post has said of it last."""
    region, number, rows = "", 0, post_list(batch)
    services = services_of([row.notice_id for row in rows])
    for row in rows:
        number = number + 1 if row.region.soato == region else 1
        region = row.region.soato
        yield [
            place_name(row.region),
            number,
            organisation_name(row.addressee),
            postal_address(row.addressee, current_language().code)
            or gettext("no address known: not in the print file"),
            row.pages,
            row.number,
            *_last_said(services.get(row.notice_id, [])),
        ]


def _last_said(services: Sequence[Service]) -> tuple[Cell, Cell, Cell, Cell]:
    if not services:
        return "", None, "", ""
    last = services[-1]
    return last.tracking, last.day, str(RESULTS[last.result]), last.words
