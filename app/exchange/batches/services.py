"""What people do with a batch: send a file, say how to read it, accept it, put it aside, take it back."""

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import datetime

from sqlalchemy import delete

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event, Subject
from app.exchange.batches.looked import WOULD_END, WOULD_WITHDRAW, Looked, looked_at
from app.exchange.batches.models import ImportBatch, ImportProblem, RememberedMapping
from app.exchange.batches.periodicals import withdraw_registered
from app.exchange.batches.queries import (
    batch_for,
    hash_of_headings,
    moved_of,
    registered_and_standing,
    registered_by,
    remembered,
)
from app.exchange.batches.states import State, headings_of, state_of, to_take
from app.exchange.mapping.headings import check_mapping
from app.exchange.records import Asked, Format
from app.infra.db import session
from app.infra.events import publish
from app.infra.storage import StoredFile
from app.publications.services.bulk import withdraw_many

OF_ONE_FILE = ("another_title", "deposit_reason")
"""What is said of the records of one file, and would be wrong of the next."""
MOST_NAMED = 5
"""So many titles are named that keep a file from being taken back; the page has more."""


def begin_batch(*, file: StoredFile, asked: Asked, language: str, by: Actor, at: datetime) -> ImportBatch:
    """Let the worker look at a file that was stored; nothing is registered by that.

    Raises:
        DomainError: `exchange.organisation_missing`.
    """
    if by.organisation_id is None or by.account_id is None:
        raise DomainError("exchange.organisation_missing")
    batch = ImportBatch(
        organisation_id=by.organisation_id,
        created_at=at,
        created_by_id=by.account_id,
        file_id=file.id,
        language=language,
        asked=to_json(asked),
    )
    session().add(batch)
    session().flush()
    _tell("import.begun", batch, by, at, file=file.name)
    return batch


def read_otherwise(*, batch_id: int, asked: Asked, by: Actor, at: datetime) -> ImportBatch:
    """Let the worker look again, reading the file as `asked`, which is remembered for its headings.

    Raises:
        NotFound: there is no such batch of this organisation.
        Conflict: `exchange.too_late`, it was accepted or put aside.
        DomainError: `exchange.unknown_columns` or as `check_mapping` does.
    """
    batch = _waiting(batch_id, by, State.READY, State.FAILED)
    check_mapping({**asked.mapping, **{column: column for column in asked.constants}})
    if asked.mapping or asked.constants:
        _remember(batch, asked, at)
    batch.asked = to_json(asked)
    batch.head, batch.checked_at, batch.failed_at, batch.error, batch.attempts = None, None, None, "", 0
    session().execute(delete(ImportProblem).where(ImportProblem.batch_id == batch.id))
    session().flush()
    _tell("import.read_otherwise", batch, by, at)
    return batch


def accept_batch(
    *, batch_id: int, withdrawals: int = 0, endings: int = 0, by: Actor, at: datetime
) -> ImportBatch:
    """Let the worker register every record of which the look found no error; accepting twice changes nothing.

    `withdrawals` is how many registrations a person agreed to withdraw: all that the look has named, or none,
    and then none is withdrawn; `endings`, likewise, how many titles may be amended although duties end.

    Raises:
        NotFound: there is no such batch of this organisation.
        Conflict: `exchange.too_late`, also where other registrations would be withdrawn, or other duties end,
            than was said.
        DomainError: `exchange.nothing_to_take`; `exchange.agreement_missing`, the file does nothing else.
    """
    batch = batch_for(by, batch_id, lock=True)
    if batch.accepted_at is not None and state_of(batch) in (State.TAKEN, State.FINISHED):
        return batch
    batch = _waiting(batch_id, by, State.READY)
    if not batch.accepted:
        raise DomainError("exchange.nothing_to_take")
    if looked := looked_at(batch):
        _require_agreement(batch, looked, withdrawals, endings)
        # The register is asked anew, so what it said is forgotten; titles named stand for the agreement.
        agreed = {WOULD_WITHDRAW: withdrawals, WOULD_END: endings}
        codes = looked.codes - {code for code, number in agreed.items() if number}
        told = ImportProblem.batch_id == batch.id, ImportProblem.code.in_(codes)
        session().execute(delete(ImportProblem).where(*told))
    batch.accepted_at, batch.accepted_by_id, batch.attempts = at, by.account_id, 0
    session().flush()
    _tell("import.accepted", batch, by, at, records=batch.accepted, withdrawals=withdrawals,
          endings=endings)  # fmt: skip
    return batch


def _require_agreement(batch: ImportBatch, looked: Looked, withdrawals: int, endings: int) -> None:
    if withdrawals not in (0, looked.withdrawn) or endings not in (0, looked.ending):
        raise Conflict("exchange.too_late")
    asked = looked.withdrawn + looked.ending
    if asked and to_take(batch) == asked and not withdrawals and not endings:
        raise DomainError("exchange.agreement_missing", "withdrawals" if looked.withdrawn else "endings")


def discard_batch(*, batch_id: int, by: Actor, at: datetime) -> None:
    """Put a file aside of which nothing was registered.

    Raises:
        NotFound: there is no such batch of this organisation.
        Conflict: `exchange.too_late`.
    """
    batch = _waiting(batch_id, by, State.LOOKED_AT, State.READY, State.FAILED)
    batch.discarded_at, batch.lease, batch.lease_until = at, "", None
    session().flush()
    _tell("import.discarded", batch, by, at)


def undo_batch(*, batch_id: int, reason: str, by: Actor, at: datetime) -> ImportBatch:
    """Withdraw everything that a batch registered, while nothing of it has moved: all of it, or nothing.

    What it amended stays amended: each has its history.

    Raises:
        NotFound: there is no such batch of this organisation.
        Conflict: `exchange.too_late`; `exchange.batch_moved`, something of these `titles` has moved; or as
            `withdraw_registered` does.
        DomainError: `exchange.nothing_to_undo`, `release.reason_missing`.
    """
    batch = _waiting(batch_id, by, State.FINISHED)
    if not registered_and_standing(batch.id):
        raise DomainError("exchange.nothing_to_undo")
    if not reason.strip():
        raise DomainError("release.reason_missing", "reason")
    _require_unmoved(batch)
    withdrawn = withdraw_many(
        publisher_id=batch.organisation_id, chosen=registered_by(batch.id), reason=reason, by=by, at=at
    )
    periodicals = withdraw_registered(batch, reason=reason, by=by, at=at)
    batch.undone_at = at
    session().flush()
    subjects = tuple(Subject("release", release_id) for release_id in withdrawn)
    publish(
        Event(
            "import.undone",
            by,
            at,
            (*_subjects(batch), *subjects),
            after={"number": batch.id, "releases": len(withdrawn) + periodicals, "reason": reason.strip()},
        )
    )
    return batch


def _require_unmoved(batch: ImportBatch) -> None:
    moved = moved_of(batch.id, limit=MOST_NAMED + 1)
    if moved:
        named = [f"“{each.title}”{each.parcel and f' ({each.parcel})'}" for each in moved[:MOST_NAMED]]
        raise Conflict(
            "exchange.batch_moved", titles="; ".join([*named, *("…" for _more in moved[MOST_NAMED:])])
        )


def to_json(asked: Asked) -> dict[str, object]:
    """Return what was said of a file as plain values."""
    return {**asdict(replace(asked, mapping={}, constants={})), "mapping": dict(asked.mapping),
            "constants": dict(asked.constants)}  # fmt: skip


def asked_from(kept: Mapping[str, object]) -> Asked:
    """Read what `to_json` wrote."""
    values = dict(kept)
    found = values.pop("format", None)
    mapping, constants = values.pop("mapping", None), values.pop("constants", None)
    texts = {name: None if value is None else str(value) for name, value in values.items()}
    return Asked(
        format=None if found is None else Format(str(found)),
        mapping=dict(mapping) if isinstance(mapping, dict) else {},
        constants=dict(constants) if isinstance(constants, dict) else {},
        **texts,
    )


def _remember(batch: ImportBatch, asked: Asked, at: datetime) -> None:
    headings = headings_of(batch)
    if not headings:
        return
    kept = remembered(batch.organisation_id, headings)
    if kept is None:
        kept = RememberedMapping(organisation_id=batch.organisation_id, headings=hash_of_headings(headings))
        session().add(kept)
    kept.mapping, kept.chosen_at = dict(asked.mapping), at
    kept.constants = {name: said for name, said in asked.constants.items() if name not in OF_ONE_FILE}


def _waiting(batch_id: int, by: Actor, *states: State) -> ImportBatch:
    batch = batch_for(by, batch_id, lock=True)
    if state_of(batch) not in states:
        raise Conflict("exchange.too_late")
    return batch


def _subjects(batch: ImportBatch) -> tuple[Subject, ...]:
    return Subject("import", batch.id), Subject("organisation", batch.organisation_id)


def _tell(name: str, batch: ImportBatch, by: Actor, at: datetime, **after: object) -> None:
    publish(Event(name, by, at, _subjects(batch), after={"number": batch.id, **after}))
