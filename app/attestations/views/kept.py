"""Attestations that were made: the list, one with its state, its file, withdrawal."""

from datetime import datetime

from flask import render_template, url_for
from werkzeug.wrappers import Response

from app.attestations.forms import WithdrawForm
from app.attestations.messages import KINDS, STANDINGS
from app.attestations.models import AttestationKind
from app.attestations.queries import AttestationRecord, attestation_for, list_attestations
from app.attestations.services import withdraw_attestation
from app.attestations.views.blueprint import blueprint
from app.compliance.papers import wait_of
from app.compliance.troubles import signing_trouble
from app.infra import clock
from app.infra.i18n import BY_CODE
from app.organisations.letterheads import speaker
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.files import kept_file
from app.web.filters import filter_value
from app.web.pages import PAGE_ROWS, make_page, read_moment_cursor


@blueprint.get("")
@requires(Permission.ATTESTATION_READ)
def index() -> str:
    """List attestations, the newest first."""
    actor, kind = current_actor(), filter_value("kind", AttestationKind)
    rows = list_attestations(actor, kind=kind, after=read_moment_cursor(), limit=PAGE_ROWS + 1)
    return render_template(
        "attestations/index.html",
        page=make_page(rows, lambda row: [row.attestation.issued_at.isoformat(), row.attestation.id]),
        kind=kind,
        kinds=KINDS,
        standings=STANDINGS,
        may_issue=may(actor, Permission.ATTESTATION_ISSUE),
        trouble=signing_trouble(actor),
        own_id=actor.organisation_id if may(actor, Permission.PUBLICATION_REGISTER) else None,
    )


@blueprint.get("/<int:attestation_id>")
@requires(Permission.ATTESTATION_READ)
def show(attestation_id: int) -> tuple[str, int]:
    """Show one attestation."""
    return _page(attestation_for(current_actor(), attestation_id), WithdrawForm(formdata=None))


@blueprint.post("/<int:attestation_id>/withdraw")
@requires(Permission.ATTESTATION_WITHDRAW)
def withdraw(attestation_id: int) -> Response | tuple[str, int]:
    """Withdraw an attestation with a reason."""
    form, actor = WithdrawForm(), current_actor()

    def act(at: datetime) -> str:
        withdraw_attestation(attestation_id=attestation_id, reason=form.reason.data or "", by=actor, at=at)
        return url_for("attestations.show", attestation_id=attestation_id)

    return perform(form, act) or _page(attestation_for(actor, attestation_id), form)


@blueprint.get("/<int:attestation_id>/pdf")
@requires(Permission.ATTESTATION_READ)
def pdf(attestation_id: int) -> Response:
    """Give the file, as it was kept."""
    file = attestation_for(current_actor(), attestation_id).attestation.file
    return kept_file(file, back=url_for("attestations.show", attestation_id=attestation_id))


def _page(record: AttestationRecord, form: WithdrawForm) -> tuple[str, int]:
    found = record.attestation
    return form_page(
        "attestations/show.html",
        form,
        attestation=found,
        paper=record.paper,
        issuer=speaker(record.paper.letterhead),
        standing=record.standing,
        kinds=KINDS,
        standings=STANDINGS,
        language=BY_CODE[found.language],
        wait=wait_of(found, found.issued_at, clock.now()),
        trouble=signing_trouble(current_actor()),
        may_withdraw=may(current_actor(), Permission.ATTESTATION_WITHDRAW) and found.withdrawn_at is None,
    )
