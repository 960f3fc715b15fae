"""Pages of photographs of scanned copies."""

from datetime import datetime

from flask import Blueprint, Response, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from app.deposits.consignments.evidence.checking import LARGEST
from app.deposits.receiving.photos import messages, queries, services
from app.deposits.receiving.photos.forms import PhotoForm, sent_with
from app.deposits.receiving.queries import parcel_for, scan_for
from app.infra.storage import storage
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.forms import SubmissionForm

__all__ = ["blueprint", "messages"]

blueprint = Blueprint("photos", __name__, url_prefix="/receiving")


@blueprint.route("/<int:arrival_id>/scans/<int:scan_id>/photos", methods=["GET", "POST"])
@requires(Permission.RECEIVING_WORK)
def add(arrival_id: int, scan_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Show a copy's photographs and add one taken now, a file at hand, or both."""
    form, actor = PhotoForm(), current_actor()

    def act(at: datetime) -> str:
        services.add_photos(arrival_id=arrival_id, scan_id=scan_id, sent=sent_with(form), by=actor, at=at)
        return url_for("photos.add", arrival_id=arrival_id, scan_id=scan_id)

    return perform(form, act) or _page(arrival_id, scan_id, form)


def _page(arrival_id: int, scan_id: int, form: SubmissionForm) -> tuple[str, int]:
    actor = current_actor()
    parcel, scan = parcel_for(actor, arrival_id), scan_for(actor, arrival_id, scan_id)
    return form_page(
        "receiving/photos.html",
        form if isinstance(form, PhotoForm) else PhotoForm(formdata=None),
        refusals=[] if isinstance(form, PhotoForm) else form.form_errors,
        parcel=parcel,
        scan=scan,
        line=parcel.line_of(scan_id),
        photos=queries.photos_of_scan(scan_id),
        most=LARGEST // 1024**2,
    )


@blueprint.post("/<int:arrival_id>/scans/<int:scan_id>/photos/<int:photo_id>/take-out")
@requires(Permission.RECEIVING_WORK)
def take_out(arrival_id: int, scan_id: int, photo_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Take a photograph out of a parcel that is open."""
    form, actor = SubmissionForm(), current_actor()

    def act(at: datetime) -> str:
        services.take_out_photo(arrival_id=arrival_id, photo_id=photo_id, by=actor, at=at)
        return url_for("photos.add", arrival_id=arrival_id, scan_id=scan_id)

    return perform(form, act) or (_page(arrival_id, scan_id, form)[0], 422)


@blueprint.get("/photos/<int:photo_id>/download")
@requires(Permission.RECEIPT_READ)
def download(photo_id: int) -> Response:
    """Show one photograph."""
    file = queries.photo_file(current_actor(), photo_id)
    return Response(storage().get(file.sha256), mimetype=file.media_type)
