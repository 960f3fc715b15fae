"""Titles of an organisation that records mean by their numbers, read for many records at once."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from sqlalchemy import select, tuple_

from app.deposits.obligations.moved import Moved, moved_among
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.kinds import SERIALS
from app.domain.registration import RegistrationAnswers
from app.exchange.checking import Checked
from app.exchange.records import Act
from app.infra.db import batched, session
from app.publications.models import Identifier, Publication, Release
from app.publications.namesakes import Number
from app.publications.queries import RELEASE_LOADED

UNKNOWN_NUMBER = "exchange.unknown_number"


class Meant:
    """What the register holds under the numbers of these records: own titles, with all their releases."""

    def __init__(self, records: Sequence[Checked], by: Actor) -> None:
        numbers = sorted({number for record in records for number in numbers_of(record)})
        self._titles: defaultdict[Number, set[int]] = defaultdict(set)
        for some in batched(numbers):
            self._read(some, by)
        self._releases: defaultdict[int, list[Release]] = defaultdict(list)
        for ids in batched(sorted(set[int]().union(*self._titles.values()))):
            self._read_releases(ids)
        self._moved: dict[int, Moved] = {}
        self._read_moved([record for record in records if record.act is Act.DELETE])

    def release(self, record: Checked, *, but: Collection[int] = ()) -> Release:
        """Return the latest standing release of the one title that carries a number of the record.

        `but` are releases that do not count.

        Raises:
            DomainError: `exchange.unknown_number`, `exchange.several_titles`, `exchange.periodical_by_hand`.
        """
        if record.answers is not None and record.answers.kind in SERIALS:
            raise DomainError("exchange.periodical_by_hand")
        titles = set[int]().union(*(self._titles[number] for number in numbers_of(record)))
        found = [
            release
            for title in titles
            for release in self._releases[title]
            if release.withdrawal is None and release.id not in but
        ]
        if not found:
            raise DomainError(UNKNOWN_NUMBER)
        if len({release.publication_id for release in found}) > 1:
            raise DomainError("exchange.several_titles")
        return found[-1]

    def others(self, release: Release) -> Sequence[Release]:
        """Return the other releases of its title."""
        return [other for other in self._releases[release.publication_id] if other is not release]

    def moved(self, release: Release) -> Moved | None:
        """Return what keeps a release from being withdrawn that a record asks to delete; None: nothing."""
        return self._moved.get(release.id)

    def _read_moved(self, records: Sequence[Checked]) -> None:
        titles = set[int]().union(*(self._titles[number] for each in records for number in numbers_of(each)))
        for ids in batched(sorted(one.id for title in titles for one in self._releases[title])):
            for moved in moved_among(Release.id.in_(ids), limit=len(ids)):
                self._moved[moved.release_id] = moved

    def _read(self, numbers: Sequence[Number], by: Actor) -> None:
        statement = (
            select(Identifier.scheme, Identifier.value, Publication.id)
            .join(Publication, Publication.id == Identifier.publication_id)
            .where(
                Publication.publisher_id.in_(by.organisation_ids),
                tuple_(Identifier.scheme, Identifier.value).in_(numbers),
                Publication.kind.not_in(SERIALS),
            )
        )
        for scheme, value, publication_id in session().execute(statement):
            self._titles[scheme, value].add(publication_id)

    def _read_releases(self, publication_ids: Sequence[int]) -> None:
        statement = select(Release).join(Release.publication).join(Publication.publisher)
        statement = statement.where(Release.publication_id.in_(publication_ids)).options(*RELEASE_LOADED)
        ordered = statement.order_by(Release.publication_id, Release.sequence)
        for release in session().scalars(ordered.execution_options(populate_existing=True)):
            self._releases[release.publication_id].append(release)


def numbers_of(record: Checked) -> Iterator[Number]:
    """Yield the numbers that a record gives, each with its scheme."""
    answers = record.answers or RegistrationAnswers()
    return ((item.scheme, item.value) for item in answers.identifiers)
