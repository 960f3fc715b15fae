"""Labels printed at the scan: of the copy in hand, and of a whole parcel."""

from datetime import datetime

from flask import Response, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from app.deposits.accessions import queries, services
from app.deposits.accessions.documents import labels_paper
from app.deposits.accessions.forms import PrintForm
from app.deposits.accessions.services.numbering import open_series
from app.deposits.accessions.views.blueprint import blueprint
from app.domain.documents import GRIDS
from app.domain.errors import NotFound
from app.infra import clock
from app.infra.db import session
from app.infra.i18n import current_language
from app.infra.papers import render_paper
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform

_ADDRESS = "/receiving/<int:arrival_id>/labels"


@blueprint.route(_ADDRESS, methods=["GET", "POST"])
@requires(Permission.ACCESSION_KEEP)
def labels(arrival_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Number the copy in hand, or all of the parcel, and lead to the labels."""
    form, actor = PrintForm(), current_actor()

    def act(at: datetime) -> str:
        services.number_scans(arrival_id=arrival_id, scan_id=form.scan_id.data, by=actor, at=at)
        return url_for(
            "accessions.print_labels",
            arrival_id=arrival_id,
            scan=form.scan_id.data,
            skipped=form.skipped.number or None,
        )

    done = perform(form, act)
    if done is not None:
        return done
    library_id = actor.organisation_id or 0
    return form_page(
        "accessions/labels.html",
        form,
        arrival_id=arrival_id,
        copies=queries.copies_of_arrival(actor, arrival_id),
        gives_numbers=bool(open_series(library_id)),
        on_a_page=GRIDS[queries.labels_of(library_id)[0]].on_a_page,
    )


@blueprint.get(f"{_ADDRESS}.pdf")
@requires(Permission.ACCESSION_KEEP)
def print_labels(arrival_id: int) -> Response:
    """Give the labels of the copies that have numbers or codes of their own, or of one of them."""
    actor, wanted = current_actor(), request.args.get("scan", type=int)
    copies = [
        copy for copy in queries.copies_of_arrival(actor, arrival_id)
        if copy.mark is not None and wanted in (None, copy.scan.id)
    ]  # fmt: skip
    if not copies:
        raise NotFound("not_found")
    library = session().get_one(Organisation, actor.organisation_id)
    language = current_language().code
    paper = labels_paper(
        copies,
        library,
        queries.labels_of(library.id),
        skipped=max(0, request.args.get("skipped", 0, type=int)),
        language=language,
    )
    content = render_paper(
        paper, language, identifier=f"labels:{arrival_id}:{wanted}".encode(), created=clock.now()
    )
    headers = {"Content-Disposition": 'inline; filename="labels.pdf"'}
    return Response(content, mimetype="application/pdf", headers=headers)
