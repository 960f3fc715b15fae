"""Records of a file turned into registered releases, some hundreds in one act."""

import hashlib
import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import select

from app.deposits.obligations.judging import Calendars, Judgement, judge
from app.deposits.obligations.services import keep_new
from app.deposits.obligations.terms import Case
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.publication import ReleaseFacts
from app.domain.registration import RegistrationAnswers, parties
from app.exchange.batches.changing import amend_by, withdraw_by
from app.exchange.batches.imprints import Imprints
from app.exchange.batches.models import ImportBatch, ImportedRecord, Outcome
from app.exchange.batches.periodicals import register_from
from app.exchange.batches.taken import Done, Taken, Target
from app.exchange.checking import Checked
from app.exchange.records import Act, Finding, Severity
from app.infra.bulk import add_rows
from app.infra.db import session
from app.law.queries import InForce, rule_sets
from app.organisations.models import Organisation, OrganisationKind
from app.publications.models import ReleaseWithdrawal
from app.publications.namesakes import Namesake, namesakes
from app.publications.periodicals.models import Periodical
from app.publications.services.bulk import register_many

Number = tuple[str, str]
_MARKED = json.JSONEncoder(sort_keys=True, ensure_ascii=False)


@dataclass
class _Ready:
    """A new record that can be registered, judged already."""

    record: Checked
    answers: RegistrationAnswers
    fingerprint: str
    facts: ReleaseFacts
    judgement: Judgement


class Taker:
    """Takes records for one organisation under the law of one day; made anew for each transaction.

    It holds the organisation's row, so that two batches of one organisation do not register the same twice.
    """

    def __init__(self, batch: ImportBatch, by: Actor, *, today: date, at: datetime) -> None:
        self._batch, self._by, self._today, self._at = batch, by, today, at
        self._publisher = session().get_one(
            Organisation, batch.organisation_id, with_for_update=True, populate_existing=True
        )
        self._laws: Sequence[InForce] = rule_sets()
        self._calendars = Calendars()
        self._imprints = Imprints(self._publisher)

    def take(self, records: Sequence[Checked]) -> Taken:
        """Register, amend and withdraw what the records say; each is done, or declined with its reason."""
        taken = Taken()
        marks = [fingerprint_of(record) for record in records]
        known = self._known(marks)
        printers = _printers({record.printer_stir for record in records if record.printer_stir})
        shared = self._shared(records)
        ready: dict[str, _Ready] = {}
        again: list[tuple[Checked, str]] = []
        for record, mark in zip(records, marks, strict=True):
            try:
                if record.act is not Act.NEW:
                    # It may mean what a record before it has registered.
                    known |= self._register(ready, taken)
                    taken.done.append(self._change(record, mark))
                elif mark in known or mark in ready:
                    again.append((record, mark))
                elif record.periodical is not None:
                    known[mark] = self._periodical(record, printers)
                    taken.done.append(Done(record.number, known[mark], mark, Outcome.REGISTERED))
                else:
                    ready[mark] = self._judged(self._imprints.named(record), mark, printers, shared)
                    taken.problems += filter(None, [self._imprints.doubt(record)])
                    taken.problems += _carried_already(record, shared)
            except DomainError as error:
                taken.decline(record, error)
        known |= self._register(ready, taken)
        taken.done += [Done(record.number, known[mark], mark, Outcome.KNOWN) for record, mark in again]
        self._note(taken)
        return taken

    def _change(self, record: Checked, mark: str) -> Done:
        with session().begin_nested():
            if record.act is Act.DELETE:
                release_id, outcome = withdraw_by(record, by=self._by, at=self._at), Outcome.WITHDRAWN
            else:
                release_id, changed = amend_by(self._imprints.named(record), by=self._by, at=self._at)
                outcome = Outcome.AMENDED if changed else Outcome.KNOWN
            return Done(record.number, Target(release_id), mark, outcome)

    def _periodical(self, record: Checked, printers: Mapping[str, int]) -> Target:
        """Register a periodical, which is one act as in its form: nothing is owed by that yet."""
        with session().begin_nested():
            answers = _with_printer(record, printers)
            return Target(publication_id=register_from(record, answers, by=self._by, at=self._at))

    def _judged(
        self, record: Checked, mark: str, printers: Mapping[str, int], shared: Collection[Number]
    ) -> _Ready:
        """A new record with all that registering it needs.

        Raises:
            DomainError: it is incomplete, its number is doubtful without a reason, or no date can be given.
        """
        answers = _with_printer(record, printers).fitted()
        answers.require_complete()
        # The look at the record has told which numbers are wrong; only the register knows the others.
        unexplained = any(finding.needs_reason for finding in record.findings)
        for given in answers.identifiers:
            if not given.reason and (unexplained or (given.scheme, given.value) in shared):
                raise DomainError("registration.identifier_reason", "identifiers", number=given.printed)
        of = self._publisher
        facts = answers.fitted_facts(parties(of.id, of.kind, answers.printer_id, kind=answers.kind))
        judgement = judge(facts, today=self._today, laws=self._laws, calendars=self._calendars)
        return _Ready(record, answers, mark, facts, judgement)

    def _register(self, ready: dict[str, _Ready], taken: Taken) -> dict[str, Target]:
        """Write what is ready, and let it be ready no more; returns the releases by fingerprint."""
        items = list(ready.values())
        ready.clear()
        ids = register_many(self._publisher, [item.answers for item in items], at=self._at) if items else ()
        written = list(zip(items, ids, strict=True))
        keep_new([(self._case(item, number), item.judgement) for item, number in written], at=self._at)
        taken.done += [
            Done(item.record.number, Target(number), item.fingerprint, Outcome.REGISTERED)
            for item, number in written
        ]
        return {item.fingerprint: Target(number) for item, number in written}

    def _case(self, item: _Ready, release_id: int) -> Case:
        region = item.answers.depositor_region or self._publisher.region_soato
        return Case(release_id, item.facts, region, self._today, self._laws, (), self._calendars)

    def _known(self, fingerprints: Sequence[str]) -> dict[str, Target]:
        """What this organisation has sent before and not withdrawn, by its fingerprint."""
        statement = (
            select(ImportedRecord.fingerprint, ImportedRecord.release_id, ImportedRecord.publication_id)
            .outerjoin(ReleaseWithdrawal, ReleaseWithdrawal.release_id == ImportedRecord.release_id)
            .outerjoin(Periodical, Periodical.publication_id == ImportedRecord.publication_id)
            .where(
                ImportedRecord.organisation_id == self._publisher.id,
                ImportedRecord.fingerprint.in_(fingerprints),
                ReleaseWithdrawal.release_id.is_(None),
                Periodical.withdrawn_at.is_(None),
            )
        )
        return {mark: Target(*target) for mark, *target in session().execute(statement)}

    def _shared(self, records: Sequence[Checked]) -> Mapping[Number, list[Namesake]]:
        """Numbers that other titles carry already, with those titles."""
        asked = [
            (given.scheme, given.value)
            for record in records
            if record.answers is not None
            for given in record.answers.identifiers
        ]
        return namesakes(asked, exclude=None) if asked else {}

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


def fingerprint_of(record: Checked) -> str:
    """Return what tells a record from every other that says something else."""
    said = record.answers.to_json() if record.answers is not None else {}
    more = [part for part in (record.periodical and record.periodical.to_json(), record.imprint) if part]
    whole = _MARKED.encode([record.act, record.printer_stir, said, *more])
    return hashlib.sha256(whole.encode()).hexdigest()


def _carried_already(record: Checked, shared: Mapping[Number, list[Namesake]]) -> Iterator[Finding]:
    """Warnings of numbers that were taken for their reason: it was written before the register was asked."""
    for given in record.answers.identifiers if record.answers is not None else ():
        for other in shared.get((given.scheme, given.value), [])[:1]:
            params = {"number": given.printed, "title": other.title, "publisher": other.publisher}
            code = "exchange.number_in_register"
            yield Finding(record.number, record.row, "identifiers", code, Severity.WARNING, params)


def _printers(stirs: Collection[str]) -> Mapping[str, int]:
    statement = select(Organisation.stir, Organisation.id).where(
        Organisation.stir.in_(stirs), Organisation.kind == OrganisationKind.PRINTER
    )
    return {row.stir or "": row.id for row in session().execute(statement)} if stirs else {}


def _with_printer(record: Checked, printers: Mapping[str, int]) -> RegistrationAnswers:
    """The answers with the printing house that the file names by its tax number; not in the register, it is
    kept as it is named."""
    answers = record.answers or RegistrationAnswers()
    if not record.printer_stir:
        return answers
    found = printers.get(record.printer_stir)
    if found is not None:
        return replace(answers, printer_id=found, printer_name="")
    return replace(answers, printer_name=answers.printer_name or record.printer_stir)
