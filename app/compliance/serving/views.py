"""Pages of serving: one notice, a list of many, the proof of one."""

from datetime import datetime

from flask import Blueprint, Response, flash, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response as WerkzeugResponse

from app.compliance.queries.notices import notice_for
from app.compliance.serving import messages
from app.compliance.serving.forms import ListForm, ServiceForm
from app.compliance.serving.lists import COLUMNS, Recorded, RowFaults, record_list
from app.compliance.serving.models import Result, Service
from app.compliance.serving.queries import proof_file, services_of
from app.compliance.serving.services import Statement, record_service
from app.deposits.consignments.evidence.checking import JPEG, LARGEST, SUFFIXES, what_is_kept
from app.domain.documents import Channel
from app.domain.errors import DomainError, NotFound
from app.infra import clock
from app.infra.i18n import ngettext
from app.infra.sheets import Fault
from app.infra.storage import StoredFile, keep_file
from app.infra.uploads import plain_name
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.exports import csv_response
from app.web.files import uploaded_file
from app.web.forms import show_date
from app.web.messages import message_for

__all__ = ["blueprint", "messages"]

blueprint = Blueprint("serving", __name__, url_prefix="/notices")


@blueprint.route("/<int:notice_id>/service", methods=["GET", "POST"])
@requires(Permission.NOTICE_ISSUE)
def record(notice_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Record how a notice was served; with `corrects` in the address, in the place of what was recorded."""
    actor, corrected = current_actor(), _corrected(notice_id)
    form = ServiceForm(**_said(corrected))

    def act(at: datetime) -> str:
        day = form.day.value
        if day is None:
            raise DomainError("service.wrong_day", "day")
        said = Statement(
            channel=Channel(form.channel.data),
            result=Result(form.result.data),
            day=day,
            tracking=(form.tracking.data or "").strip(),
            words=(form.words.data or "").strip(),
        )
        record_service(
            notice_id=notice_id,
            said=said,
            by=actor,
            at=at,
            corrects_id=corrected.id if corrected else None,
            proof=_proof(form.proof.data, at),
        )
        return url_for("compliance.notice", notice_id=notice_id, _anchor="service")

    return perform(form, act) or form_page(
        "serving/record.html",
        form,
        notice=notice_for(actor, notice_id, clock.today()).notice,
        corrected=corrected,
        most=LARGEST // 1024**2,
    )


@blueprint.route("/services", methods=["GET", "POST"])
@requires(Permission.NOTICE_ISSUE)
def several() -> WerkzeugResponse | tuple[str, int]:
    """Record what the post says of many notices, from a list."""
    form, actor, faults, recorded = ListForm(), current_actor(), list[Fault](), list[Recorded]()

    def act(at: datetime) -> str:
        try:
            recorded.append(record_list(content=form.file.data.read(), by=actor, at=at))
        except RowFaults as error:
            faults.extend(error.faults)
            raise
        return url_for("compliance.notices")

    done = perform(form, act)
    if done is None:
        return form_page(
            "serving/several.html", form, faults=faults, message_for=message_for, columns=COLUMNS
        )
    for counts in recorded:
        flash(_recorded(counts), "success" if counts.new else "info")
    return done


def _recorded(counts: Recorded) -> str:
    new = ngettext("%(num)s row is newly recorded.", "%(num)s rows are newly recorded.", counts.new)
    known = ngettext("%(num)s row was known already.", "%(num)s rows were known already.", counts.known)
    return f"{new} {known}" if counts.known else new


@blueprint.get("/services/template.csv")
@requires(Permission.NOTICE_ISSUE)
def template() -> Response:
    """Give a list to fill in."""
    return csv_response("services.csv", COLUMNS, [])


@blueprint.get("/services/<int:service_id>/download")
@requires(Permission.NOTICE_READ)
def proof(service_id: int) -> Response:
    """Give the proof of an entry. A photograph, drawn anew here, is shown; a PDF is saved."""
    file = proof_file(current_actor(), service_id)
    return uploaded_file(file, "inline" if file.media_type == JPEG else "attachment")


def _corrected(notice_id: int) -> Service | None:
    """The entry that is corrected. Raises `NotFound` for one that does not stand for this notice."""
    text = request.args.get("corrects", "")
    if not text:
        return None
    notice_for(current_actor(), notice_id, clock.today())
    for service in services_of([notice_id]).get(notice_id, []):
        if str(service.id) == text:
            return service
    raise NotFound("not_found")


def _said(service: Service | None) -> dict[str, object]:
    if service is None:
        return {}
    return {
        "channel": service.channel.value,
        "result": service.result.value,
        "tracking": service.tracking,
        "words": service.words,
        "day": show_date(service.day),
    }


def _proof(sent: object, at: datetime) -> StoredFile | None:
    if not isinstance(sent, FileStorage) or not sent.filename:
        return None
    kept = what_is_kept(sent.read(), "proof")
    name = plain_name(sent.filename, SUFFIXES[kept.media_type])
    return keep_file(kept.content, name=name, media_type=kept.media_type, at=at)
