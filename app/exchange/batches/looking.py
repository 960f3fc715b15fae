"""Records of a file held against the register and the law before anybody accepts it; nothing is written."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import LazyString

from app.domain.actor import Actor, Role
from app.domain.errors import DomainError
from app.domain.registration import NAMES
from app.exchange.batches.accounts import weigh
from app.exchange.batches.acting import acting_as
from app.exchange.batches.changing import Change, change_of, foreseen_withdrawal
from app.exchange.batches.looked import (
    UNDECIDED,
    WOULD_AMEND,
    WOULD_END,
    WOULD_WITHDRAW,
    Looked,
    newly_warned,
)
from app.exchange.batches.meant import UNKNOWN_NUMBER, Meant, numbers_of
from app.exchange.batches.periodicals import Described, issns_carried, likely_known, require_free
from app.exchange.batches.taken import refusal
from app.exchange.batches.weighing import Weigher
from app.exchange.checking import Checked
from app.exchange.records import Act, Finding, Severity
from app.infra.db import session
from app.infra.i18n import lazy_gettext as _
from app.organisations.models import Organisation
from app.publications.namesakes import Number
from app.publications.periodicals.identifiers import Carried
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
TWICE = "exchange.changed_twice"
HELD_AT_ONCE = 500
"""So many records are held at once against the titles that they change: these are kept in memory together."""


class Look:
    """Goes through the good records of one organisation's file in their order, and counts what would be done.

    `may_change`: records of such a file may change or take back others, also those that stand before them in
    the file; only of such a file the numbers of its new records are kept in mind.
    """

    def __init__(self, organisation_id: int, *, may_change: bool) -> None:
        self.counts = Looked()
        self._by = acting_as(Actor(Role.DEPOSITOR), organisation_id)
        self._organisation_id, self._may_change = organisation_id, may_change
        self._in_file: dict[Number, str] = {}
        self._withdrawn: set[int] = set()
        self._changed: dict[int, dict[str, Any]] = {}
        self._changed_by: dict[int | Number, int] = {}
        self._periodicals: list[Described] = []

    def look(self, records: Sequence[Checked], *, today: date) -> list[Finding]:
        """Count some more records, and return what is to be told of them."""
        good = [record for record in records if record.accepted]
        if not good:
            return []
        weigher = Weigher(session().get_one(Organisation, self._organisation_id), good, today=today)
        found = [
            finding
            for start in range(0, len(good), HELD_AT_ONCE)
            for finding in self._portion(good[start : start + HELD_AT_ONCE], weigher)
        ]
        self.counts.warned += newly_warned(good, found)
        self.counts.codes |= {finding.code for finding in found}
        return found

    def _portion(self, records: Sequence[Checked], weigher: Weigher) -> list[Finding]:
        meant = Meant([record for record in records if record.act is not Act.NEW], self._by)
        issns = issns_carried(records)
        found, changes = list[Finding](), list[tuple[Checked, Change]]()
        for record in records:
            try:
                if record.act is Act.NEW:
                    found += self._new(record, weigher, issns)
                elif record.act is Act.DELETE:
                    found.append(self._withdrawal(record, meant))
                else:
                    change, told = self._change(record, meant, weigher)
                    changes += [(record, change)] if change else []
                    found += told
            except DomainError as error:
                found.append(self._declined(record, error))
        found += self._weighed(changes, weigher.today)
        found += likely_known(self._periodicals, self._by.organisation_ids)
        self._periodicals.clear()
        return sorted(found, key=lambda finding: finding.record or 0)

    def _new(self, record: Checked, weigher: Weigher, issns: Carried) -> Iterator[Finding]:
        counts = self.counts
        if record.fingerprint in weigher.known:
            counts.known += 1
            return
        missing, left_out = _missing(record, weigher, issns)
        if record.same_as is not None:
            counts.known += 1
            return
        yield from left_out
        if self._may_change:
            self._in_file.update(dict.fromkeys(numbers_of(record), record.title))
        if record.periodical is not None:
            self._periodicals.append(Described(record, weigher.completed(record)))
        if missing:
            counts.undecided += 1
            counts.missing.update(missing)
            yield _told(record, UNDECIDED, facts=", ".join(word(FACTS, fact) for fact in missing))

    def _withdrawal(self, record: Checked, meant: Meant) -> Finding:
        """What is told of a withdrawal. Raises as `foreseen_withdrawal` does."""
        self._named_apart(record)
        try:
            release = foreseen_withdrawal(record, meant, but=self._withdrawn)
            title = release.publication.title
            self._withdrawn.add(release.id)
        except DomainError as error:
            title = self._before(record, error)
            for number in numbers_of(record):
                self._in_file.pop(number, None)
        self.counts.withdrawn += 1
        return _told(record, WOULD_WITHDRAW, title=title)

    def _change(self, record: Checked, meant: Meant, weigher: Weigher) -> tuple[Change | None, list[Finding]]:
        """The change of a registered title, to be weighed with others; and what is told without that.

        Raises as `change_of` does.
        """
        self._named_apart(record)
        try:
            change = change_of(record, meant, weigher, but=self._withdrawn, changed_before=self._changed)
        except DomainError as error:
            title = self._before(record, error)
            names = [name for name in record.places if name != "identifiers" and name in NAMES]
            self.counts.amended += bool(names)
            self.counts.known += not names
            if not names:
                return None, []
            number = next(number for number in numbers_of(record) if number in self._in_file)
            told = _told(record, WOULD_AMEND, title=title, account=_named(names))
            return None, [told, *self._changed_twice(record, number, title)]
        if not change.names:
            self.counts.known += 1
            return None, []
        changed = self._changed.setdefault(change.release.id, {})
        changed.update((name, getattr(change.after, name)) for name in change.names)
        return change, self._changed_twice(record, change.release.id, change.before.title)

    def _changed_twice(self, record: Checked, what: int | Number, title: str) -> list[Finding]:
        """What is told where a record before this one changes the same release, or number of the file."""
        other = self._changed_by.setdefault(what, record.number)
        return [] if other == record.number else [_told(record, TWICE, title=title, other=other)]

    def _weighed(self, changes: Sequence[tuple[Checked, Change]], today: date) -> Iterator[Finding]:
        """What is told of changes of registered titles."""
        weighed = weigh([change for _record, change in changes], by=self._by, today=today) if changes else ()
        for (record, change), told in zip(changes, weighed, strict=True):
            if isinstance(told, DomainError):
                yield self._declined(record, told)
                continue
            self.counts.amended += 1
            self.counts.ending += told.ends
            code = WOULD_END if told.ends else WOULD_AMEND
            yield _told(record, code, title=change.before.title, account=told.words)

    def _named_apart(self, record: Checked) -> None:
        """Let what the file told of the act be forgotten with the rest: here its very title is named."""
        self.counts.codes.add(f"exchange.{record.act.value}")

    def _declined(self, record: Checked, error: DomainError) -> Finding:
        self.counts.declined += 1
        return refusal(record, error)

    def _before(self, record: Checked, error: DomainError) -> str:
        """The title of a record of the file that would be registered before this one with its number.

        Raises:
            DomainError: the error, where there is none.
        """
        title = next(
            (self._in_file[number] for number in numbers_of(record) if number in self._in_file), None
        )
        if title is None or error.code != UNKNOWN_NUMBER:
            raise error
        return title


def _named(names: Sequence[str]) -> str:
    words = (str(_ALSO[name]) if name in _ALSO else word(FACTS, name) for name in names)
    return ", ".join(dict.fromkeys(words))


def _told(record: Checked, code: str, **params: object) -> Finding:
    return Finding(record.number, record.row, "", code, Severity.WARNING, params)


def _missing(record: Checked, weigher: Weigher, issns: Carried) -> tuple[list[str], Sequence[Finding]]:
    """The facts for want of which the law stays undecided, and the warnings of days that are left out; a
    periodical owes nothing by itself.

    Raises:
        DomainError: it cannot be registered.
    """
    if record.periodical is not None:
        require_free(weigher.completed(record), issns)
        return [], ()
    ready = weigher.ready(record)
    undecided = ready.judgement.undecided
    return sorted({fact for item in undecided for fact in item.undecided.missing}), ready.left_out
