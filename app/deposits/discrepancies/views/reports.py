"""One report: what was wrong, what was decided, and what the two sides write."""

from collections.abc import Sequence
from datetime import datetime

from flask import Response, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from app.deposits.consignments.evidence.checking import LARGEST
from app.deposits.discrepancies import queries, services
from app.deposits.discrepancies.forms import MessageForm
from app.deposits.discrepancies.views.blueprint import blueprint
from app.deposits.discrepancies.words import KINDS, OUTCOMES, STANDINGS
from app.deposits.obligations.readable import readable_releases
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.photos.forms import sent_with
from app.deposits.receiving.photos.queries import photos_read_by
from app.deposits.receiving.queries import readable_receipts
from app.infra.storage import storage
from app.policy.permissions import Permission
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import SubmissionForm


@blueprint.get("/<number>")
@requires(Permission.DISCREPANCY_READ)
def report(number: str) -> tuple[str, int]:
    """Show one report."""
    return _page(number, MessageForm(formdata=None))


@blueprint.post("/<number>")
@requires(Permission.DISCREPANCY_ANSWER)
def answer(number: str) -> WerkzeugResponse | tuple[str, int]:
    """Write to the other side."""
    form = MessageForm()

    def act(at: datetime) -> str:
        services.write_message(
            number=number, text=form.text.data or "", sent=sent_with(form), by=current_actor(), at=at
        )
        return url_for("discrepancies.report", number=number, _anchor="messages")

    return perform(form, act) or _page(number, form)


@blueprint.post("/<number>/photos/<int:photo_id>/take-out")
@requires(Permission.DISCREPANCY_SETTLE)
def take_out(number: str, photo_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Take out a photograph that was added at receiving by mistake."""
    form = SubmissionForm()

    def act(at: datetime) -> str:
        services.take_out_photo(number=number, photo_id=photo_id, by=current_actor(), at=at)
        return url_for("discrepancies.report", number=number)

    return perform(form, act) or (_page(number, MessageForm(formdata=None), form.form_errors)[0], 422)


@blueprint.get("/photos/<int:photo_id>/download")
@requires(Permission.DISCREPANCY_READ)
def photo(photo_id: int) -> Response:
    """Show one photograph of a message."""
    file = queries.message_photo(current_actor(), photo_id)
    return Response(storage().get(file.sha256), mimetype=file.media_type)


def _page(number: str, form: MessageForm, refusals: Sequence[str] = ()) -> tuple[str, int]:
    found = queries.report_for(current_actor(), number)
    since = queries.turned_up_since(current_actor(), found)
    told = [*(row.brought_by for row in found.rows), *(came.receipt for came in since)]
    return form_page(
        "discrepancies/report.html",
        form,
        refusals=refusals,
        report=found,
        receipt=found.receipt,
        readable=readable_releases(current_actor(), (row.release_id for row in found.rows)),
        receipts=readable_receipts(current_actor(), told),
        since=since,
        sent_here=current_actor().organisation_id in queries.missed_by(found.receipt),
        photos=photos_read_by(current_actor(), found.receipt),
        parcels=queries.sent_since(current_actor(), found),
        may_answer=_may(Permission.DISCREPANCY_ANSWER, found.receipt),
        may_settle=_may(Permission.DISCREPANCY_SETTLE, found.receipt),
        may_promise=_may(Permission.REPLACEMENT_PROMISE, found.receipt),
        kinds=KINDS,
        outcomes=OUTCOMES,
        standings=STANDINGS,
        most=LARGEST // 1024**2,
        language_tag=language_tag,
    )


def _may(permission: Permission, receipt: Receipt) -> bool:
    return queries.may_on_report(current_actor(), permission, receipt)
