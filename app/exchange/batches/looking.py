"""Records of a file held against the register and the law before anybody accepts it; nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from flask_babel import LazyString

from app.domain.actor import Actor, Role
from app.domain.errors import DomainError
from app.domain.registration import NAMES, RegistrationAnswers
from app.exchange.batches.changing import UNKNOWN_NUMBER, foreseen_change, foreseen_withdrawal
from app.exchange.batches.looked import UNDECIDED, WOULD_AMEND, WOULD_WITHDRAW, Looked
from app.exchange.batches.periodicals import require_free
from app.exchange.batches.taken import refusal
from app.exchange.batches.weighing import Number, Weigher
from app.exchange.checking import Checked
from app.exchange.records import Act, Finding, Severity
from app.infra.db import session
from app.infra.i18n import lazy_gettext as _
from app.organisations.models import Organisation
from app.publications.vocabulary import FACTS, word

_ALSO: Mapping[str, LazyString] = {
    "events": _("Days of what happened"),
    "printer_id": FACTS["printer"],
    "printer_name": FACTS["printer"],
    "imprint_id": FACTS["imprint"],
    "title_details": _("Facts of its kind"),
    "release_details": _("Facts of its kind"),
}
"""What answers are called of which the register has no word."""


class Look:
    """Goes through the good records of one organisation's file in their order, and counts what would be done.

    `may_change`: records of such a file may change or take back others, also those that stand before them in
    the file; only of such a file the numbers of its new records are kept in mind.
    """

    def __init__(self, organisation_id: int, *, may_change: bool) -> None:
        self.counts = Looked()
        self._by = Actor(Role.DEPOSITOR, organisation_id=organisation_id)
        self._organisation_id, self._may_change = organisation_id, may_change
        self._in_file: dict[Number, str] = {}
        self._withdrawn: set[int] = set()

    def look(self, records: Sequence[Checked], *, today: date) -> list[Finding]:
        """Count some more records, and return what is to be told of them."""
        good = [record for record in records if record.accepted]
        if not good:
            return []
        weigher = Weigher(session().get_one(Organisation, self._organisation_id), good, today=today)
        found: list[Finding] = []
        for record in good:
            try:
                found += self._new(record, weigher) if record.act is Act.NEW else self._act(record, weigher)
            except DomainError as error:
                self.counts.declined += 1
                found.append(refusal(record, error))
        self.counts.codes |= {finding.code for finding in found}
        return found

    def _new(self, record: Checked, weigher: Weigher) -> Iterator[Finding]:
        counts = self.counts
        if record.fingerprint in weigher.known:
            counts.known += 1
            return
        missing = _missing(record, weigher)
        if record.same_as is not None:
            counts.known += 1
            return
        if self._may_change:
            self._in_file.update(dict.fromkeys(_numbers(record), record.title))
        if missing:
            counts.undecided += 1
            counts.missing.update(missing)
            yield _told(record, UNDECIDED, facts=", ".join(word(FACTS, fact) for fact in missing))

    def _act(self, record: Checked, weigher: Weigher) -> Iterator[Finding]:
        self.counts.codes.add(f"exchange.{record.act.value}")  # what stands here tells it of the very title
        if record.act is Act.DELETE:
            title = self._withdrawal(record)
            self.counts.withdrawn += 1
            yield _told(record, WOULD_WITHDRAW, title=title)
            return
        title, names = self._change(record, weigher)
        if not names:
            self.counts.known += 1
            return
        self.counts.amended += 1
        yield _told(record, WOULD_AMEND, title=title, facts=_named(names))

    def _withdrawal(self, record: Checked) -> str:
        """The title whose registration would be withdrawn. Raises as `foreseen_withdrawal` does."""
        try:
            release = foreseen_withdrawal(record, by=self._by, but=self._withdrawn)
        except DomainError as error:
            title = self._before(record, error)
            for number in _numbers(record):
                self._in_file.pop(number, None)
            return title
        self._withdrawn.add(release.id)
        return release.publication.title

    def _change(self, record: Checked, weigher: Weigher) -> tuple[str, Sequence[str]]:
        """The title that would be amended, and what of it. Raises as `foreseen_change` does."""
        try:
            change = foreseen_change(weigher.imprints.named(record), by=self._by, but=self._withdrawn)
        except DomainError as error:
            given = (name for name in record.places if name != "identifiers" and name in NAMES)
            return self._before(record, error), tuple(given)
        return change.release.publication.title, change.names

    def _before(self, record: Checked, error: DomainError) -> str:
        """The title of a record of the file that would be registered before this one with its number.

        Raises:
            DomainError: the error, where there is none.
        """
        title = next((self._in_file[number] for number in _numbers(record) if number in self._in_file), None)
        if title is None or error.code != UNKNOWN_NUMBER:
            raise error
        return title


def _numbers(record: Checked) -> Iterator[Number]:
    answers = record.answers or RegistrationAnswers()
    return ((item.scheme, item.value) for item in answers.identifiers)


def _named(names: Sequence[str]) -> str:
    words = (str(_ALSO[name]) if name in _ALSO else word(FACTS, name) for name in names)
    return ", ".join(dict.fromkeys(words))


def _told(record: Checked, code: str, **params: object) -> Finding:
    return Finding(record.number, record.row, "", code, Severity.WARNING, params)


def _missing(record: Checked, weigher: Weigher) -> list[str]:
    """The facts for want of which the law stays undecided; a periodical owes nothing by itself.

    Raises:
        DomainError: it cannot be registered.
    """
    if record.periodical is not None:
        require_free(weigher.completed(record))
        return []
    undecided = weigher.ready(record).judgement.undecided
    return sorted({fact for item in undecided for fact in item.undecided.missing})
