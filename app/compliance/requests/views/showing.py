"""One request: what was asked, the evidence, what was decided; what its depositor can still do."""

from datetime import datetime

from flask import Response, render_template, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response as WerkzeugResponse

from app.compliance.papers import wait_of
from app.compliance.requests.forms import DecideForm, EvidenceForm, ReopenForm, WithdrawRequestForm
from app.compliance.requests.hands import may_decide
from app.compliance.requests.queries.deciders import lack_of
from app.compliance.requests.queries.showing import RequestRecord, namings_of, request_file, request_for
from app.compliance.requests.repeating import appealable
from app.compliance.requests.services.deciding import request_effect
from app.compliance.requests.services.ending import withdraw_request
from app.compliance.requests.services.evidence import add_evidence
from app.compliance.requests.views.asking import sent_files
from app.compliance.requests.views.blueprint import blueprint
from app.compliance.requests.words import KINDS, STANDINGS
from app.compliance.troubles import signing_trouble
from app.deposits.consignments.evidence.checking import LARGEST
from app.domain.actor import Role
from app.domain.obligations.relief import Effect
from app.domain.requests import standing_of
from app.infra import clock
from app.infra.i18n import BY_CODE
from app.infra.settings import settings
from app.infra.storage import storage
from app.policy.permissions import Permission
from app.policy.predicates import Parties
from app.policy.table import may, may_with
from app.publications.vocabulary import language_tag
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.files import kept_file


@blueprint.get("/<int:request_id>")
@requires(Permission.REQUEST_READ)
def show(request_id: int) -> tuple[str, int]:
    """Show one request."""
    return request_page(request_id)


@blueprint.post("/<int:request_id>/evidence")
@requires(Permission.REQUEST_MAKE)
def evidence(request_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Put more evidence to a request that waits."""
    form = EvidenceForm()

    def act(at: datetime) -> str:
        add_evidence(request_id=request_id, files=sent_files(form), by=current_actor(), at=at)
        return url_for("requests.show", request_id=request_id, _anchor="evidence")

    return perform(form, act) or request_page(request_id, form)


@blueprint.post("/<int:request_id>/withdraw")
@requires(Permission.REQUEST_MAKE)
def withdraw(request_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Withdraw a request that waits."""
    form = WithdrawRequestForm()

    def act(at: datetime) -> str:
        withdraw_request(request_id=request_id, by=current_actor(), at=at)
        return url_for("requests.show", request_id=request_id)

    return perform(form, act) or request_page(request_id, form)


@blueprint.get("/<int:request_id>/pdf")
@requires(Permission.REQUEST_READ)
def pdf(request_id: int) -> WerkzeugResponse:
    """Give the file of the decision, as it was kept."""
    decision = request_for(current_actor(), request_id).request.decision
    file = decision.file if decision else None
    return kept_file(file, back=url_for("requests.show", request_id=request_id))


@blueprint.get("/files/<int:file_id>/download")
@requires(Permission.REQUEST_READ)
def download(file_id: int) -> Response:
    """Show one file that was put to a request."""
    file = request_file(current_actor(), file_id)
    return Response(storage().get(file.sha256), mimetype=file.media_type)


def request_page(request_id: int, sent: FlaskForm | None = None) -> tuple[str, int]:
    """The page of a request; `sent` is the form that must be corrected on it, of the four there are."""
    record, today = request_for(current_actor(), request_id), clock.today()
    found = record.request
    forms = {
        "decide": DecideForm(formdata=None, language=settings().default_language),
        "evidence": EvidenceForm(formdata=None),
        "withdraw": WithdrawRequestForm(formdata=None),
        "reopen": ReopenForm(formdata=None),
    }
    kinds = {DecideForm: "decide", EvidenceForm: "evidence", ReopenForm: "reopen"}
    if sent is not None:
        forms[kinds.get(type(sent), "withdraw")] = sent
    body = render_template(
        "requests/show.html",
        record=record,
        request=found,
        decision=found.decision,
        standing=standing_of(
            outcome=found.decision.outcome if found.decision else None,
            reopened=False,  # said beside what was decided
            withdrawn=found.withdrawn_at is not None,
            ended=found.ended_at is not None,
            answer_by=None if found.answer_provisional else found.answer_by,
            today=today,
        ),
        answered_late=_answered_late(record),
        forms=forms,
        sent=sent,
        kinds=KINDS,
        standings=STANDINGS,
        written_in=BY_CODE,
        language_tag=language_tag,
        most=LARGEST // 1024**2,
        today=today,
        namings=namings_of(request_id),
        lack=None if current_actor().role is Role.DEPOSITOR else lack_of(request_id),
        wait=wait_of(found.decision, found.decision.decided_at, clock.now()) if found.decision else None,
        trouble=signing_trouble(current_actor()),
        **_allowed(record),
    )
    return body, 422 if sent is not None and sent.errors else 200


def _allowed(record: RequestRecord) -> dict[str, bool]:
    """What the reader may do about it now."""
    actor, found = current_actor(), record.request
    decision, waits = found.decision, found.ended_at is None
    authority, barred = may(actor, Permission.REQUEST_DECIDE), not may_decide(found, actor)
    decided = decision is not None
    upheld = request_effect(found) is Effect.UPHELD and any(line.granted for line in found.lines)
    parties = Parties(frozenset({found.depositor_id}), region_soato=found.region_soato)
    return {
        "opens": may_with(actor, Permission.RELEASE_READ, parties),
        "may_change": waits and may(actor, Permission.REQUEST_MAKE),
        "may_decide": waits and authority and not barred,
        "own_act": waits and authority and barred,
        "may_entrust": waits and may(actor, Permission.REQUEST_ENTRUST),
        "may_reopen": authority
        and upheld
        and not barred
        and decision is not None
        and not decision.reopened_at,
        "may_appeal": decided and may(actor, Permission.REQUEST_MAKE) and bool(appealable(found)),
    }


def _answered_late(record: RequestRecord) -> bool:
    decision, by = record.request.decision, record.request.answer_by
    return decision is not None and by is not None and clock.local_day(decision.decided_at) > by
