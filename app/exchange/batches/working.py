"""What the worker does with a batch: takes it, notes how far it is, and comes to an end."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update

from app.accounts.models import Account
from app.domain.actor import SYSTEM, Actor
from app.domain.errors import Conflict
from app.domain.events import Event, Subject
from app.exchange.batches.acting import acting_as
from app.exchange.batches.looked import WOULD_END, WOULD_WITHDRAW, newly_warned
from app.exchange.batches.models import ImportBatch, ImportProblem, Outcome
from app.exchange.batches.services import asked_from, to_json
from app.exchange.batches.taken import Taken, Target
from app.exchange.batches.taking import Taker
from app.exchange.checking import Checked
from app.exchange.messages import sentence
from app.exchange.records import Asked, Finding
from app.infra import clock
from app.infra.bulk import add_rows
from app.infra.db import session
from app.infra.events import publish
from app.infra.leases import is_of_the_dead, new_lease
from app.infra.storage import StoredFile

LEASE = timedelta(minutes=1)
"""Longer than a portion takes, or the opening of a workbook: between these it is renewed."""
MOST_ATTEMPTS = 3
GIVEN_UP = "exchange.given_up"
ACTS: Mapping[str, Outcome] = {
    "import.taken": Outcome.REGISTERED,
    "import.amended": Outcome.AMENDED,
    "import.withdrawn": Outcome.WITHDRAWN,
}
"""The acts by which the titles of a file tell in their histories what it made of them."""


@dataclass(frozen=True, slots=True)
class Held:
    """A batch that a worker holds: plain values, so that no transaction can take them away.

    `cursor`: the last record that was taken. `by`: who accepted it, None while it is only looked at.
    """

    id: int
    lease: str
    organisation_id: int
    sha256: str
    file_name: str
    asked: Asked
    language: str
    cursor: int
    by: Actor | None


def free_from_the_dead() -> None:
    """Let go of what workers of this machine hold that were killed: whoever follows need not wait."""
    held = select(ImportBatch).where(ImportBatch.lease_until.is_not(None))
    for batch in session().scalars(held.with_for_update(skip_locked=True)):
        if is_of_the_dead(batch.lease):
            _release(batch)


def renew(leases: Collection[str], *, at: datetime) -> None:
    """Hold on to batches that wait for their turn."""
    held = update(ImportBatch).where(ImportBatch.lease.in_(leases))
    session().execute(held.values(lease_until=at + LEASE))


def take_waiting(*, but: Collection[int] = (), at: datetime) -> Held | None:
    """Take the oldest batch that waits for the worker, under a new lease; None if there is none `but` these.

    One whose worker was killed too often is given up.
    """
    waiting = (
        select(ImportBatch)
        .where(
            ImportBatch.id.not_in(but),
            ImportBatch.finished_at.is_(None),
            ImportBatch.failed_at.is_(None),
            ImportBatch.discarded_at.is_(None),
            or_(ImportBatch.checked_at.is_(None), ImportBatch.accepted_at.is_not(None)),
            or_(ImportBatch.lease_until.is_(None), ImportBatch.lease_until < at),
        )
        .order_by(ImportBatch.id)
        .limit(1)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    while (batch := session().scalar(waiting)) is not None:
        if batch.attempts < MOST_ATTEMPTS:
            batch.attempts += 1
            batch.lease, batch.lease_until = new_lease(), at + LEASE
            session().flush()
            return _held(batch)
        _fail(batch, batch.error or GIVEN_UP, at)
    return None


def begin_look(*, batch_id: int, lease: str, at: datetime) -> None:
    """Forget what an earlier look found that did not come to its end. Raises as `note_look` does."""
    batch = _locked(batch_id, lease)
    session().execute(delete(ImportProblem).where(ImportProblem.batch_id == batch.id))
    batch.read = batch.accepted = batch.with_warnings = batch.refused = 0
    batch.lease_until = at + LEASE
    session().flush()


def note_look(
    *, batch_id: int, lease: str, counts: Mapping[str, int], findings: Sequence[Finding], at: datetime
) -> None:
    """Note what was found in some more records.

    Raises:
        Conflict: `exchange.taken_over`, the lease had run out and somebody else works on it.
    """
    batch = _locked(batch_id, lease)
    _keep_problems(batch.id, findings)
    for name, number in counts.items():
        setattr(batch, name, getattr(batch, name) + number)
    batch.lease_until = at + LEASE
    session().flush()


def finish_look(*, batch_id: int, lease: str, asked: Asked, head: Mapping[str, object], at: datetime) -> None:
    """Note that the look is over; a person decides now, on what the file says when it is read as `asked`.

    Raises as `note_look` does.
    """
    batch = _locked(batch_id, lease)
    batch.asked, batch.head, batch.checked_at = to_json(asked), dict(head), at
    _release(batch)
    _tell("import.checked", batch, at, read=batch.read, accepted=batch.accepted, refused=batch.refused)


def take_records(*, batch_id: int, lease: str, records: Sequence[Checked], by: Actor, at: datetime) -> None:
    """Register what these records say, together; they lie behind the cursor afterwards.

    Raises as `note_look` does.
    """
    batch = _locked(batch_id, lease)
    taken = Taker(batch, by, today=clock.local_day(at), at=at).take(records)
    _keep_problems(batch.id, taken.problems)
    for outcome, number in Counter(done.outcome for done in taken.done).items():
        setattr(batch, outcome.value, getattr(batch, outcome.value) + number)
    batch.declined += taken.declined
    batch.with_warnings += newly_warned(records, taken.problems)
    batch.cursor, batch.lease_until, batch.attempts = records[-1].number, at + LEASE, 0
    session().flush()
    _tell_taken(batch, records, taken, by, at)


def finish_taking(*, batch_id: int, lease: str, at: datetime) -> None:
    """Note that every record was dealt with. Raises as `note_look` does."""
    batch = _locked(batch_id, lease)
    agreed = ImportProblem.batch_id == batch.id, ImportProblem.code.in_((WOULD_END, WOULD_WITHDRAW))
    session().execute(delete(ImportProblem).where(*agreed))  # it is done, or told why not
    batch.finished_at = at
    _release(batch)
    _tell("import.finished", batch, at, registered=batch.registered, known=batch.known,
          declined=batch.declined)  # fmt: skip


def give_back(
    *, batch_id: int, lease: str, error: str, final: bool, at: datetime, headings: object = None
) -> None:
    """Note why the work did not come to its end: to be tried again, or, if `final`, not any more.

    `headings` are those of a table in which none was recognised, so that a person can say what they mean.
    Raises as `note_look` does.
    """
    batch, error = _locked(batch_id, lease), kept(error)
    batch.error = error
    if isinstance(headings, list):
        batch.head = {"headings": [kept(str(heading)) for heading in headings]}
    if final or batch.attempts >= MOST_ATTEMPTS:
        _fail(batch, error, at)
    else:
        _release(batch)
    session().flush()


def kept(text: str) -> str:
    """Return a text of a file as a database takes it: PostgreSQL refuses the character NUL."""
    return text.replace("\0", "\ufffd")


def _held(batch: ImportBatch) -> Held:
    file = session().get_one(StoredFile, batch.file_id)
    account = None if batch.accepted_by_id is None else session().get_one(Account, batch.accepted_by_id)
    by = None if account is None else acting_as(account.actor(), batch.organisation_id)
    return Held(
        batch.id, batch.lease, batch.organisation_id, file.sha256, file.name, asked_from(batch.asked),
        batch.language, batch.cursor, by,
    )  # fmt: skip


def _keep_problems(batch_id: int, findings: Sequence[Finding]) -> None:
    add_rows(
        ImportProblem,
        ("batch_id", "record", "row", "field", "code", "severity", "message"),
        (
            (
                batch_id,
                item.record,
                item.row,
                kept(item.field),
                item.code,
                item.severity,
                kept(sentence(item)),
            )
            for item in findings
        ),
    )


def _tell_taken(
    batch: ImportBatch, records: Sequence[Checked], taken: Taken, by: Actor, at: datetime
) -> None:
    file = session().get_one(StoredFile, batch.file_id)
    after = {"number": batch.id, "file": file.name, "first": records[0].number, "last": records[-1].number}
    for name, outcome in ACTS.items():
        subjects = tuple(_subject(done.target) for done in taken.done if done.outcome is outcome)
        if subjects:
            publish(Event(name, by, at, (*_subjects(batch), *subjects), after=after))


def _subject(target: Target) -> Subject:
    if target.release_id is None:
        return Subject("publication", target.publication_id or 0)
    return Subject("release", target.release_id)


def _locked(batch_id: int, lease: str) -> ImportBatch:
    batch = session().get_one(ImportBatch, batch_id, with_for_update=True, populate_existing=True)
    if not lease or batch.lease != lease:
        raise Conflict("exchange.taken_over")
    return batch


def _release(batch: ImportBatch) -> None:
    batch.lease, batch.lease_until = "", None
    session().flush()


def _fail(batch: ImportBatch, error: str, at: datetime) -> None:
    batch.failed_at, batch.error = at, error
    _release(batch)
    _tell("import.failed", batch, at)


def _subjects(batch: ImportBatch) -> tuple[Subject, ...]:
    return Subject("import", batch.id), Subject("organisation", batch.organisation_id)


def _tell(name: str, batch: ImportBatch, at: datetime, **after: object) -> None:
    publish(Event(name, SYSTEM, at, _subjects(batch), after={"number": batch.id, **after}))
