"""Scans of shelves that waited on a device while it had no network."""

from werkzeug.wrappers import Response

from app.deposits.inventory.messages import OUTCOMES
from app.deposits.inventory.stock_takes.services import Outcome, take_sent_shelf_scan
from app.deposits.inventory.views.blueprint import blueprint
from app.deposits.receiving.offline.answering import answer_each
from app.deposits.receiving.offline.sent import SentScan
from app.domain.errors import DomainError, NotFound
from app.infra import clock
from app.infra.db import transaction
from app.policy.permissions import Permission
from app.web.access import current_actor, requires
from app.web.messages import message_for


@blueprint.post("/stock-takes/shelves/scans")
@requires(Permission.INVENTORY_WORK)
def take_scans() -> Response:
    """Take scans that waited on a device, in their order; each is an act and is answered for itself.

    Raises:
        DomainError: `offline.unreadable`.
        Conflict: `offline.other_person`.
    """
    return answer_each("shelf", _take)


def _take(scan: SentScan) -> dict[str, object]:
    refusal = _refusal(scan)
    return {"counted": True} if refusal is None else {"counted": False, "message": refusal}


def _refusal(scan: SentScan) -> str | None:
    """Why a scan was not recorded, in the reader's words."""
    if not scan.text:
        return str(OUTCOMES[Outcome.NO_NUMBER])
    try:
        with transaction():
            result = take_sent_shelf_scan(sent=scan, by=current_actor(), at=clock.now())
    except NotFound:
        return message_for(DomainError("stock_take.no_shelf"))
    except DomainError as error:
        return message_for(error)
    if result is None or result.outcome is Outcome.RECORDED:
        return None
    return str(OUTCOMES[result.outcome])
