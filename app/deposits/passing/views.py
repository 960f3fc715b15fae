"""Pages of a collecting library: what lies here for others, and sending it on."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime

from flask import Blueprint, Response, render_template, url_for
from werkzeug.wrappers import Response as WerkzeugResponse

from app.deposits.consignments.forms import SendForm, chosen_copies, copies_form
from app.deposits.consignments.models import Consignment
from app.deposits.consignments.queries import consignment_for
from app.deposits.consignments.services import send_consignment
from app.deposits.consignments.states import ConsignmentState, state_of
from app.deposits.passing import queries, services
from app.deposits.passing.days import days_to_pass_on
from app.deposits.passing.files import HEAD, cells
from app.deposits.passing.own.queries import given_lately, to_give, without_number
from app.deposits.passing.own.services import note_given, take_back_given
from app.deposits.receiving.queries import readable_receipts
from app.deposits.receiving.queries.editions import editions_on_offer
from app.deposits.receiving.queries.missed import Found, found_in, missed_in, receipt_of_parcel
from app.infra import clock
from app.law.wording import in_readers_language
from app.organisations.collecting.queries import served_by
from app.organisations.queries import organisation_by_id
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.acts import form_page, perform
from app.web.exports import csv_response, xlsx_response
from app.web.forms import PageForm, SubmissionForm, text_of

blueprint = Blueprint("passing", __name__, url_prefix="/passing-on")


@blueprint.get("")
@requires(Permission.RECEIVING_WORK)
def index() -> tuple[str, int]:
    """Show for whom copies lie here, what the law has the library give of its own, what is on its way."""
    return _index(SubmissionForm(formdata=None))


@blueprint.post("/own/<int:obligation_id>/<recipient>/given")
@requires(Permission.RECEIVING_WORK)
def give(obligation_id: int, recipient: str) -> WerkzeugResponse | tuple[str, int]:
    """Note that copies of the library's own went on."""
    return _own_copies(note_given, obligation_id, recipient)


@blueprint.post("/own/<int:obligation_id>/<recipient>/taken-back")
@requires(Permission.RECEIVING_WORK)
def take_back(obligation_id: int, recipient: str) -> WerkzeugResponse | tuple[str, int]:
    """Take that note back."""
    return _own_copies(take_back_given, obligation_id, recipient)


def _own_copies(
    change: Callable[..., object], obligation_id: int, recipient: str
) -> WerkzeugResponse | tuple[str, int]:
    actor, form = current_actor(), SubmissionForm()

    def act(at: datetime) -> str:
        change(obligation_id=obligation_id, recipient=recipient, by=actor, at=at)
        return url_for("passing.index", _anchor="own")

    return perform(form, act) or _index(form)


def _index(form: SubmissionForm) -> tuple[str, int]:
    actor = current_actor()
    transfers = queries.transfers_under_way(actor)
    return form_page(
        "passing/index.html",
        form,
        to_give=to_give(actor),
        given=given_lately(actor),
        without_number=without_number(actor),
        said=in_readers_language,
        waiting=queries.waiting_for_others(actor),
        days=days_to_pass_on(actor),
        today=clock.today(),
        transfers=transfers,
        under_way=queries.copies_under_way(transfers),
        state_of=state_of,
        collects=bool(served_by(actor.organisation_id)),
    )


@blueprint.route("/<int:depository_id>", methods=["GET", "POST"])
@requires(Permission.RECEIVING_WORK)
def compose(depository_id: int) -> WerkzeugResponse | tuple[str, int]:
    """Choose what goes on to one library."""
    actor = current_actor()
    rows = queries.held_for(actor, depository_id)
    form = copies_form(SubmissionForm, {row.obligation_id: row.copies for row in rows})

    def act(at: datetime) -> str:
        made = services.prepare_transfer(
            depository_id=depository_id, lines=chosen_copies(form), by=actor, at=at
        )
        return url_for("passing.show", code=made.code)

    return perform(form, act) or form_page(
        "passing/compose.html",
        form,
        rows=rows,
        depository=organisation_by_id(depository_id),
        day=days_to_pass_on(actor).get(depository_id),
        today=clock.today(),
    )


@blueprint.get("/transfers/<code>")
@requires(Permission.RECEIVING_WORK)
def show(code: str) -> str:
    """Show a transfer to the library that sends it."""
    return _page(_own(code), SendForm())[0]


@blueprint.post("/transfers/<code>/send")
@requires(Permission.RECEIVING_WORK)
def send(code: str) -> WerkzeugResponse | tuple[str, int]:
    """Mark a transfer as sent."""
    form, actor = SendForm(), current_actor()
    _own(code)

    def act(at: datetime) -> str:
        carrier, tracking = text_of(form.carrier), text_of(form.tracking)
        sent = send_consignment(code=code, carrier=carrier, tracking=tracking, by=actor, at=at)
        return url_for("passing.show", code=sent.code)

    return perform(form, act) or _page(_own(code), form)


@blueprint.post("/transfers/<code>/cancel")
@requires(Permission.RECEIVING_WORK)
def cancel(code: str) -> WerkzeugResponse | tuple[str, int]:
    """Take a transfer back before it is opened."""
    form, actor = PageForm(), current_actor()
    _own(code)

    def act(at: datetime) -> str:
        services.cancel_transfer(code=code, by=actor, at=at)
        return url_for("passing.index")

    return perform(form, act) or _page(_own(code), form)


@blueprint.get("/transfers/<code>/list.<any(csv, xlsx):kind>")
@requires(Permission.RECEIVING_WORK)
def transfer_list(code: str, kind: str) -> Response:
    """Send the list of what a transfer holds."""
    found = _own(code)
    send_as = csv_response if kind == "csv" else xlsx_response
    return send_as(f"{found.code}.{kind}", [str(word) for word in HEAD], cells(found))


def _own(code: str) -> Consignment:
    actor = current_actor()
    return queries.own_transfer(actor, consignment_for(actor, code))


def _page(transfer: Consignment, form: PageForm) -> tuple[str, int]:
    state, made = state_of(transfer), receipt_of_parcel(transfer.id)
    send_form = form if isinstance(form, SendForm) else SendForm(formdata=None)
    body = render_template(
        "passing/transfer.html",
        transfer=transfer,
        state=state,
        form=send_form,
        refusals=form.form_errors if form is not send_form else [],
        receipt=made,
        missed={row.obligation_id: row for row in missed_in(made)} if made else {},
        **(_told(transfer, found_in(made)) if made else {"faults": {}}),
        readable=readable_receipts(current_actor(), {made.number} if made else set()),
        new_labels=any(line.items for line in transfer.lines),
        may_send=state is ConsignmentState.DRAFT,
        may_cancel=state in (ConsignmentState.DRAFT, ConsignmentState.SENT),
    )
    return body, 422 if form.errors or form.form_errors else 200


def _told(transfer: Consignment, found: Found) -> Mapping[str, object]:
    """What the library counted of a transfer and beyond its list, and the faults of what does not count: by
    the first line with their book, and of books that are on none."""
    announced = Counter[int | None]()
    for line in transfer.lines:
        announced[line.release_id] += line.copies
    first = {line.release_id: line.id for line in reversed(transfer.lines)}
    beside = {book: faults for book, faults in found.faults.items() if book[0] not in first}
    known = {one for one, _text in beside if one}
    releases = {release.id: release for release in editions_on_offer(known)} if known else {}
    counted = sum(min(found.counted.get(book, 0), copies) for book, copies in announced.items())
    return {
        "counted": counted,
        "beyond": sum(found.counted.values()) - counted,
        "faults": {first[one]: faults for (one, _text), faults in found.faults.items() if one in first},
        "beside": [(releases.get(one or 0), text, faults) for (one, text), faults in beside.items()],
    }
