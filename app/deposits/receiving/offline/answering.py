"""Answers to a device that sends scans, at whichever desk they were made."""

from collections.abc import Callable, Mapping

from flask import jsonify, request
from werkzeug.wrappers import Response

from app.deposits.receiving.offline.sent import SentScan, read_sending
from app.domain.errors import Conflict
from app.web.access import current_actor


def answer_each(place: str, take: Callable[[SentScan], Mapping[str, object]]) -> Response:
    """Take the scans of the present request in their order, and answer each for itself.

    `place` is the name under which each says where it was made.

    Raises:
        DomainError: `offline.unreadable`.
        Conflict: `offline.other_person`.
    """
    sending = read_sending(request.get_json(silent=True), place)
    if sending.account_id != current_actor().account_id:
        raise Conflict("offline.other_person")
    return jsonify(results=[{"key": scan.key, **take(scan)} for scan in sending.scans])
