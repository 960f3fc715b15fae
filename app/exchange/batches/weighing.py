"""Records of a file held against the register and the law of one day: what registering them would meet."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement, select, true

from app.deposits.obligations.days_asked import days_asked
from app.deposits.obligations.deposited import Earlier, earlier_elsewhere, in_words, says_deposited
from app.deposits.obligations.judging import Calendars, Judgement, judge
from app.domain.actor import Actor, Role
from app.domain.errors import DomainError
from app.domain.kinds import KINDS
from app.domain.publication import Kind, ReleaseFacts
from app.domain.registration import GivenIdentifier, RegistrationAnswers, parties
from app.exchange.batches.imprints import Imprints
from app.exchange.batches.models import ImportedRecord
from app.exchange.batches.taken import Target
from app.exchange.checking import Checked
from app.exchange.columns import BY_NAME
from app.exchange.records import Act, Finding, Severity
from app.infra import clock
from app.infra.db import session
from app.infra.i18n import format_long, gettext
from app.law.queries import InForce, governing, rule_sets
from app.organisations.models import Organisation, OrganisationKind
from app.organisations.queries import records_of
from app.publications.editions import edition_words
from app.publications.models import Release, ReleaseWithdrawal
from app.publications.namesakes import Namesake, Number, namesakes
from app.publications.periodicals.models import Periodical
from app.publications.same_titles import likely_duplicates_of_each
from app.publications.vocabulary import SCHEMES, kind_name

REASON = "deposit_reason"
"""The column that says why an earlier edition counts as deposited against what the register knows."""


@dataclass
class Ready:
    """A new record that can be registered, judged already. `left_out` are the warnings of its days that are
    not asked of it, so that `answers` are without them."""

    record: Checked
    answers: RegistrationAnswers
    facts: ReleaseFacts
    judgement: Judgement
    left_out: Sequence[Finding]


class Weigher:
    """Holds some records of one organisation against what the register says of them at this moment.

    `among`: which releases count where it is looked for what a new record may describe once more, or be a
    later edition of; what a file registers itself does not, as it did not when it was looked at. `known` are
    the records that were registered before and not withdrawn, by their fingerprint.
    """

    def __init__(
        self,
        publisher: Organisation,
        records: Sequence[Checked],
        *,
        today: date,
        among: ColumnElement[bool] | None = None,
    ) -> None:
        self.publisher, self.today = publisher, today
        self._own = records_of(publisher.id)
        self.laws: Sequence[InForce] = rule_sets()
        self._law = next((law for law in self.laws if law.covers(today)), None)
        self._governs = governing(self.laws, today)
        self.calendars = Calendars()
        self.imprints = Imprints(publisher)
        self.known = _known(self._own, [record.fingerprint for record in records])
        self._printers = _printers({record.printer_stir for record in records if record.printer_stir})
        self._shared = _shared(records)
        among = true() if among is None else among
        self._earlier = _earlier(self._own, records, among)
        unknown = [record for record in records if record.fingerprint not in self.known]
        self._answers = {
            record.number: self.completed(self.imprints.named(record)).fitted()
            for record in unknown
            if record.act is Act.NEW and record.periodical is None and record.answers is not None
        }
        self._alike = _alike(self._own, unknown, self._answers, among)

    def ready(self, record: Checked) -> Ready:
        """Return a new record with all that registering it needs.

        Raises:
            DomainError: it is incomplete, a number stands on a registered title
                (`exchange.number_of_own_title`, `exchange.number_of_another`), it seems to be registered
                already (`exchange.likely_registered`), or no date can be given (`calendar.out_of_range`, with
                the event as its field); an earlier edition is said to be deposited against the register
                (`exchange.deposit_reason`).
        """
        answers = self._answers[record.number]
        answers.require_complete()
        answers, left_out = self._without_unasked_days(record, answers)
        for given in answers.identifiers:
            self._require_free(given)
        self._require_another(record)
        self._require_counted(answers)
        self._require_explained(record)
        of = self.publisher
        facts = answers.fitted_facts(parties(of.id, of.kind, answers.printer_id, kind=answers.kind))
        judgement = judge(facts, today=self.today, laws=self.laws, calendars=self.calendars)
        return Ready(record, answers, facts, judgement, left_out)

    def completed(self, record: Checked) -> RegistrationAnswers:
        """Return the answers with what the register adds: the printing house that the file names by its tax
        number, else as it is named, and the publisher's own region where the file gives none, as in the form.
        The reason for a deposit is left out where none is said, also as in the form.
        """
        answers = _with_reason_asked_for(record.answers or RegistrationAnswers())
        region = answers.depositor_region or self.publisher.region_soato
        found = self._printers.get(record.printer_stir)
        if found is not None:
            return replace(answers, depositor_region=region, printer_id=found, printer_name="")
        named = answers.printer_name or record.printer_stir
        return replace(answers, depositor_region=region, printer_name=named)

    def without_strange_days(
        self, before: RegistrationAnswers, given: RegistrationAnswers, after: RegistrationAnswers
    ) -> RegistrationAnswers:
        """Return what a title says after a change without the days that its new kind or carrier is not asked
        for, as the form lets them go; what is `given` stays."""
        if (before.kind, before.carrier) == (after.kind, after.carrier):
            return after
        kept = {*given.events, *days_asked(after, self.publisher, self._law)}
        return replace(after, events={name: day for name, day in after.events.items() if name in kept})

    def require_new_days_counted(self, before: RegistrationAnswers, after: RegistrationAnswers) -> None:
        """Refuse a day that is new and outside the calendar. Raises `calendar.out_of_range`."""
        new = dict(after.events.items() - before.events.items())
        if new:
            self._require_counted(replace(after, events=new))

    def carried_already(self, record: Checked) -> Iterator[Finding]:
        """Warn of numbers that are taken for a reason: it was written before the register was asked."""
        for given in record.answers.identifiers if record.answers is not None else ():
            for other in self._shared.get((given.scheme, given.value), ())[:1]:
                params = {"number": given.printed, "title": other.title, "publisher": other.publisher}
                code = "exchange.number_in_register"
                yield Finding(record.number, record.row, "identifiers", code, Severity.WARNING, params)

    def _without_unasked_days(
        self, record: Checked, answers: RegistrationAnswers
    ) -> tuple[RegistrationAnswers, Sequence[Finding]]:
        """The answers with those days only that the form would ask for, and a warning of each other one."""
        kind = KINDS[Kind(answers.kind)]
        if answers.events.keys() <= {*kind.events_on(answers.carrier)}:
            return answers, ()  # As of most records, for which the rules of the law need not be gone through.
        asked = days_asked(answers, self.publisher, self._law)
        left_out = [
            Finding(
                record.number, record.row, record.places.get(event, event), "exchange.day_not_asked",
                Severity.WARNING, {"name": BY_NAME[event].label, "kind": kind_name(answers.kind)},
            )
            for event in answers.events
            if event not in asked
        ]  # fmt: skip
        kept = {event: day for event, day in answers.events.items() if event in asked}
        return replace(answers, events=kept), left_out

    def _require_another(self, record: Checked) -> None:
        """Refuse what may be registered already, unless the file says that it is another title."""
        release = self._alike.get(record.number)
        if release is not None:
            day = format_long(clock.local_day(release.registered_at))
            registered = gettext("registered on %(day)s", day=day)
            words = (f"“{release.title}”", *edition_words(release), registered)
            column = BY_NAME["another_title"]
            raise DomainError(
                "exchange.likely_registered", "title",
                registered=", ".join(words), name=column.label, column=column.name,
            )  # fmt: skip

    def _require_free(self, given: GivenIdentifier) -> None:
        others = None if given.reason else self._shared.get((given.scheme, given.value))
        if not others:
            return
        own = next((other for other in others if other.publisher_id in self._own), None)
        other = own or others[0]
        raise DomainError(
            "exchange.number_of_own_title" if own else "exchange.number_of_another",
            "identifiers",
            scheme=SCHEMES[given.scheme],
            number=given.printed,
            title=other.title,
            publisher=other.publisher,
        )

    def _require_explained(self, record: Checked) -> None:
        """Refuse that copies of the earlier edition count as deposited where the register knows otherwise."""
        earlier = self._earlier.get(record.number)
        if earlier is not None and earlier.is_short:
            column = BY_NAME[REASON]
            raise DomainError(
                "exchange.deposit_reason", "original_deposited",
                said=in_words(earlier), name=column.label, column=column.name,
            )  # fmt: skip

    def _require_counted(self, answers: RegistrationAnswers) -> None:
        """Refuse a day outside the calendar, as the form does: before any law was in force nothing would be
        owed from it, and a slip of the pen would free a title without a word."""
        if self._governs is None:
            return
        days = self.calendars.of(self._governs.rule_set)
        for event, day in answers.events.items():
            if not days.covers(day):
                raise DomainError("calendar.out_of_range", event, day=day, first=days.first, last=days.last)


def _with_reason_asked_for(answers: RegistrationAnswers) -> RegistrationAnswers:
    """The answers; said of every record of a file, the reason stands also where nothing asks for it."""
    if REASON not in answers.release_details or says_deposited(answers):
        return answers
    details = {name: value for name, value in answers.release_details.items() if name != REASON}
    return replace(answers, release_details=details)


def _earlier(
    own: frozenset[int], records: Sequence[Checked], among: ColumnElement[bool]
) -> Mapping[int, Earlier | None]:
    """What the register knows of the earlier editions that are said to be deposited without a reason."""
    saying = [
        (record.number, answers)
        for record in records
        if (answers := record.answers) is not None
        and says_deposited(answers)
        and not answers.release_details.get(REASON)
    ]
    by = Actor(Role.DEPOSITOR, absorbed=own)
    said = [answers for _number, answers in saying]
    known = earlier_elsewhere(said, publisher_ids=own, by=by, among=among) if said else ()
    return {number: earlier for (number, _answers), earlier in zip(saying, known, strict=True)}


def _known(own: Collection[int], fingerprints: Sequence[str]) -> dict[str, Target]:
    statement = (
        select(ImportedRecord.fingerprint, ImportedRecord.release_id, ImportedRecord.publication_id)
        .outerjoin(ReleaseWithdrawal, ReleaseWithdrawal.release_id == ImportedRecord.release_id)
        .outerjoin(Periodical, Periodical.publication_id == ImportedRecord.publication_id)
        .where(
            ImportedRecord.organisation_id.in_(own),
            ImportedRecord.fingerprint.in_(fingerprints),
            ReleaseWithdrawal.release_id.is_(None),
            Periodical.withdrawn_at.is_(None),
        )
    )
    return {mark: Target(*target) for mark, *target in session().execute(statement)}


def _alike(
    own: Collection[int],
    records: Sequence[Checked],
    ready: Mapping[int, RegistrationAnswers],
    among: ColumnElement[bool],
) -> Mapping[int, Release]:
    """The newest release that each new record may describe once more, by the number of the record."""
    asked = [
        (record.number, ready[record.number])
        for record in records
        if record.number in ready and not (record.same_as or record.another)
    ]
    found = likely_duplicates_of_each([answers for _number, answers in asked], publisher_ids=own, among=among)
    return {number: alike[0] for (number, _answers), alike in zip(asked, found, strict=True) if alike}


def _printers(stirs: Collection[str]) -> Mapping[str, int]:
    statement = select(Organisation.stir, Organisation.id).where(
        Organisation.stir.in_(stirs), Organisation.kind == OrganisationKind.PRINTER
    )
    return {row.stir or "": row.id for row in session().execute(statement)} if stirs else {}


def _shared(records: Sequence[Checked]) -> Mapping[Number, Sequence[Namesake]]:
    """Numbers that titles carry already, with those titles."""
    asked = [
        (given.scheme, given.value)
        for record in records
        if record.answers is not None
        for given in record.answers.identifiers
    ]
    return namesakes(asked) if asked else {}
