"""Periodicals from files: registered as by their form, and taken back with the file."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import NamedTuple

from sqlalchemy import select

from app.domain.actor import Actor
from app.domain.errors import Conflict
from app.domain.registration import RegistrationAnswers
from app.exchange.batches.models import ImportBatch, ImportedRecord, Outcome
from app.exchange.checking import Checked
from app.exchange.columns import BY_NAME
from app.exchange.records import Finding, Severity
from app.exchange.serials import GivenPeriodical
from app.infra.db import session
from app.publications.models import Publication, ReleaseWithdrawal
from app.publications.periodicals.given import GivenIssn, TitleFacts, Usual
from app.publications.periodicals.identifiers import ISSN, Carried, check_issn, titles_carrying
from app.publications.periodicals.models import Issue, Periodical
from app.publications.periodicals.namesakes import namesakes_of_each
from app.publications.periodicals.services import register_periodical, withdraw_periodical

_TITLED = ("title", "kind", "language", "script", "carrier", "origin", "parallel_title", "subjects",
           "audiences", "restricted")  # fmt: skip
LIKELY = "exchange.periodical_likely"
_USUAL = tuple(Usual.__dataclass_fields__)


def issns_carried(records: Sequence[Checked]) -> Carried:
    """Return the titles that carry the ISSNs of these periodicals already, in one statement for all."""
    answered = (record.answers for record in records if record.periodical and record.answers)
    return titles_carrying({issn.digits for issn in map(_issn_of, answered) if issn}, exclude=None)


def require_free(answers: RegistrationAnswers, carried: Carried) -> None:
    """Refuse the ISSN of another title, one of those `carried`. Raises as `check_issn` does."""
    check_issn(_issn_of(answers), exclude=None, carried=carried)


class Described(NamedTuple):
    """A periodical as a record describes it, and the publication that it is once it is registered."""

    record: Checked
    answers: RegistrationAnswers
    publication_id: int | None = None


def likely_known(given: Sequence[Described], publisher_ids: Collection[int]) -> Iterator[Finding]:
    """Warn of periodicals of these publishers, registered before, that records may describe once more, unless
    they say that they are other titles, which the form asks. Costs the same statements for any number."""
    asked = [each for each in given if not each.record.another]
    found = namesakes_of_each(
        [_facts_of(each.record, each.answers) for each in asked], publisher_ids=publisher_ids
    )
    for (record, _answers, own), others in zip(asked, found, strict=True):
        before = (other for other in others if own is None or other.publication_id < own)
        for other in islice(before, 1):
            place, column = record.places.get("title", "title"), BY_NAME["another_title"]
            params = {"title": other.publication.title, "name": column.label, "column": column.name}
            yield Finding(record.number, record.row, place, LIKELY, Severity.WARNING, params)


def register_from(record: Checked, answers: RegistrationAnswers, *, by: Actor, at: datetime) -> int:
    """Register the periodical of a record; returns its publication.

    Raises:
        DomainError: as `register_periodical` does.
        ValueError: the record is of no periodical.
    """
    facts, said = _facts_of(record, answers), _said_of(record)
    usual = Usual(**{name: getattr(answers, name) for name in _USUAL})
    registered = register_periodical(
        facts=facts, usual=usual, pattern=said.pattern, first=said.first, by=by, at=at
    )
    return registered.publication_id


def _said_of(record: Checked) -> GivenPeriodical:
    if record.periodical is None:
        raise ValueError("a record of no periodical")
    return record.periodical


def _facts_of(record: Checked, answers: RegistrationAnswers) -> TitleFacts:
    return TitleFacts(
        **{name: getattr(answers, name) for name in _TITLED},
        issn=_issn_of(answers),
        newspaper_level=_said_of(record).newspaper_level,
    )


def _issn_of(answers: RegistrationAnswers) -> GivenIssn | None:
    issn = next((item for item in answers.identifiers if item.scheme == ISSN), None)
    return GivenIssn(issn.value, issn.reason) if issn else None


def withdraw_registered(batch: ImportBatch, *, reason: str, by: Actor, at: datetime) -> int:
    """Withdraw the periodicals that a batch registered; returns their number.

    Raises:
        Conflict: `exchange.issues_announced`, an issue of one (`title`) has come out since; or as
            `withdraw_periodical` does.
    """
    mine = (
        select(ImportedRecord.publication_id)
        .join(Periodical, Periodical.publication_id == ImportedRecord.publication_id)
        .where(
            ImportedRecord.batch_id == batch.id,
            ImportedRecord.outcome == Outcome.REGISTERED,
            Periodical.withdrawn_at.is_(None),
        )
    )
    moved = (
        select(Publication.title)
        .join(Issue, Issue.publication_id == Publication.id)
        .outerjoin(ReleaseWithdrawal, ReleaseWithdrawal.release_id == Issue.release_id)
        .where(Publication.id.in_(mine), ReleaseWithdrawal.release_id.is_(None))
    )
    title = session().scalar(moved.limit(1))
    if title is not None:
        raise Conflict("exchange.issues_announced", title=title)
    found = session().scalars(mine).all()
    for publication_id in found:
        withdraw_periodical(publication_id=publication_id or 0, reason=reason, by=by, at=at)
    return len(found)
