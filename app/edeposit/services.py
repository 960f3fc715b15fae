"""Acts on deposited files: upload, acceptance, refusal, and its end without either."""

import hashlib
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import within_reach
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.services import Entry, Parties, write_receipt
from app.deposits.receiving.services.locking import locked_obligations
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.domain.law import Form
from app.edeposit.checking import SUFFIXES, checked_media_type
from app.edeposit.models import DepositedFile
from app.infra.db import session
from app.infra.events import publish
from app.infra.settings import settings
from app.infra.storage import keep_file
from app.infra.uploads import plain_name
from app.policy.permissions import Permission


def upload_file(*, obligation_id: int, content: bytes, name: str, by: Actor, at: datetime) -> DepositedFile:
    """Keep a file towards an obligation that a file can meet; it waits for the library's answer.

    The same bytes sent again are the same deposit, unless they were refused.

    Raises:
        NotFound: no such obligation of the actor's own.
        Conflict: `file.not_owed`, `file.waiting`.
        DomainError: what `checked_media_type` finds wrong.
    """
    own = Obligation.id == obligation_id, within_reach(by, Permission.FILE_DEPOSIT)
    obligation = session().scalar(select(Obligation).where(*own).with_for_update())
    if obligation is None or obligation.form == Form.PHYSICAL.value:
        raise NotFound("not_found")
    media_type = checked_media_type(content, most=settings().upload_limit)
    digest = hashlib.sha256(content).hexdigest()
    standing = _standing(obligation.id)
    same = next((deposit for deposit in standing if deposit.file.sha256 == digest), None)
    if same is not None:
        return same
    if not obligation.open:
        raise Conflict("file.not_owed")
    if any(deposit.decided_at is None for deposit in standing):
        raise Conflict("file.waiting")
    stored = keep_file(content, name=plain_name(name, SUFFIXES[media_type]), media_type=media_type, at=at)
    deposited = DepositedFile(
        obligation_id=obligation.id, file_id=stored.id, uploaded_at=at, uploaded_by_id=by.account_id
    )
    session().add(deposited)
    session().flush()
    _tell("file.uploaded", obligation, by, at, {"sha256": digest, "size": stored.size})
    return deposited


def accept_file(*, deposited_id: int, by: Actor, at: datetime) -> Receipt:
    """Take a file in: it counts as one copy, and the receipt says so. Accepting again gives the same receipt.

    Raises:
        NotFound: no such file for the actor's library.
        Conflict: `file.refused_already`, `file.ended_already`, `file.not_owed`.
    """
    deposited, obligation = _to_decide(deposited_id, by, Permission.FILE_ACCEPT)
    if deposited.receipt_id is not None:
        return session().get_one(Receipt, deposited.receipt_id)
    _refuse_decided(deposited)
    if not obligation.open:
        raise Conflict("file.not_owed")
    receipt = write_receipt(
        parties=Parties(obligation.depository_id, obligation.depositor_id),
        entries=[Entry(obligation.release_id, obligation, 1)],
        by=by,
        at=at,
    )
    deposited.decided_at, deposited.decided_by_id, deposited.receipt_id = at, by.account_id, receipt.id
    session().flush()
    return receipt


def refuse_file(*, deposited_id: int, reason: str, by: Actor, at: datetime) -> DepositedFile:
    """Refuse a file with a reason; what it was for stays owed, and another may be uploaded.

    Raises:
        NotFound: no such file for the actor's library.
        Conflict: `file.refused_already`, `file.accepted_already`, `file.ended_already`.
        DomainError: `file.reason_needed`.
    """
    deposited, obligation = _to_decide(deposited_id, by, Permission.FILE_ACCEPT)
    _refuse_decided(deposited)
    if not reason.strip():
        raise DomainError("file.reason_needed", "reason")
    deposited.decided_at, deposited.decided_by_id = at, by.account_id
    deposited.refusal_reason = reason.strip()
    session().flush()
    _tell("file.refused", obligation, by, at, {"reason": deposited.refusal_reason})
    return deposited


def take_back_file(*, deposited_id: int, by: Actor, at: datetime) -> DepositedFile:
    """Take one's own file back before the library has answered; what it was for is owed as before.

    Raises:
        NotFound: no such file of the actor's own.
        Conflict: `file.answered_already`.
    """
    deposited, obligation = _to_decide(deposited_id, by, Permission.FILE_DEPOSIT)
    if deposited.decided_at is not None and not deposited.ended:
        raise Conflict("file.answered_already")
    return _end("file.taken_back", deposited, obligation, by, at)


def set_aside_file(*, deposited_id: int, by: Actor, at: datetime) -> DepositedFile:
    """Let a file wait no longer that nothing is owed for any more; it is no fault of who sent it.

    Raises:
        NotFound: no such file for the actor's library.
        Conflict: `file.refused_already`, `file.accepted_already`, `file.still_owed`.
    """
    deposited, obligation = _to_decide(deposited_id, by, Permission.FILE_ACCEPT)
    if not deposited.ended:
        _refuse_decided(deposited)
        if obligation.open:
            raise Conflict("file.still_owed")
    return _end("file.set_aside", deposited, obligation, by, at)


def _end(
    name: str, deposited: DepositedFile, obligation: Obligation, by: Actor, at: datetime
) -> DepositedFile:
    """End a file that waits; one that was ended before stays as it is."""
    if not deposited.ended:
        deposited.decided_at, deposited.decided_by_id = at, by.account_id
        session().flush()
        _tell(name, obligation, by, at, {})
    return deposited


def _refuse_decided(deposited: DepositedFile) -> None:
    if deposited.ended:
        raise Conflict("file.ended_already")
    if deposited.decided_at is not None:
        raise Conflict(
            "file.accepted_already" if deposited.receipt_id is not None else "file.refused_already"
        )


def _standing(obligation_id: int) -> list[DepositedFile]:
    """The files of an obligation that wait or were accepted and still count."""
    statement = (
        select(DepositedFile)
        .where(DepositedFile.obligation_id == obligation_id, DepositedFile.stands)
        .options(joinedload(DepositedFile.file))
    )
    return list(session().scalars(statement))


def _to_decide(deposited_id: int, by: Actor, permission: Permission) -> tuple[DepositedFile, Obligation]:
    """The file and its obligation, locked in the order release, obligation, file."""
    wanted = (
        select(Obligation.id, Obligation.release_id)
        .join(DepositedFile, DepositedFile.obligation_id == Obligation.id)
        .where(DepositedFile.id == deposited_id, within_reach(by, permission))
    )
    found = session().execute(wanted).one_or_none()
    if found is None:
        raise NotFound("not_found")
    (obligation,) = locked_obligations([found.release_id], Obligation.id == found.id)
    deposited = session().get_one(DepositedFile, deposited_id, with_for_update=True, populate_existing=True)
    return deposited, obligation


def _tell(name: str, obligation: Obligation, by: Actor, at: datetime, after: dict[str, object]) -> None:
    subjects = (Subject("obligation", obligation.id), Subject("release", obligation.release_id))
    publish(Event(name, by, at, subjects, after=after))
