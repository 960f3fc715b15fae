"""Reads of accession numbers and of the copies that a library holds, within its own reach."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, select
from sqlalchemy.orm import contains_eager, joinedload

from app.deposits.accessions.holding import KEPT, held_at, kept_in
from app.deposits.accessions.models import Accession, AccessionSeries, LabelSetting
from app.deposits.accessions.typed import called
from app.deposits.consignments.models import CodeSeries, Copy
from app.deposits.receiving.models import Arrival, Receipt, Scan
from app.domain.accessions import accession_number
from app.domain.actor import Actor
from app.domain.codes import CodeKind, ScannedCode, classify_scan
from app.domain.documents import LabelLayout, LabelSymbol
from app.domain.errors import NotFound
from app.domain.identifiers import BarCoded
from app.infra.db import session
from app.policy.permissions import Permission
from app.policy.predicates import Parties
from app.policy.table import may, may_with
from app.publications.carrying import releases_with_number
from app.publications.models import Publication, Release

MOST_FOUND = 50


@dataclass(frozen=True, slots=True)
class KnownCopy:
    """A copy that a library scanned, with its number if it ever had one and the receipt that took it in.

    `held`: the library has it now.
    """

    scan: Scan
    accession: Accession | None
    receipt_number: str | None
    held: bool

    @property
    def mark(self) -> str | None:
        """What its label says: its number, else the code that it got at the desk because it bore none."""
        if self.accession is not None and self.accession.struck_at is None:
            return self.accession.number
        own = self.scan.copy
        return own.code if own is not None and own.line_id is None else None


def series_of(actor: Actor, year: int) -> list[tuple[AccessionSeries, str]]:
    """Return the series of the actor's library, each with the number that it gives next in this year."""
    own = AccessionSeries.depository_id == actor.organisation_id
    found = session().scalars(select(AccessionSeries).where(own).order_by(AccessionSeries.id)).all()
    counters = select(CodeSeries).where(CodeSeries.series.in_([series.series for series in found]))
    last = {(counter.series, counter.year): counter.last for counter in session().scalars(counters)}
    return [(series, _next(series, year, last)) for series in found]


def _next(series: AccessionSeries, year: int, last: Mapping[tuple[str, int], int]) -> str:
    of_year = series.year_of(year)
    number = last.get((series.series, of_year or 0), 0) + 1
    return accession_number(series.prefix, of_year, series.digits, number)


def labels_of(depository_id: int) -> tuple[LabelLayout, LabelSymbol]:
    """Return on what a library prints its labels; a roll and bars, until it says otherwise."""
    setting = session().get(LabelSetting, depository_id)
    if setting is None:
        return LabelLayout.ROLL_50_25, LabelSymbol.BARS
    return setting.layout, setting.symbol


def copies_of_arrival(actor: Actor, arrival_id: int) -> list[KnownCopy]:
    """Return the copies of a parcel that the library keeps, the last scanned first.

    Raises `NotFound` for a parcel out of reach.
    """
    arrival = session().get(Arrival, arrival_id)
    if arrival is None or not within_own(actor, arrival.depository_id):
        raise NotFound("not_found")
    statement = _copies(actor).where(kept_in(arrival, actor)).order_by(Scan.id.desc())
    return _known(statement)


def copy_for(actor: Actor, copy_id: int) -> KnownCopy:
    """Return a copy of the actor's library by the scan that took it in. Raises `NotFound`."""
    found = _known(_copies(actor).where(Scan.id == copy_id))
    if not found:
        raise NotFound("not_found")
    return found[0]


def copies_called(actor: Actor, text: str) -> list[KnownCopy]:
    """Return the copies that a scanned text may mean: by accession number, label or the number of the book.

    An accession number means one copy, and so does a label: where it lies here, else as it was here last. A
    label that no receipt knows is on one of the copies that were received by their ISBN; of these, as of an
    ISBN, there may be many: MOST_FOUND are returned.
    """
    numbers = [accession.id for accession in called(actor.organisation_id or 0, text)]
    if numbers:
        return _known(_copies(actor).where(Accession.id.in_(numbers)))
    meant = classify_scan(text)
    if isinstance(meant, ScannedCode) and meant.kind is CodeKind.COPY:
        return _labelled(actor, meant.text)
    if not isinstance(meant, BarCoded):
        return []
    return _held(actor, Scan.release_id.in_(releases_with_number(meant)))


def _labelled(actor: Actor, code: str) -> list[KnownCopy]:
    labelled = session().execute(select(Copy.id, Copy.release_id).where(Copy.code == code)).one_or_none()
    if labelled is None:
        return []
    copy_id, release_id = labelled
    stands = (Scan.copy_id == copy_id, Scan.undone_at.is_(None))
    if session().scalar(select(Scan.id).where(*stands).limit(1)) is None:
        return _held(actor, and_(Scan.release_id == release_id, Scan.copy_id.is_(None)))
    here_first = _copies(actor).where(*stands).order_by(Scan.passed_on_at.is_not(None), Scan.id.desc())
    return _known(here_first.limit(1))


def _held(actor: Actor, chosen: ColumnElement[bool]) -> list[KnownCopy]:
    held = _copies(actor).where(chosen, held_at(actor.organisation_id or 0))
    return _known(held.order_by(Scan.id.desc()).limit(MOST_FOUND))


def copy_numbered(actor: Actor, text: str) -> int | None:
    """Return the scan that took in the copy with this accession number at the actor's library, if any."""
    if not may(actor, Permission.ACCESSION_KEEP):
        return None
    found = called(actor.organisation_id or 0, text)
    return found[0].scan_id if len(found) == 1 else None


def within_own(actor: Actor, depository_id: int) -> bool:
    """Whether the actor keeps the accession register of this library."""
    return may_with(actor, Permission.ACCESSION_KEEP, Parties(depository_ids=frozenset({depository_id})))


def _copies(actor: Actor) -> Select[Any, Any, Any]:
    """Every scan of a registered publication at the actor's own library, with its number and its receipt."""
    own = may(actor, Permission.ACCESSION_KEEP) and actor.organisation_id is not None
    publication = contains_eager(Scan.release, Release.publication)
    return (
        select(Scan, Accession, Receipt.number)
        .join(Scan.release)
        .join(Release.publication)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .outerjoin(Accession, Accession.scan_id == Scan.id)
        .outerjoin(Receipt, Receipt.arrival_id == Arrival.id)
        .where(Arrival.depository_id == actor.organisation_id if own else false())
        .options(
            contains_eager(Scan.release),
            publication.selectinload(Publication.contributors),
            publication.selectinload(Publication.identifiers),
            joinedload(Scan.copy),
        )
    )


def _known(statement: Select[Any, Any, Any]) -> list[KnownCopy]:
    held = and_(KEPT, Arrival.confirmed_at.is_not(None)).label("held")
    return [KnownCopy(*row) for row in session().execute(statement.add_columns(held))]
