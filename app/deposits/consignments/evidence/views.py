"""Pages of what proves a sending: attaching, looking, withdrawing, correcting."""

from datetime import datetime

from flask import Blueprint, Response, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as WerkzeugResponse

from app.deposits.consignments import queries as consignments
from app.deposits.consignments.evidence import messages, queries, services
from app.deposits.consignments.evidence.checking import JPEG, LARGEST
from app.deposits.consignments.evidence.forms import AttachForm, CorrectForm, WithdrawForm
from app.domain.errors import DomainError
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.files import uploaded_file

__all__ = ["blueprint", "messages"]

blueprint = Blueprint("evidence", __name__, url_prefix="/consignments")


@blueprint.route("/<code>/evidence", methods=["GET", "POST"])
@requires(Permission.CONSIGNMENT_PREPARE)
def attach(code: str) -> WerkzeugResponse | tuple[str, int]:
    """Attach a photograph taken now, a file at hand, or both."""
    form, actor = AttachForm(), current_actor()

    def act(at: datetime) -> str:
        given = [(field, field.data) for field in (form.photo, form.file) if _is_chosen(field.data)]
        if not given:
            raise DomainError("evidence.none_chosen", "file")
        for field, sent in given:
            services.attach_evidence(
                code=code,
                content=sent.read(),
                name=sent.filename or "",
                note=form.note.data or "",
                by=actor,
                at=at,
                field=field.name,
            )
        return url_for("consignments.show", code=code, _anchor="evidence")

    return perform(form, act) or form_page(
        "evidence/attach.html",
        form,
        consignment=consignments.consignment_for(actor, code),
        most=LARGEST // 1024**2,
    )


@blueprint.get("/evidence/<int:evidence_id>/download")
@requires(Permission.CONSIGNMENT_READ)
def download(evidence_id: int) -> Response:
    """Give the file. A photograph, drawn anew here, is shown; a PDF comes from outside and is saved."""
    file = queries.evidence_file(current_actor(), evidence_id)
    return uploaded_file(file, "inline" if file.media_type == JPEG else "attachment")


@blueprint.route("/<code>/evidence/<int:evidence_id>/withdraw", methods=["GET", "POST"])
@requires(Permission.CONSIGNMENT_PREPARE)
def withdraw(code: str, evidence_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Withdraw evidence with a reason."""
    form, actor = WithdrawForm(), current_actor()

    def act(at: datetime) -> str:
        services.withdraw_evidence(
            code=code, evidence_id=evidence_id, reason=form.reason.data or "", by=actor, at=at
        )
        return url_for("consignments.show", code=code, _anchor="evidence")

    return perform(form, act) or form_page(
        "evidence/withdraw.html",
        form,
        code=code,
        piece=queries.evidence_to_withdraw(actor, code, evidence_id),
    )


@blueprint.route("/<code>/dispatch", methods=["GET", "POST"])
@requires(Permission.CONSIGNMENT_PREPARE)
def correct(code: str) -> WerkzeugResponse | tuple[str, int]:
    """Correct how the parcel was sent, or add its tracking number."""
    actor = current_actor()
    consignment = consignments.consignment_for(actor, code)
    form = CorrectForm(carrier=consignment.carrier, tracking=consignment.tracking)

    def act(at: datetime) -> str:
        services.correct_dispatch(
            code=code, carrier=form.carrier.data or "", tracking=form.tracking.data or "", by=actor, at=at
        )
        return url_for("consignments.show", code=code)

    return perform(form, act) or form_page("evidence/correct.html", form, code=code)


def _is_chosen(sent: object) -> bool:
    return isinstance(sent, FileStorage) and bool(sent.filename)
