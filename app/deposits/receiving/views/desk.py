"""An opened parcel: scanning, and finishing it."""

from datetime import datetime
from functools import partial

from flask import flash, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from app.deposits.receiving import queries, services
from app.deposits.receiving.forms import UNDO, ConfirmForm, ScanForm
from app.deposits.receiving.jobs import STORE_PAPERS
from app.deposits.receiving.lines import lines_in_hand
from app.deposits.receiving.models import Arrival, Receipt
from app.deposits.receiving.offline.device import name_on_device
from app.deposits.receiving.offline.messages import place_words, refusal_words
from app.deposits.receiving.offline.queries import refused_scans
from app.deposits.receiving.services import Outcome
from app.deposits.receiving.views.blueprint import blueprint
from app.deposits.receiving.views.echo import (
    NOTHING_OF_DESK,
    NOTHING_SCANNED,
    TAKEN_OVER,
    UNDONE,
    echo_of,
    refused,
)
from app.domain.errors import Conflict
from app.infra.jobs import wake
from app.policy.permissions import Permission
from app.publications.editions import told_apart
from app.web.access import current_actor, present_visitor, requires
from app.web.acts import form_page, perform
from app.web.forms import new_submission_key, row_id, text_of
from app.web.fragments import shown_in_place
from app.web.messages import message_for
from app.web.pages import PAGE_ROWS, make_page, read_cursor
from app.web.telling import NOTHING, TOO_LATE, Told, sealed, told_at

_WITHOUT_CODE = (Outcome.UNREADABLE, Outcome.UNKNOWN_LABEL)


@blueprint.get("/receiving/<int:arrival_id>")
@requires(Permission.RECEIVING_WORK)
def arrival(arrival_id: int) -> Response | tuple[str, int]:
    """Show an opened parcel with its one field."""
    return _arrival_page(arrival_id, ScanForm(formdata=None), request.args)


@blueprint.post("/receiving/<int:arrival_id>")
@requires(Permission.RECEIVING_WORK)
def scan(arrival_id: int) -> Response | tuple[str, int]:
    """Take one scan, or take it back, or name the condition of the last one."""
    form = ScanForm()
    done = perform(form, lambda at: _act(form, arrival_id, at))
    if done is None:
        return _too_late(arrival_id, form) or _arrival_page(arrival_id, form, request.args)
    said = shown_in_place(done)
    if said is None:
        return done
    return _arrival_page(arrival_id, form, said, in_place=True)


@blueprint.get("/receiving/<int:arrival_id>/lines")
@requires(Permission.RECEIVING_WORK)
def lines(arrival_id: int) -> Response | str:
    """Show all lines of an opened parcel, a page at a time: the desk shows those that hands are at.

    Raises:
        DomainError: as `read_cursor`.
    """
    [start] = read_cursor(int) or [0]
    first = max(0, int(str(start)))
    parcel = queries.parcel_for(
        current_actor(), arrival_id, lambda every: every[first : first + PAGE_ROWS + 1]
    )
    if not parcel.arrival.is_open:
        return where_it_ended(parcel.arrival)
    page = make_page(parcel.lines, lambda _line: [first + PAGE_ROWS])
    return render_template(
        "receiving/every_line.html", parcel=parcel, page=page, next_key=new_submission_key()
    )


@blueprint.get("/receiving/<int:arrival_id>/finish")
@requires(Permission.RECEIVING_WORK)
def finish(arrival_id: int) -> Response | tuple[str, int]:
    """Show what is short, beyond the slip or faulty before asking to confirm."""
    return _finish_page(arrival_id, ConfirmForm())


@blueprint.post("/receiving/<int:arrival_id>/finish")
@requires(Permission.RECEIVING_WORK)
def confirm(arrival_id: int) -> Response | tuple[str, int]:
    """Make the receipt."""
    form = ConfirmForm()

    def act(at: datetime) -> str:
        receipt = services.confirm_arrival(
            arrival_id=arrival_id,
            shown=form.shown.data or None,
            without_boxes=form.without_boxes.data,
            came_empty=form.came_empty.data,
            by=current_actor(),
            at=at,
        )
        return _receipt_page(receipt)

    done = perform(form, act)
    if done is None:
        return _finish_page(arrival_id, form)
    wake(STORE_PAPERS)
    return done


@blueprint.post("/receiving/<int:arrival_id>/discard")
@requires(Permission.RECEIVING_WORK)
def discard(arrival_id: int) -> Response | tuple[str, int]:
    """Put back a parcel that was opened by mistake."""
    form = ConfirmForm()

    def act(at: datetime) -> str:
        services.discard_arrival(arrival_id=arrival_id, by=current_actor(), at=at)
        return url_for("receiving.start")

    return perform(form, act) or _finish_page(arrival_id, form)


def _act(form: ScanForm, arrival_id: int, at: datetime) -> str:
    actor = current_actor()
    if form.act.data == UNDO:
        undone = services.undo_scan(
            arrival_id=arrival_id, scan_id=form.scan_id.data, desk=desk_of_visitor(), by=actor, at=at
        )
        return way_back(arrival_id, told=Told(UNDONE, undone.text) if undone else Told(NOTHING_OF_DESK))
    text = (form.code.data or "").strip()
    if not text:
        # Without a code the chosen condition is said of the copy scanned last.
        judged_id = _name_condition(form, arrival_id, at)
        return way_back(arrival_id, scan_id=judged_id, told=NOTHING if judged_id else Told(NOTHING_SCANNED))
    result = services.scan(
        arrival_id=arrival_id,
        text=text,
        key=form.submission_key.data or "",
        condition=form.chosen_condition,
        release_id=form.release_id.data,
        desk=desk_of_visitor(),
        by=actor,
        at=at,
    )
    if result.outcome is Outcome.RECORDED:
        told = Told(TAKEN_OVER, result.instead_of, result.said_before) if result.instead_of else NOTHING
        return way_back(arrival_id, scan_id=result.scan_id, told=told)
    condition = form.condition.data if result.outcome in services.ASKING else None
    told = Told(result.outcome.value, text, condition or "")
    return way_back(arrival_id, scan_id=result.scan_id, told=told)


def _name_condition(form: ScanForm, arrival_id: int, at: datetime) -> int | None:
    if not form.condition.data:
        return None
    judged = services.set_condition(
        arrival_id=arrival_id,
        scan_id=None,
        condition=form.chosen_condition,
        desk=desk_of_visitor(),
        by=current_actor(),
        at=at,
    )
    return judged.id if judged else None


def desk_of_visitor() -> int:
    """Return the session at which somebody scans."""
    return present_visitor().session_id


def way_back(arrival_id: int, *, scan_id: int | None = None, told: Told = NOTHING) -> str:
    """The page of the arrival; what it has to say stands in its address, so that a reload says the same."""
    return url_for(
        "receiving.arrival",
        arrival_id=arrival_id,
        scan=scan_id,
        told=sealed(f"arrival {arrival_id}", told),
    )


def _too_late(arrival_id: int, form: ScanForm) -> Response | None:
    """The way to the receipt that a colleague made meanwhile, where it is said that this act changed
    nothing."""
    made = queries.receipt_of(arrival_id) if form.errors else None
    if made is None:
        return None
    text = "" if form.act.data == UNDO else text_of(form.code).strip()
    return redirect(_receipt_page(made, Told(TOO_LATE, text)), 303)


def _receipt_page(made: Receipt, told: Told = NOTHING) -> str:
    """The page of a receipt; it says at once if a colleague made it."""
    if told == NOTHING and made.by_id != current_actor().account_id:
        told = Told(TOO_LATE)
    return url_for("receiving.receipt", number=made.number, told=sealed(f"receipt {made.number}", told))


def _arrival_page(
    arrival_id: int, form: ScanForm, said: MultiDict[str, str], *, in_place: bool = False
) -> Response | tuple[str, int]:
    told, scan_id = told_at(f"arrival {arrival_id}", said), said.get("scan", type=row_id)
    # A scan changes the lines of its own book; taking back and naming a condition may change others.
    one_scan = in_place and told.said != TAKEN_OVER and not form.speaks_of_earlier
    parcel = (
        queries.parcel_changed(current_actor(), arrival_id, scan_id, counted_now=told == NOTHING)
        if one_scan
        else queries.parcel_for(current_actor(), arrival_id, partial(lines_in_hand, scan_id=scan_id))
    )
    if not parcel.arrival.is_open:
        return where_it_ended(parcel.arrival)
    wrong = list(form.code.errors)
    again = told.said == Outcome.ALREADY_COUNTED
    choices = queries.choices_for(parcel, told.text) if told.said in services.ASKING else []
    slip = queries.slip_elsewhere(parcel, scan_id)
    addressed = queries.addressed_to(parcel, scan_id)
    counted = queries.counted_label(current_actor(), scan_id, told.text) if again else None
    page = render_template(
        "receiving/scanned.html" if in_place else "receiving/arrival.html",
        parcel=parcel,
        version=parcel.version,
        form=form,
        next_key=new_submission_key(),
        echo=refused(wrong) if wrong else echo_of(parcel, told, scan_id, counted, slip, addressed),
        came=() if in_place else queries.came_otherwise(parcel),
        choices=choices,
        title_url=_way_to_titles(arrival_id, told) if told.said in _WITHOUT_CODE else "",
        told_apart=told_apart([choice.release for choice in choices]),
        another_issue=told.said == Outcome.ANOTHER_ISSUE,
        text=told.text,
        condition=told.condition,
        account=name_on_device(),
        **_refused(parcel),
    )
    return page, 422 if form.errors else 200


def _way_to_titles(arrival_id: int, told: Told) -> str:
    words = told.text if told.said == Outcome.UNREADABLE else None
    return url_for("receiving.by_title", arrival_id=arrival_id, q=words)


def _finish_page(arrival_id: int, form: ConfirmForm) -> Response | tuple[str, int]:
    parcel = queries.parcel_for(current_actor(), arrival_id)
    if not parcel.arrival.is_open:
        return where_it_ended(parcel.arrival)
    return form_page(
        "receiving/finish.html",
        form,
        parcel=parcel,
        came=queries.came_otherwise(parcel),
        account=name_on_device(),
        **_refused(parcel),
    )


def _refused(parcel: queries.Parcel) -> dict[str, object]:
    arrival = parcel.arrival
    rows = refused_scans(current_actor(), arrival.id, arrival.consignment_id) if parcel.some_refused else ()
    return {"refused": rows, "refusal_words": refusal_words, "place_words": place_words}


def where_it_ended(arrival: Arrival) -> Response:
    """The way from a parcel that is open no longer: to its receipt, or to the start of the desk."""
    made = queries.receipt_of(arrival.id)
    if made is None:
        flash(message_for(Conflict("arrival.discarded")), "warning")
        return redirect(url_for("receiving.start"), 303)
    return redirect(_receipt_page(made), 303)
