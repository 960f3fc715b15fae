"""Looks at files and takes them; killed at any moment, the next worker goes on where it stopped."""

from collections import Counter, deque
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto
from itertools import islice

import structlog

from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.exchange.batches import working
from app.exchange.batches.looked import KEPT_AS, warned
from app.exchange.batches.looking import Look
from app.exchange.batches.queries import remembered
from app.exchange.batches.working import Held
from app.exchange.checking import Checked, checked_records
from app.exchange.reading.opening import open_source
from app.exchange.records import TABLES, Finding, Source
from app.exchange.report import COUNTS, columns_missing, counted, found_in
from app.exchange.samples import Samples
from app.exchange.values import Surroundings
from app.infra import clock
from app.infra.collecting import rare_collections
from app.infra.db import transaction
from app.infra.i18n import force_locale
from app.infra.settings import settings
from app.infra.storage import storage
from app.web.messages import message_for

log = structlog.get_logger()
IMPORTS = "imports"
LOOKED_AT_ONCE = 2000
TAKEN_AT_ONCE = 500
"""So many records are one act: a killed worker repeats none, and others wait no longer for the lock."""
OPEN_AT_ONCE = 4
"""So many files take turns: each is held open, with what its reader keeps in memory."""
RENEWED_EVERY = working.LEASE / 4


class Turn(Enum):
    """What became of a file whose turn it was."""

    GOES_ON = auto()
    ENDED = auto()
    PUT_OFF = auto()
    """It has to be tried again, which the next look does, or somebody else has taken it up."""


@dataclass(frozen=True, slots=True)
class _Open:
    """A file that is worked on, and its steps: after each it is the next one's turn."""

    held: Held
    steps: Iterator[None]


@rare_collections()
def work_on_imports() -> int:
    """Do everything that waits, and return how many batches were dealt with.

    Files take turns, a portion each: a short one need not wait until a long one is over.
    """
    ended, put_off = 0, set[int]()
    opened, renewed_at = deque[_Open](), clock.now()
    with transaction():
        working.free_from_the_dead()
    while True:
        if len(opened) < OPEN_AT_ONCE:
            _take_up(opened, put_off)
        if not opened:
            return ended
        if clock.now() - renewed_at >= RENEWED_EVERY:
            renewed_at = clock.now()
            with transaction():
                working.renew([each.held.lease for each in opened], at=renewed_at)
        turn = opened.popleft()
        became = _step(turn)
        if became is Turn.GOES_ON:
            opened.append(turn)
        elif became is Turn.PUT_OFF:
            put_off.add(turn.held.id)
        else:
            ended += 1


def _take_up(opened: deque[_Open], put_off: set[int]) -> None:
    """Open the oldest file that waits, if there is one; it comes to its turn first."""
    with transaction():
        held = working.take_waiting(but=put_off, at=clock.now())
    if held is not None:
        opened.appendleft(_Open(held, _look(held) if held.by is None else _take(held, held.by)))


def _step(turn: _Open) -> Turn:
    """Do one portion of a file."""
    held = turn.held
    try:
        with force_locale(held.language):
            next(turn.steps)
    except StopIteration:
        return Turn.ENDED
    except Conflict:
        return Turn.PUT_OFF
    except DomainError as error:
        with force_locale(held.language):
            _give_back(held, message_for(error), final=True, headings=error.params.get("headings"))
        return Turn.ENDED
    except Exception as error:
        # Whatever it was, others must not wait for it; the batch says so and is tried again.
        log.exception("import failed", batch=held.id)
        _give_back(held, type(error).__name__, final=False)
        return Turn.PUT_OFF
    return Turn.GOES_ON


def _look(held: Held) -> Iterator[None]:
    """Read the whole file, and keep what is wrong with it."""
    with transaction():
        working.begin_look(batch_id=held.id, lease=held.lease, at=clock.now())
    held = _as_remembered(held)
    source = _source(held)
    _note(held, Counter(), [*source.findings, *columns_missing(source, held.asked)])
    # A row of a table has no way to say that it changes or deletes another.
    look, samples = Look(held.organisation_id, may_change=source.format not in TABLES), Samples()
    for records in _portions(_records(held, source), LOOKED_AT_ONCE):
        for record in records:
            samples.note(record)
        counts = Counter(name for record in records for name in _counted(record))
        found = [finding for record in records for finding in record.findings]
        # Reading and judging come before the act that notes them: nobody waits for the lock meanwhile.
        found += look.look(records, today=clock.today())
        _note(held, counts, found)
        yield
    head = {
        **found_in(source, held.asked),
        KEPT_AS: look.counts.to_json(),
        "headings": [working.kept(heading) for heading in source.headings],
        "samples": samples.to_json(),
    }
    with transaction():
        working.finish_look(batch_id=held.id, lease=held.lease, asked=held.asked, head=head, at=clock.now())


def _counted(record: Checked) -> Iterator[str]:
    """What a record counts as; what is named with its title, or counted apart, is no warning besides."""
    for name in counted(record):
        if name in COUNTS and (name != "with_warnings" or warned(record.findings)):
            yield name


def _take(held: Held, by: Actor) -> Iterator[None]:
    """Register what lies behind the cursor, some hundreds in one act."""
    for portion in _portions(_records(held, _source(held)), TAKEN_AT_ONCE):
        records = [record for record in portion if record.accepted and record.number > held.cursor]
        if records:
            with transaction():
                working.take_records(
                    batch_id=held.id, lease=held.lease, records=records, by=by, at=clock.now()
                )
        yield
    with transaction():
        working.finish_taking(batch_id=held.id, lease=held.lease, at=clock.now())


def _source(held: Held) -> Source:
    return open_source(storage().path(held.sha256), held.asked)


def _as_remembered(held: Held) -> Held:
    """The batch to be read as a person said, else as was remembered for its headings, else as it seems."""
    if held.asked.mapping or held.asked.constants:
        return held
    try:
        headings: object = _source(held).headings
    except DomainError as error:
        headings = error.params.get("headings")
    if not isinstance(headings, tuple | list) or not headings:
        return held
    kept = remembered(held.organisation_id, [str(heading) for heading in headings])
    if kept is None:
        return held
    mapping, constants = (
        {name: str(said) for name, said in part.items()} for part in (kept.mapping, kept.constants)
    )
    return replace(held, asked=replace(held.asked, mapping=mapping, constants=constants))


def _records(held: Held, source: Source) -> Iterator[Checked]:
    around = Surroundings(clock.today(), settings().jurisdiction)
    return checked_records(source, around, held.asked.constants)


def _portions(records: Iterator[Checked], size: int) -> Iterator[list[Checked]]:
    while portion := list(islice(records, size)):
        yield portion


def _note(held: Held, counts: Counter[str], findings: list[Finding]) -> None:
    with transaction():
        working.note_look(
            batch_id=held.id, lease=held.lease, counts=counts, findings=findings, at=clock.now()
        )


def _give_back(held: Held, error: str, *, final: bool, headings: object = None) -> None:
    with transaction():
        working.give_back(
            batch_id=held.id, lease=held.lease, error=error, final=final, headings=headings, at=clock.now()
        )
