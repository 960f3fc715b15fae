"""Scanning a shelf: one field that keeps the focus, and a large echo."""

from datetime import datetime

from flask import redirect, render_template, url_for
from werkzeug.wrappers import Response

from app.deposits.inventory.forms import ShelfForm
from app.deposits.inventory.messages import OUTCOMES, VERDICTS
from app.deposits.inventory.stock_takes import services
from app.deposits.inventory.stock_takes.models import StockTake
from app.deposits.inventory.stock_takes.queries import latest_scans, part_for, scan_told, seen_before
from app.deposits.inventory.stock_takes.recognising import numbers_not_found
from app.deposits.inventory.stock_takes.services import Outcome
from app.deposits.inventory.stock_takes.sums import found_on
from app.deposits.inventory.views.blueprint import blueprint
from app.deposits.receiving.offline.device import name_on_device
from app.deposits.receiving.queries import editions_on_offer
from app.domain.stock_taking import Verdict
from app.policy.permissions import Permission
from app.publications.editions import told_apart
from app.web.access import current_actor, requires
from app.web.acts import perform
from app.web.forms import new_submission_key, text_of
from app.web.telling import NOTHING, TOO_LATE, Told, sealed, told_at

UNDO, NONE_OF_MINE = "undo", "none_of_mine"
TONES = {Verdict.FOUND: "done", Verdict.LATER: "done", Verdict.MISPLACED: "soon", Verdict.UNKNOWN: "late"}
LOOK_UP = (Outcome.ALREADY_SCANNED, Outcome.ALL_SCANNED, Outcome.CHOOSE, Outcome.SCAN_NUMBER)


@blueprint.get("/stock-takes/shelves/<int:part_id>")
@requires(Permission.INVENTORY_WORK)
def shelf(part_id: int) -> Response | tuple[str, int]:
    """Show the shelf of a section with its one field."""
    return _page(part_id, ShelfForm(formdata=None))


@blueprint.post("/stock-takes/shelves/<int:part_id>")
@requires(Permission.INVENTORY_WORK)
def scan_shelf(part_id: int) -> Response | tuple[str, int]:
    """Take one scan, or take it back."""
    form = ShelfForm()
    return perform(form, lambda at: _act(form, part_id, at)) or _page(part_id, form)


def _act(form: ShelfForm, part_id: int, at: datetime) -> str:
    actor = current_actor()
    if form.act.data == UNDO:
        undone = services.undo_shelf_scan(part_id=part_id, scan_id=form.scan_id.data, by=actor, at=at)
        return _way_back(part_id, Told(UNDO, undone.text) if undone else Told(NONE_OF_MINE))
    text = text_of(form.code).strip()
    if not text:
        return _way_back(part_id, NOTHING)
    result = services.scan_shelf(
        part_id=part_id,
        text=text,
        key=form.submission_key.data or "",
        release_id=form.release_id.data,
        by=actor,
        at=at,
    )
    if result.outcome is Outcome.RECORDED:
        return _way_back(part_id, NOTHING)
    speaks_of = [result.scan.id] if result.scan else result.choices
    return _way_back(part_id, Told(result.outcome.value, text, ",".join(map(str, speaks_of))))


def _way_back(part_id: int, told: Told) -> str:
    """The page of the shelf; what it has to say stands in its address, so that a reload says the same."""
    return url_for("inventory.shelf", part_id=part_id, told=sealed(f"shelf {part_id}", told))


def _where_it_stands(found: StockTake, form: ShelfForm) -> str:
    """The page of a stock-take of which no shelf can be scanned; it tells that this act came too late."""
    told = NOTHING
    if form.errors and found.closed_at is not None:
        told = Told(TOO_LATE, "" if form.act.data == UNDO else text_of(form.code).strip())
    place = f"stock-take {found.id}"
    return url_for("inventory.stock_take", stock_take_id=found.id, told=sealed(place, told))


def _page(part_id: int, form: ShelfForm) -> Response | tuple[str, int]:
    found, part = part_for(current_actor(), part_id)
    if found.begun_at is None or found.closed_at is not None:
        return redirect(_where_it_stands(found, form), 303)
    told, scans = told_at(f"shelf {part_id}"), latest_scans(part)
    refused = next((outcome for outcome in OUTCOMES if outcome == told.said), None)
    speaks_of = [int(key) for key in told.condition.split(",") if key]
    choices = speaks_of if refused is Outcome.CHOOSE else []
    numbered = speaks_of if refused is Outcome.SCAN_NUMBER else []
    counted = scan_told(part, speaks_of[0]) if refused is Outcome.ALREADY_SCANNED and speaks_of else None
    editions = editions_on_offer(choices) if choices else []
    page = render_template(
        "inventory/shelf.html",
        stock_take=found,
        part=part,
        form=form,
        seen=found_on(part),
        scans=scans,
        counted=counted,
        all_seen=bool(scans) and seen_before(scans[0].scan),
        told=told,
        undone=told.said == UNDO,
        none_of_mine=told.said == NONE_OF_MINE,
        refusal=OUTCOMES[refused] if refused else None,
        tone=("soon" if refused in LOOK_UP else "late") if refused else None,
        tones=TONES,
        verdicts=VERDICTS,
        choices=editions,
        numbers=numbers_not_found(found, numbered) if numbered else [],
        told_apart=told_apart(editions),
        next_key=new_submission_key(),
        account=name_on_device(),
        shelves=found.parts,
    )
    return page, 422 if form.errors else 200
