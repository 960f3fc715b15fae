"""What a librarian needs now."""

from datetime import date, datetime

from flask import url_for

from app.deposits.inventory.campaigns.queries import asked_of
from app.deposits.passing.days import days_to_pass_on
from app.deposits.passing.queries import waiting_for_others
from app.deposits.receiving.queries import list_receipts, open_parcels, parcels_on_their_way
from app.desks.home.doors import Door, discrepancy_door, door, late_door
from app.desks.home.nearest import nearest
from app.domain.actor import Actor
from app.edeposit.queries import count_files_to_accept
from app.infra import clock
from app.infra.i18n import gettext, ngettext

PARCELS, RECEIPTS = 8, 6


def compose(actor: Actor, *, at: datetime) -> dict[str, object]:
    """Return what the home of a librarian shows."""
    today = clock.local_day(at)
    due = nearest(actor, today)
    coming, opened = parcels_on_their_way(actor, at=at), open_parcels(actor)
    copies = sum(parcel.copies for parcel in coming)
    return {
        "due": due,
        "doors": [
            _coming(len(coming), copies),
            _opened(len(opened)),
            late_door(due, today),
            _files(actor),
            discrepancy_door(actor),
            *_to_pass_on(actor, today),
        ],
        "campaigns": asked_of(actor, today),
        "coming": coming[:PARCELS],
        "opened": opened[:PARCELS],
        "receipts": [receipt for receipt, _ in list_receipts(actor, limit=RECEIPTS)],
    }


def _coming(parcels: int, copies: int) -> Door:
    note, url = ngettext("%(num)s copy", "%(num)s copies", copies), url_for("receiving.start")
    return door(parcels, gettext("Parcels on their way"), note, url, "way", "truck")


def _opened(parcels: int) -> Door:
    note, url = gettext("opened and not confirmed"), url_for("receiving.start")
    return door(parcels, gettext("Open parcels"), note, url, "soon", "box-seam")


def _files(actor: Actor) -> Door:
    note, url = gettext("uploaded and waiting for you"), url_for("edeposit.waiting")
    return door(
        count_files_to_accept(actor), gettext("Files to accept"), note, url, "done", "file-earmark-text"
    )


def _to_pass_on(actor: Actor, today: date) -> list[Door]:
    """What lies here for other libraries; a library that holds nothing for others is not asked."""
    copies = sum(waiting.copies for waiting in waiting_for_others(actor))
    if not copies:
        return []
    late = any(day < today for day in days_to_pass_on(actor).values())
    note = gettext("some longer than the law allows") if late else gettext("taken in for other libraries")
    tone, url = "late" if late else "soon", url_for("passing.index")
    return [door(copies, gettext("Copies to pass on"), note, url, tone, "arrow-left-right")]
