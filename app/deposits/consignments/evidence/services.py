"""Acts on what proves a sending: attaching, withdrawing, correcting how a parcel went."""

import hashlib
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select

from app.deposits.consignments.evidence.checking import SUFFIXES, what_is_kept
from app.deposits.consignments.evidence.models import EarlierDispatch, Evidence
from app.deposits.consignments.models import Consignment
from app.deposits.consignments.queries import consignment_to_change
from app.deposits.consignments.services import releases_in
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra.db import session
from app.infra.events import publish
from app.infra.storage import keep_file
from app.infra.uploads import plain_name

MOST_PIECES = 20
"""For one parcel, withdrawn ones included."""


def attach_evidence(
    *, code: str, content: bytes, name: str, note: str, by: Actor, at: datetime, field: str = "file"
) -> Evidence:
    """Attach a photograph or a PDF to a parcel that went on its way; `field` is where a refusal is shown.

    The same bytes sent again are the same evidence, unless it was withdrawn.

    Raises:
        NotFound: the parcel is not the actor's.
        Conflict: `evidence.not_sent`, `evidence.cancelled`, `evidence.too_many`.
        DomainError: what `what_is_kept` finds wrong.
    """
    kept = what_is_kept(content, field)
    consignment = _on_its_way(code, by)
    digest = hashlib.sha256(content).hexdigest()
    of_parcel = Evidence.consignment_id == consignment.id
    same = select(Evidence).where(of_parcel, Evidence.sent_sha256 == digest, Evidence.withdrawn_at.is_(None))
    standing = session().scalar(same)
    if standing is not None:
        return standing
    if (session().scalar(select(func.count()).select_from(Evidence).where(of_parcel)) or 0) >= MOST_PIECES:
        raise Conflict("evidence.too_many", most=MOST_PIECES)
    stored = keep_file(
        kept.content, name=plain_name(name, SUFFIXES[kept.media_type]), media_type=kept.media_type, at=at
    )
    evidence = Evidence(
        consignment_id=consignment.id,
        file_id=stored.id,
        sent_sha256=digest,
        note=note.strip(),
        attached_at=at,
        attached_by_id=by.account_id,
    )
    session().add(evidence)
    session().flush()
    _tell("evidence.attached", consignment, by, at, {"sha256": stored.sha256, "sent_sha256": digest})
    return evidence


def withdraw_evidence(*, code: str, evidence_id: int, reason: str, by: Actor, at: datetime) -> Evidence:
    """Withdraw evidence with a reason, as long as the library has not made its receipt; the file is kept.

    Raises:
        NotFound: it is not the actor's.
        Conflict: `evidence.withdrawn_already`, `evidence.received`.
        DomainError: `evidence.reason_missing`.
    """
    consignment = consignment_to_change(by, code)
    evidence = session().get(Evidence, evidence_id, populate_existing=True)
    if evidence is None or evidence.consignment_id != consignment.id:
        raise NotFound("not_found")
    if evidence.withdrawn_at is not None:
        raise Conflict("evidence.withdrawn_already")
    if consignment.confirmed_at is not None:
        raise Conflict("evidence.received")
    if not reason.strip():
        raise DomainError("evidence.reason_missing", "reason")
    evidence.withdrawn_at, evidence.withdrawn_by_id = at, by.account_id
    evidence.withdrawal_reason = reason.strip()
    session().flush()
    _tell("evidence.withdrawn", consignment, by, at, {"reason": evidence.withdrawal_reason})
    return evidence


def correct_dispatch(*, code: str, carrier: str, tracking: str, by: Actor, at: datetime) -> Consignment:
    """Correct how a parcel was sent, or add its tracking number; what was said before is kept.

    Saying the same again changes nothing.

    Raises:
        NotFound: it is not the actor's.
        Conflict: `evidence.not_sent`, `evidence.cancelled`.
        DomainError: `evidence.carrier_missing`.
    """
    consignment = _on_its_way(code, by)
    said, now = (consignment.carrier, consignment.tracking), (carrier.strip(), tracking.strip())
    if said == now:
        return consignment
    if not now[0]:
        raise DomainError("evidence.carrier_missing", "carrier")
    session().add(
        EarlierDispatch(
            consignment_id=consignment.id,
            carrier=said[0],
            tracking=said[1],
            replaced_at=at,
            replaced_by_id=by.account_id,
        )
    )
    consignment.carrier, consignment.tracking = now
    session().flush()
    names = ("carrier", "tracking")
    before, after = dict(zip(names, said, strict=True)), dict(zip(names, now, strict=True))
    _tell("consignment.dispatch_corrected", consignment, by, at, after, before)
    return consignment


def _on_its_way(code: str, by: Actor) -> Consignment:
    """A parcel of the actor's own that was sent or brought, locked."""
    consignment = consignment_to_change(by, code)
    if consignment.cancelled_at is not None:
        raise Conflict("evidence.cancelled")
    if consignment.sent_at is None and consignment.arrived_at is None:
        raise Conflict("evidence.not_sent")
    return consignment


def _tell(
    name: str,
    consignment: Consignment,
    by: Actor,
    at: datetime,
    after: Mapping[str, object],
    before: Mapping[str, object] | None = None,
) -> None:
    subjects = (
        Subject("consignment", consignment.id),
        *(Subject("release", release_id) for release_id in releases_in(consignment)),
        Subject("organisation", consignment.depositor_id),
    )
    publish(Event(name, by, at, subjects, before=before or {}, after={"code": consignment.code, **after}))
