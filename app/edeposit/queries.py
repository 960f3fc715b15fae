"""Reads of deposited files, each within the actor's reach."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import contains_eager, joinedload

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import within_reach
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.domain.law import Form
from app.edeposit.models import DepositedFile
from app.infra.db import session
from app.infra.storage import StoredFile
from app.policy.permissions import Permission
from app.publications.models import Publication, Release

MOST_WAITING = 200
FILE_WAITS = "file"
"""Why what a release says is not taken back while a file of it awaits its answer."""


def fileable_obligation(actor: Actor, obligation_id: int) -> Obligation:
    """Return an obligation of the actor's own that a file can meet. Raises `NotFound`."""
    publication = joinedload(Obligation.release).joinedload(Release.publication)
    statement = (
        select(Obligation)
        .where(
            Obligation.id == obligation_id,
            Obligation.form != Form.PHYSICAL.value,
            within_reach(actor, Permission.FILE_DEPOSIT),
        )
        .options(publication.selectinload(Publication.contributors), joinedload(Obligation.depository))
    )
    found = session().scalar(statement)
    if found is None:
        raise NotFound("not_found")
    return found


def files_of(obligation_id: int) -> Sequence[DepositedFile]:
    """Return the files towards an obligation, the latest first; the caller has made sure of its reach."""
    statement = select(DepositedFile).where(DepositedFile.obligation_id == obligation_id)
    loaded = statement.options(
        joinedload(DepositedFile.file), joinedload(DepositedFile.receipt), joinedload(DepositedFile.reversal)
    )
    return session().scalars(loaded.order_by(DepositedFile.id.desc())).all()


def waiting_files(actor: Actor) -> Sequence[DepositedFile]:
    """Return the files that wait for the actor's library, the longest waiting first; at the end those for
    which nothing is owed any more."""
    statement = _files().where(
        DepositedFile.decided_at.is_(None), within_reach(actor, Permission.FILE_ACCEPT)
    )
    ordered = statement.order_by(Obligation.open.desc(), DepositedFile.id)
    return session().scalars(ordered.limit(MOST_WAITING)).all()


def count_files_to_accept(actor: Actor) -> int:
    """How many files wait for the actor's library that are still owed."""
    statement = (
        select(func.count(DepositedFile.id))
        .join(DepositedFile.obligation)
        .where(
            Obligation.open, DepositedFile.decided_at.is_(None), within_reach(actor, Permission.FILE_ACCEPT)
        )
    )
    return session().scalar(statement) or 0


def files_awaiting_answer(release_ids: Sequence[int]) -> Sequence[DepositedFile]:
    """Return the files of releases that await a library's answer; the caller has made sure of its reach."""
    statement = _files().where(Obligation.release_id.in_(release_ids), DepositedFile.decided_at.is_(None))
    return session().scalars(statement.order_by(DepositedFile.id).limit(MOST_WAITING)).all()


def obligations_with_waiting_files(release_ids: Sequence[int]) -> set[int]:
    """Return the obligations of releases for which a file awaits the library's answer; the caller has made
    sure of its reach."""
    statement = (
        select(DepositedFile.obligation_id)
        .join(DepositedFile.obligation)
        .where(Obligation.release_id.in_(release_ids), DepositedFile.decided_at.is_(None))
    )
    return set(session().scalars(statement))


def awaits_answer() -> ColumnElement[bool]:
    """The condition that a file towards an obligation lies with its library and is not answered."""
    waiting = exists().where(DepositedFile.obligation_id == Obligation.id, DepositedFile.decided_at.is_(None))
    return waiting.correlate(Obligation)


def same_file_for_others(
    actor: Actor, files: Sequence[DepositedFile], *, release_id: int
) -> Sequence[DepositedFile]:
    """Return where the same bytes, as long as they stand here, wait or were accepted for another release,
    within the actor's reach."""
    standing = {deposited.file.sha256 for deposited in files if deposited.stands}
    statement = (
        _files()
        .join(DepositedFile.file)
        .where(
            StoredFile.sha256.in_(standing),
            DepositedFile.stands,
            Obligation.release_id != release_id,
            within_reach(actor, Permission.FILE_READ),
        )
    )
    return session().scalars(statement.order_by(DepositedFile.id).limit(MOST_WAITING)).all()


def file_for(actor: Actor, deposited_id: int) -> DepositedFile:
    """Return a deposited file for its depositor or its library. Raises `NotFound`."""
    reached = within_reach(actor, Permission.FILE_READ)
    found = session().scalar(_files().where(DepositedFile.id == deposited_id, reached))
    if found is None:
        raise NotFound("not_found")
    return found


def _files() -> Select[DepositedFile]:
    obligation = contains_eager(DepositedFile.obligation)
    publication = obligation.joinedload(Obligation.release).joinedload(Release.publication)
    return (
        select(DepositedFile)
        .join(DepositedFile.obligation)
        .options(
            joinedload(DepositedFile.file),
            joinedload(DepositedFile.receipt),
            joinedload(DepositedFile.reversal),
            obligation.joinedload(Obligation.depositor),
            obligation.joinedload(Obligation.depository),
            publication.selectinload(Publication.contributors),
            publication.selectinload(Publication.identifiers),
        )
    )
