"""Writes a tier of the data set in bulk: the rows that the services would have written, only faster."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice

from sqlalchemy import Table, func, insert, select, text

from app.deposits.consignments.models import Consignment, ConsignmentLine
from app.deposits.obligations.models import Obligation
from app.domain.obligations import Owed, decide
from app.domain.script import search_key
from app.infra.db import Base, session
from app.law.calendars.queries import calendar
from app.organisations.models import Organisation
from app.publications.models import Contributor, Identifier, Publication, Release, ReleaseEvent
from benchmarks import data
from benchmarks.country import Country

CHUNK = 2000
LOADED = (
    Publication,
    Contributor,
    Identifier,
    Release,
    ReleaseEvent,
    Obligation,
    Consignment,
    ConsignmentLine,
)
NUMBERED: tuple[type[Base], ...] = (Organisation, *(model for model in LOADED if model is not ReleaseEvent))
Rows = dict[str, list[dict[str, object]]]


@dataclass
class _Numbers:
    """The last ids given."""

    books: int = 0
    obligations: int = 0
    parcels: int = 0


class _Writer:
    """Turns books into rows of one database."""

    def __init__(self, country: Country, today: date, *, titles_only: bool = False) -> None:
        self._country, self._today, self._titles_only = country, today, titles_only
        self._law, self._calendar = data.law(), calendar(data.law().working_week)
        self._names = dict(session().execute(select(Organisation.id, Organisation.name)).all())
        self.numbers = _Numbers()

    def rows(self, books: Iterator[data.Book], most: int) -> Rows:
        """Take books until a chunk is full or `most` obligations are reached."""
        rows: Rows = {model.__tablename__: [] for model in LOADED}
        for book in islice(books, CHUNK):
            self._write(book, rows)
            if self.numbers.obligations >= most:
                break
        return rows

    def _write(self, book: data.Book, rows: Rows) -> None:
        self.numbers.books += 1
        number, publisher_id = self.numbers.books, self._country.publishers[book.publisher]
        printer_id = None if book.printer is None else self._country.printers[book.printer]
        at = datetime.combine(book.released_on, time(6), UTC)
        key = search_key(" | ".join((book.title, book.author, book.isbn, self._names[publisher_id])))
        rows["publication"].append(
            {"id": number, "publisher_id": publisher_id, "title": book.title, "language": book.language,
             "script": "Latn", "kind": "book", "origin": "domestic", "carrier": "print",
             "subjects": sorted(book.subjects), "audiences": sorted(book.audiences), "restricted": False,
             "search_key": key, "created_at": at}
        )  # fmt: skip
        rows["contributor"].append(
            {"publication_id": number, "position": 0, "name": book.author, "role": "author"}
        )
        rows["identifier"].append(
            {"publication_id": number, "scheme": "isbn", "value": book.isbn, "printed_form": book.isbn}
        )
        rows["release"].append(
            {"id": number, "publication_id": number, "sequence": 1, "edition_status": "first",
             "print_run": book.print_run, "pages": book.pages, "printer_id": printer_id, "version": 1,
             "depositor_region": book.region, "registered_at": at}
        )  # fmt: skip
        if self._titles_only:
            return
        facts = book.facts(publisher_id, printer_id)
        rows["release_event"] += [
            {"release_id": number, "name": name, "on": on} for name, on in facts.events.items()
        ]
        for owed in decide(self._law, facts, self._calendar).owed:
            self._owe(book, owed, number, at, rows)

    def _owe(self, book: data.Book, owed: Owed, release_id: int, at: datetime, rows: Rows) -> None:
        self.numbers.obligations += 1
        overdue = owed.due_on is not None and owed.due_on < self._today
        in_time = not book.late and owed.depositor_id is not None
        received = owed.copies if overdue and in_time else 0
        country = self._country
        rows["obligation"].append(
            {"id": self.numbers.obligations, "release_id": release_id, "rule_set_id": country.rule_set_id,
             "rule_id": owed.rule_id, "instrument": owed.citation.instrument,
             "locator": owed.citation.locator, "depositor_role": str(owed.depositor_role),
             "depositor_id": owed.depositor_id, "depository_id": country.libraries[owed.depository],
             "region_soato": self._region(book, owed), "form": str(owed.form), "copies": owed.copies,
             "event": str(owed.event), "event_on": owed.event_on, "due_on": owed.due_on,
             "provisional": owed.provisional, "received": received, "open": not received, "created_at": at}
        )  # fmt: skip
        if book.on_its_way and not overdue and owed.depositor_id is not None:
            self._send(owed, release_id, at, rows)

    def _region(self, book: data.Book, owed: Owed) -> str:
        printed = owed.depositor_role == "printer" and book.printer is not None
        return data.region_of(book.printer or 0) if printed else book.region

    def _send(self, owed: Owed, release_id: int, at: datetime, rows: Rows) -> None:
        self.numbers.parcels += 1
        number = self.numbers.parcels
        rows["consignment"].append(
            {"id": number, "code": f"J-{number}", "depositor_id": owed.depositor_id,
             "depository_id": self._country.libraries[owed.depository], "created_at": at, "sent_at": at}
        )  # fmt: skip
        rows["consignment_line"].append(
            {"consignment_id": number, "obligation_id": self.numbers.obligations, "release_id": release_id,
             "copies": owed.copies}
        )  # fmt: skip


def load(country: Country, tier: int, today: date) -> None:
    """Write so many obligations with their books; the caller commits."""
    writer = _Writer(country, today)
    books = data.books(tier, today)
    while writer.numbers.obligations < tier:
        _insert(writer.rows(books, tier))
    go_on_numbering()


def load_titles(country: Country, tier: int, today: date) -> None:
    """Write so many titles for which nothing is owed, to be searched; the caller commits."""
    writer = _Writer(country, today, titles_only=True)
    books = islice(data.books(tier, today), tier)
    while (rows := writer.rows(books, most=1))["publication"]:
        _insert(rows)
    go_on_numbering()


def _insert(rows: Rows) -> None:
    tables: Mapping[str, Table] = Base.metadata.tables
    for name, some in rows.items():
        if some:
            session().execute(insert(tables[name]), some)


def go_on_numbering() -> None:
    """Ids were given here; PostgreSQL has to be told where to go on."""
    if session().get_bind().dialect.name != "postgresql":
        return
    for model in NUMBERED:
        name = model.__tablename__
        last = session().scalar(select(func.max(Base.metadata.tables[name].c.id)))
        if last:
            sequence = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)")
            session().execute(sequence, {"name": name, "last": last})
