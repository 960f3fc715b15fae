"""Records of a file turned into registered releases, some hundreds in one act."""

from collections.abc import Collection, Sequence
from datetime import date, datetime

from sqlalchemy import select

from app.deposits.obligations.services import keep_new
from app.deposits.obligations.terms import Case
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.registration import RegistrationAnswers
from app.exchange.batches.amending import amend_by
from app.exchange.batches.changing import withdraw_by
from app.exchange.batches.looked import WOULD_END, WOULD_WITHDRAW
from app.exchange.batches.models import ImportBatch, ImportedRecord, ImportProblem, Outcome
from app.exchange.batches.periodicals import Described, likely_known, register_from
from app.exchange.batches.queries import registered_otherwise
from app.exchange.batches.taken import Done, Taken, Target
from app.exchange.batches.weighing import Ready, Weigher
from app.exchange.checking import Checked
from app.exchange.records import Act
from app.infra.bulk import add_rows
from app.infra.db import session
from app.organisations.models import Organisation
from app.publications.services.bulk import register_many


class Taker:
    """Takes records for one organisation under the law of one day; made anew for each transaction.

    It holds the organisation's row, so that two batches of one organisation do not register the same twice.
    """

    def __init__(self, batch: ImportBatch, by: Actor, *, today: date, at: datetime) -> None:
        self._batch, self._by, self._today, self._at = batch, by, today, at
        self._publisher = session().get_one(
            Organisation, batch.organisation_id, with_for_update=True, populate_existing=True
        )

    def take(self, records: Sequence[Checked]) -> Taken:
        """Register, amend and withdraw what the records say; each is done, or declined with its reason."""
        taken, weigher = Taken(), self._weigher(records)
        known, agreed = weigher.known, self._agreed(records)
        ready: dict[str, Ready] = {}
        again, periodicals = list[tuple[Checked, str]](), list[Described]()
        for record in records:
            mark = record.fingerprint
            try:
                if record.act is not Act.NEW:
                    # It may mean what a record before it has registered.
                    known |= self._register(ready, taken, weigher)
                    self._change(record, weigher, agreed, taken)
                elif mark in known or mark in ready:
                    again.append((record, mark))
                elif record.periodical is not None:
                    answers = weigher.completed(record)
                    known[mark] = self._periodical(record, answers)
                    periodicals.append(Described(record, answers, known[mark].publication_id))
                    taken.done.append(Done(record.number, known[mark], mark, Outcome.REGISTERED))
                else:
                    ready[mark] = weigher.ready(record)
                    taken.problems += ready[mark].left_out
                    taken.problems += filter(None, [weigher.imprints.doubt(record)])
                    taken.problems += weigher.carried_already(record)
            except DomainError as error:
                taken.decline(record, error)
        known |= self._register(ready, taken, weigher)
        taken.done += [Done(record.number, known[mark], mark, Outcome.KNOWN) for record, mark in again]
        taken.problems += likely_known(periodicals, self._by.organisation_ids)
        taken.problems.sort(key=lambda finding: finding.record or 0)
        self._note(taken)
        return taken

    def _weigher(self, records: Sequence[Checked]) -> Weigher:
        among = registered_otherwise(self._batch.id)
        return Weigher(self._publisher, records, today=self._today, among=among)

    def _agreed(self, records: Sequence[Checked]) -> Collection[int]:
        """The records that may withdraw a registration, or end duties: their titles were named when it was
        agreed to."""
        asking = [record.number for record in records if record.act is not Act.NEW]
        named = select(ImportProblem.record).where(
            ImportProblem.batch_id == self._batch.id,
            ImportProblem.code.in_((WOULD_END, WOULD_WITHDRAW)),
            ImportProblem.record.in_(asking),
        )
        return {number for number in session().scalars(named) if number is not None} if asking else ()

    def _change(self, record: Checked, weigher: Weigher, agreed: Collection[int], taken: Taken) -> None:
        may, told = record.number in agreed, None
        with session().begin_nested():
            if record.act is Act.DELETE:
                release_id = withdraw_by(record, agreed=may, by=self._by, at=self._at)
                outcome = Outcome.WITHDRAWN
            else:
                release_id, told = amend_by(record, weigher, agreed=may, by=self._by, at=self._at)
                outcome = Outcome.AMENDED if told else Outcome.KNOWN
        taken.done.append(Done(record.number, Target(release_id), record.fingerprint, outcome))
        taken.problems += [told] if told else []

    def _periodical(self, record: Checked, answers: RegistrationAnswers) -> Target:
        """Register a periodical, which is one act as in its form: nothing is owed by that yet."""
        with session().begin_nested():
            return Target(publication_id=register_from(record, answers, by=self._by, at=self._at))

    def _register(self, ready: dict[str, Ready], taken: Taken, weigher: Weigher) -> dict[str, Target]:
        """Write what is ready, and let it be ready no more; returns the releases by fingerprint."""
        items = list(ready.values())
        ready.clear()
        ids = register_many(self._publisher, [item.answers for item in items], at=self._at) if items else ()
        written = list(zip(items, ids, strict=True))
        keep_new(
            [(self._case(item, number, weigher), item.judgement) for item, number in written], at=self._at
        )
        taken.done += [
            Done(item.record.number, Target(number), item.record.fingerprint, Outcome.REGISTERED)
            for item, number in written
        ]
        return {item.record.fingerprint: Target(number) for item, number in written}

    def _case(self, item: Ready, release_id: int, weigher: Weigher) -> Case:
        region = item.answers.depositor_region or self._publisher.region_soato
        return Case(release_id, item.facts, region, self._today, weigher.laws, (), weigher.calendars)

    def _note(self, taken: Taken) -> None:
        batch = self._batch
        add_rows(
            ImportedRecord,
            (
                "batch_id",
                "number",
                "organisation_id",
                "release_id",
                "publication_id",
                "fingerprint",
                "outcome",
            ),
            (
                (batch.id, done.number, batch.organisation_id, *done.target, done.fingerprint, done.outcome)
                for done in taken.done
            ),
        )
