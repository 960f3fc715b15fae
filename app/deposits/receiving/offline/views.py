"""The receiving desk without a network: the page that a device keeps, copies of parcels, scans sent later."""

import hashlib
import json
from dataclasses import asdict

from flask import Blueprint, Response, current_app, jsonify, render_template, request, url_for
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response as WerkzeugResponse

from app.deposits.receiving import queries
from app.deposits.receiving.offline import messages
from app.deposits.receiving.offline.answering import answer_each
from app.deposits.receiving.offline.copies import copy_of, parcel_version
from app.deposits.receiving.offline.device import keep_mark, name_on_device
from app.deposits.receiving.offline.files import FILES, WORKER, contents
from app.deposits.receiving.offline.sent import SentScan
from app.deposits.receiving.offline.services import take_sent_scan
from app.deposits.receiving.offline.whereabouts import whereabouts_of
from app.deposits.receiving.services import Outcome
from app.domain.errors import DomainError, NotFound
from app.infra import clock
from app.infra.db import transaction
from app.infra.i18n import current_language
from app.policy.permissions import Permission
from app.web.access import current_actor, present_visitor, requires
from app.web.messages import message_for

__all__ = ["blueprint", "messages"]

blueprint = Blueprint("offline", __name__, url_prefix="/receiving")
blueprint.after_app_request(keep_mark)


@blueprint.get("/offline")
@requires(Permission.RECEIVING_WORK)
def show() -> str:
    """Give the page that a device keeps: it holds nothing of any parcel or person."""
    return render_template("receiving/offline.html")


@blueprint.get("/worker.js")
@requires(Permission.RECEIVING_WORK)
def worker() -> Response:
    """Give the service worker; it differs, and is taken anew, once a file, the page or the language does."""
    page = render_template("receiving/offline.html")
    told = {
        "version": hashlib.sha256(contents() + page.encode()).hexdigest()[:16],
        "page": url_for("offline.show"),
        "files": [url_for("static", filename=name) for name in FILES],
        "language": current_language().tag,
    }
    script = f"const DESK = {json.dumps(told)};\n{WORKER.read_text(encoding='utf-8')}"
    response = Response(script, content_type="text/javascript; charset=utf-8")
    # The desk asks for its own pages, a shelf for those of shelves: nothing else asks for any.
    response.headers["Service-Worker-Allowed"] = f"{request.script_root}/"
    return response


@blueprint.get("/app.webmanifest")
@requires(Permission.RECEIVING_WORK)
def manifest() -> Response:
    """Describe the desk as an app that can be installed, in the reader's language."""
    text = render_template("receiving/app.webmanifest")
    return Response(text, content_type="application/manifest+json; charset=utf-8")


@blueprint.get("/session")
@requires(Permission.RECEIVING_WORK)
def session_facts() -> WerkzeugResponse:
    """Tell a page that has been without a network who is signed in, and give it a token to send with."""
    return jsonify(account=name_on_device(), token=generate_csrf())


@blueprint.get("/<int:arrival_id>/copy")
@requires(Permission.RECEIVING_WORK)
def parcel_copy(arrival_id: int) -> WerkzeugResponse:
    """Give a parcel as a device keeps it; unchanged since `If-None-Match`, only that it is."""
    version = parcel_version(current_actor(), arrival_id)
    name_on_device()
    if request.if_none_match.contains(version):
        response = Response(status=304)
    else:
        response = Response(_copy(arrival_id, version), content_type="application/json")
    response.set_etag(version)
    return response


@blueprint.post("/scans")
@requires(Permission.RECEIVING_WORK)
def take_scans() -> WerkzeugResponse:
    """Take scans that waited on a device, in their order; each is an act and is answered for itself.

    Raises:
        DomainError: `offline.unreadable`.
        Conflict: `offline.other_person`.
    """
    return answer_each("arrival", _take)


def _take(scan: SentScan) -> dict[str, object]:
    if not scan.text:
        return {"counted": False, "message": messages.refusal_words(Outcome.UNREADABLE)}
    try:
        with transaction():
            reason = take_sent_scan(
                sent=scan, desk=present_visitor().session_id, by=current_actor(), at=clock.now()
            )
    except NotFound:
        return {"counted": False, "message": message_for(DomainError("offline.no_parcel"))}
    if reason is None:
        return {"counted": True}
    words, receipt = messages.refusal_words(reason, scan.text), _receipt(scan.place_id)
    if receipt is not None:
        copy = whereabouts_of(
            [scan.text],
            arrival_id=scan.place_id,
            consignment_id=None,
            library_id=current_actor().organisation_id,
        )
        words = " ".join([words, *(messages.place_words(found, received=True) for found in copy.values())])
    return {"counted": False, "message": words, "link": receipt}


def _copy(arrival_id: int, version: str) -> str:
    parcel, copied = copy_of(current_actor(), arrival_id)
    slip = parcel.arrival.consignment
    code = slip.code if slip else ""
    facts = {"version": version, "code": code, "receipt": _receipt(arrival_id), **asdict(copied)}
    return current_app.json.dumps(facts)


def _receipt(arrival_id: int) -> str | None:
    made = queries.receipt_of(arrival_id)
    return url_for("receiving.receipt", number=made.number) if made else None
