"""Receipts: the list, one receipt, its act as PDF, taking it back."""

from datetime import datetime

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from app.deposits.obligations.readable import readable_releases
from app.deposits.receiving import queries, services
from app.deposits.receiving.credits import credits_of, not_of_sender
from app.deposits.receiving.forms import ReverseForm
from app.deposits.receiving.jobs import STORE_PAPERS
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.offline.device import name_on_device
from app.deposits.receiving.offline.messages import place_words, refusal_words
from app.deposits.receiving.offline.queries import refused_scans
from app.deposits.receiving.papers import MEDIA_TYPE, receipt_act_file
from app.deposits.receiving.views.blueprint import blueprint
from app.domain.errors import DomainError
from app.infra.jobs import wake
from app.policy.permissions import Permission
from app.policy.predicates import Parties
from app.policy.table import may, may_with
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.pages import PAGE_ROWS, make_page, read_cursor
from app.web.telling import TOO_LATE, told_at


@blueprint.get("/receipts")
@requires(Permission.RECEIPT_READ)
def receipts() -> str:
    """List receipts, the newest first."""
    rows = queries.list_receipts(current_actor(), after=_cursor(), limit=PAGE_ROWS + 1)
    page = make_page(rows, lambda row: [row[0].at.isoformat(), row[0].id])
    reads_inventory = may(current_actor(), Permission.INVENTORY_READ)
    return render_template("receiving/receipts.html", page=page, reads_inventory=reads_inventory)


@blueprint.get("/receipts/<number>")
@requires(Permission.RECEIPT_READ)
def receipt(number: str) -> str:
    """Show one receipt."""
    record = queries.receipt_read_by(current_actor(), number)
    made, told = record.receipt, told_at(f"receipt {record.receipt.number}")
    refused = refused_scans(current_actor(), made.arrival_id, made.consignment_id) if made.arrival_id else []
    credited = credits_of(made.id)
    works_there, found = _works_there(made), queries.turned_up_of(record)
    return render_template(
        "receiving/receipt.html",
        record=record,
        credited=credited if not_of_sender(made, credited) and not record.partial else (),
        found=found,
        receipts=queries.readable_receipts(
            current_actor(), (came.receipt for came in (*record.otherwise, *found))
        ),
        own_ids=current_actor().organisation_ids,
        readable=readable_releases(current_actor(), record.release_ids),
        reported=record.faulty and may(current_actor(), Permission.DISCREPANCY_READ),
        may_reverse=_is_reversible(record) and works_there,
        at_desk=name_on_device() if works_there else None,
        refused=refused,
        refusal_words=refusal_words,
        place_words=place_words,
        too_late=told if told.said == TOO_LATE else None,
        made_by=queries.maker_of(made) if told.said == TOO_LATE else "",
    )


@blueprint.get("/receipts/<number>.pdf")
@requires(Permission.RECEIPT_READ)
def receipt_act(number: str) -> Response:
    """Give the receipt act, or the act that takes a receipt back."""
    record = queries.receipt_for(current_actor(), number)
    headers = {"Content-Disposition": f'inline; filename="{record.receipt.number}.pdf"'}
    return Response(receipt_act_file(record), mimetype=MEDIA_TYPE, headers=headers)


@blueprint.route("/receipts/<number>/reverse", methods=["GET", "POST"])
@requires(Permission.RECEIVING_WORK)
def reverse(number: str) -> WerkzeugResponse | tuple[str, int]:
    """Take a receipt back with a reason."""
    form = ReverseForm()

    def act(at: datetime) -> str:
        reason = form.reason.data or ""
        made = services.reverse_receipt(number=number, reason=reason, by=current_actor(), at=at)
        return url_for("receiving.receipt", number=made.number)

    done = perform(form, act)
    if done is not None:
        wake(STORE_PAPERS)
        return done
    record = queries.receipt_for(current_actor(), number)
    if form.errors or _is_reversible(record):
        return form_page("receiving/reverse.html", form, record=record)
    return redirect(url_for("receiving.receipt", number=record.receipt.number))


def _is_reversible(record: queries.ReceiptRecord) -> bool:
    return record.receipt.reverses_id is None and record.reversed_by is None


def _works_there(receipt: Receipt) -> bool:
    library = Parties(depository_ids=frozenset({receipt.depository_id}))
    return may_with(current_actor(), Permission.RECEIVING_WORK, library)


def _cursor() -> tuple[datetime, int] | None:
    key = read_cursor()
    if key is None:
        return None
    try:
        at, receipt_id = key
        return datetime.fromisoformat(str(at)), int(str(receipt_id))
    except ValueError as error:
        raise DomainError("page.wrong_cursor") from error
