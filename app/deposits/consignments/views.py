"""Pages of consignments: composing, papers, sending, cancelling."""

from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from app.deposits.consignments import documents, messages, queries, services
from app.deposits.consignments.evidence.queries import earlier_dispatches_of, evidence_of
from app.deposits.consignments.forms import BoxesForm, SendForm, chosen_copies, compose_form
from app.deposits.consignments.models import Consignment
from app.deposits.consignments.packing import repack
from app.deposits.consignments.states import ConsignmentState, state_of
from app.deposits.consignments.surplus import beyond_owed, ended_lines
from app.deposits.receiving.queries import (
    CameOtherwise,
    ReceiptRecord,
    came_of,
    empty_slips,
    readable_receipts,
    receipt_of_slip,
    short_of_slips,
    turned_up_of,
    within_receipt_reach,
)
from app.domain.documents import Paper
from app.domain.errors import Conflict, NotFound
from app.infra import clock
from app.infra.i18n import current_language
from app.infra.papers import render_paper
from app.organisations.libraries.queries import closed_until
from app.organisations.libraries.showing import reachable
from app.organisations.queries import organisation_by_id
from app.policy.permissions import Permission
from app.policy.table import may
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.filters import filter_value
from app.web.forms import PageForm
from app.web.pages import PAGE_ROWS, make_page, read_moment_cursor

__all__ = ["blueprint", "messages"]

blueprint = Blueprint("consignments", __name__, url_prefix="/consignments")


@blueprint.get("")
@requires(Permission.CONSIGNMENT_READ)
def index() -> str:
    """List consignments, the newest first."""
    actor = current_actor()
    state = filter_value("state", ConsignmentState)
    rows = queries.list_consignments(actor, state=state, after=read_moment_cursor(), limit=PAGE_ROWS + 1)
    page = make_page(rows, lambda row: [row.created_at.isoformat(), row.id])
    shown = [row.id for row in page.rows]
    return render_template(
        "consignments/index.html",
        page=page,
        short=short_of_slips(actor, shown),
        came_empty=empty_slips(shown),
        state=state,
        states=list(ConsignmentState),
        state_of=state_of,
        may_prepare=may(actor, Permission.CONSIGNMENT_PREPARE),
    )


@blueprint.get("/new")
@requires(Permission.CONSIGNMENT_PREPARE)
def choose() -> str:
    """Choose the library the parcel goes to."""
    today = clock.today()
    found = queries.destinations(current_actor(), today)
    closed = closed_until([each.depository.id for each in found], today)
    return render_template("consignments/choose.html", destinations=found, today=today, closed=closed)


@blueprint.route("/new/<int:depository_id>", methods=["GET", "POST"])
@requires(Permission.CONSIGNMENT_PREPARE)
def compose(depository_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Choose what goes into the parcel; with `for`, what the library passes on to that one too."""
    actor, wanted_by = current_actor(), request.args.get("for", type=int)
    rows = queries.sendable_to(actor, depository_id, today=clock.today(), collected=wanted_by is not None)
    drafts = queries.drafts_of(actor, [row.id for row in rows])
    prepared = {key: sum(draft.copies for draft in lying) for key, lying in drafts.items()}
    form = compose_form(rows, wanted_by or depository_id, prepared)

    def act(at: datetime) -> str:
        made = services.create_consignment(
            depository_id=depository_id,
            lines=chosen_copies(form),
            boxes=form.boxes.number or 1,
            more_than_owed=form.more_than_owed.data,
            by=actor,
            at=at,
        )
        return url_for("consignments.show", code=made.code)

    return perform(form, act) or form_page(
        "consignments/compose.html",
        form,
        rows=rows,
        drafts=drafts,
        depository=organisation_by_id(depository_id),
        reached=reachable(organisation_by_id(depository_id), clock.today()),
        release_id=request.args.get("release", type=int),
        today=clock.today(),
    )


@blueprint.get("/<code>")
@requires(Permission.CONSIGNMENT_READ)
def show(code: str) -> str:
    """Show one consignment."""
    return _page(queries.consignment_for(current_actor(), code), SendForm())[0]


@blueprint.post("/<code>/send")
@requires(Permission.CONSIGNMENT_PREPARE)
def send(code: str) -> WerkzeugResponse | tuple[str, int]:
    """Mark the parcel as sent."""
    form, actor = SendForm(), current_actor()

    def act(at: datetime) -> str:
        sent = services.send_consignment(
            code=code,
            carrier=form.carrier.data or "",
            tracking=form.tracking.data or "",
            owed_no_longer=form.owed_no_longer.data,
            by=actor,
            at=at,
        )
        return url_for("consignments.show", code=sent.code)

    return perform(form, act) or _page(queries.consignment_for(actor, code), form)


@blueprint.post("/<code>/boxes")
@requires(Permission.CONSIGNMENT_PREPARE)
def boxes(code: str) -> WerkzeugResponse | tuple[str, int]:
    """Say anew into how many boxes the parcel is packed."""
    form, actor = BoxesForm(), current_actor()

    def act(at: datetime) -> str:
        repack(code=code, boxes=form.boxes.number or 1, by=actor, at=at)
        return url_for("consignments.show", code=code)

    return perform(form, act) or _page(queries.consignment_for(actor, code), form)


@blueprint.post("/<code>/cancel")
@requires(Permission.CONSIGNMENT_PREPARE)
def cancel(code: str) -> WerkzeugResponse | tuple[str, int]:
    """Cancel the parcel before it arrives."""
    form, actor = PageForm(), current_actor()

    def act(at: datetime) -> str:
        cancelled = services.cancel_consignment(code=code, by=actor, at=at)
        return url_for("consignments.show", code=cancelled.code)

    return perform(form, act) or _page(queries.consignment_for(actor, code), form)


@blueprint.get("/<code>/slip.pdf")
@requires(Permission.CONSIGNMENT_READ)
def slip(code: str) -> Response:
    """Give the slip that travels in the parcel."""
    consignment = _with_papers(code)
    return _pdf(consignment, documents.slip_paper(consignment, current_language().code), "slip")


@blueprint.get("/<code>/labels.pdf")
@requires(Permission.CONSIGNMENT_READ)
def labels(code: str) -> WerkzeugResponse:
    """Give the labels, one for each copy; of a large parcel a part of them, chosen on its page."""
    consignment, number = _with_papers(code), request.args.get("part", type=int)
    parts = documents.label_parts(consignment)
    if number is None and len(parts) > 1:
        return redirect(url_for("consignments.show", code=code, _anchor="labels"))
    if number is not None and not 1 <= number <= len(parts):
        raise NotFound("not_found")
    part = parts[number - 1] if number is not None else None
    paper = documents.labels_paper(consignment, current_language().code, part)
    return _pdf(consignment, paper, f"labels-{number}" if number is not None else "labels")


def _page(consignment: Consignment, form: PageForm) -> tuple[str, int]:
    state = state_of(consignment)
    # What a library passes on has pages of its own.
    own = consignment.depositor_id in current_actor().organisation_ids and not consignment.is_transfer
    send_form = form if isinstance(form, SendForm) else SendForm(formdata=None)
    boxes_form = form if isinstance(form, BoxesForm) else BoxesForm(formdata=None, boxes=_boxes(consignment))
    refused = form.errors or form.form_errors
    beyond, answer = beyond_owed(consignment), _answer(consignment)
    came, found = _came(consignment, answer), turned_up_of(answer) if answer else ()
    again = answer.missing_again if answer else ()
    body = render_template(
        "consignments/show.html",
        consignment=consignment,
        state=state,
        beyond=beyond,
        ended=ended_lines(consignment, beyond),
        label_parts=documents.label_parts(consignment),
        answer=answer,
        came=came,
        found=found,
        again=again,
        missing=max(0, answer.short + len(again) - len(found)) if answer else 0,
        readable=readable_receipts(current_actor(), (row.receipt for row in (*came, *found, *again))),
        reads_faults=may(current_actor(), Permission.DISCREPANCY_READ),
        form=send_form,
        boxes_form=boxes_form,
        refusals=form.form_errors if form is not send_form else [],
        own=own,
        evidence=evidence_of(consignment.id),
        earlier_dispatches=earlier_dispatches_of(consignment.id),
        may_attach=own
        and not consignment.is_transfer
        and state not in (ConsignmentState.DRAFT, ConsignmentState.CANCELLED),
        may_withdraw=own and state is not ConsignmentState.CONFIRMED,
        may_send=own and state is ConsignmentState.DRAFT,
        may_cancel=own
        and not consignment.is_transfer
        and state in (ConsignmentState.DRAFT, ConsignmentState.SENT),
    )
    return body, 422 if refused else 200


def _answer(consignment: Consignment) -> ReceiptRecord | None:
    """What the library's receipt of the parcel says to the reader."""
    confirmed = state_of(consignment) is ConsignmentState.CONFIRMED
    if not confirmed or not may(current_actor(), Permission.RECEIPT_READ):
        return None
    return receipt_of_slip(current_actor(), consignment.id)


def _came(consignment: Consignment, answer: ReceiptRecord | None) -> Sequence[CameOtherwise]:
    """Its copies that came otherwise: by its receipt, or as they lie while it has none."""
    if state_of(consignment) is ConsignmentState.CONFIRMED:
        return answer.came if answer else ()
    return came_of(consignment, within_receipt_reach(current_actor()))


def _with_papers(code: str) -> Consignment:
    """The parcel whose papers are asked for. Raises `Conflict` for a cancelled one: they would be scanned."""
    consignment = queries.consignment_for(current_actor(), code)
    if state_of(consignment) is ConsignmentState.CANCELLED:
        raise Conflict("consignment.void_papers")
    return consignment


def _boxes(consignment: Consignment) -> str:
    return str(max(1, len(consignment.boxes)))


def _pdf(consignment: Consignment, paper: Paper, kind: str) -> Response:
    content = render_paper(
        paper,
        current_language().code,
        identifier=f"{kind}:{consignment.code}".encode(),
        created=consignment.created_at,
    )
    name = f"{kind}-{consignment.code}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return Response(content, mimetype="application/pdf", headers=headers)
