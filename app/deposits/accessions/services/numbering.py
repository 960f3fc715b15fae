"""Copies get their accession numbers: when a label is asked for, at the latest with the receipt."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, not_, select, true
from sqlalchemy.orm import joinedload

from app.deposits.accessions.holding import KEPT, kept_in
from app.deposits.accessions.models import Accession, AccessionSeries
from app.deposits.receiving.models import Arrival, Scan
from app.deposits.receiving.services.locking import locked_arrival
from app.deposits.series import take_numbers
from app.domain.accessions import accession_number, span
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.events import Event, Subject
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.publications.models import Release


def number_scans(*, arrival_id: int, scan_id: int | None, by: Actor, at: datetime) -> list[Accession]:
    """Number one copy of a parcel, or all that have no number yet, so that labels can be printed.

    A copy keeps the number that it has: asking again changes nothing. Copies that are not taken in get none,
    nor do those taken in for another library.

    Raises:
        NotFound: no such arrival within reach.
        DomainError: `accession.no_series`, `accession.not_taken_in`.
    """
    arrival = locked_arrival(arrival_id, by)
    if not open_series(arrival.depository_id):
        raise DomainError("accession.no_series")
    wanted = true() if scan_id is None else Scan.id == scan_id
    number_arrival(arrival, and_(wanted, kept_in(arrival, by)), by=by, at=at)
    statement = select(Accession).join(Accession.scan).where(Scan.arrival_id == arrival_id, wanted)
    standing = session().scalars(statement.where(Accession.struck_at.is_(None)).order_by(Accession.id)).all()
    if not standing:
        raise DomainError("accession.not_taken_in")
    return list(standing)


def number_arrival(arrival: Arrival, wanted: ColumnElement[bool], *, by: Actor, at: datetime) -> None:
    """Number the copies of a locked arrival that are kept and have no number, in the order of their scans.

    Each series gives its numbers in one piece, so that a receipt leaves no gap; series are locked in the
    order of their making, so that no two receipts wait for each other.
    """
    of_kind = open_series(arrival.depository_id)
    waiting: defaultdict[int, list[Scan]] = defaultdict(list)
    found: dict[int, AccessionSeries] = {}
    for scan in _without_number(arrival.id, wanted) if of_kind else ():
        kind = scan.release.publication.kind if scan.release else ""
        series = of_kind.get(kind) or of_kind.get("")
        if series is not None:
            waiting[series.id].append(scan)
            found[series.id] = series
    made = [_give(found[series_id], waiting[series_id], by, at) for series_id in sorted(waiting)]
    if made:
        session().add_all(accession for given in made for accession in given)
        session().flush()
        numbers = ", ".join(span([accession.number for accession in given]) for given in made)
        subjects = (Subject("arrival", arrival.id),)
        publish(Event("accession.given", by, at, subjects, after={"numbers": numbers}))


def open_series(depository_id: int) -> dict[str, AccessionSeries]:
    """Return the series of a library that give numbers, by the kind of publication ("" for all others)."""
    statement = select(AccessionSeries).where(
        AccessionSeries.depository_id == depository_id, AccessionSeries.closed_at.is_(None)
    )
    return {series.kind: series for series in session().scalars(statement)}


def _without_number(arrival_id: int, wanted: ColumnElement[bool]) -> Sequence[Scan]:
    numbered = exists().where(Accession.scan_id == Scan.id)
    statement = select(Scan).where(Scan.arrival_id == arrival_id, KEPT, not_(numbered), wanted)
    kind = joinedload(Scan.release).joinedload(Release.publication)
    return session().scalars(statement.options(kind).order_by(Scan.id)).all()


def _give(series: AccessionSeries, scans: Sequence[Scan], by: Actor, at: datetime) -> list[Accession]:
    year = series.year_of(clock.local_day(at).year)
    numbers = take_numbers(series.series, year or 0, len(scans))
    return [
        Accession(
            depository_id=series.depository_id,
            series_id=series.id,
            number=accession_number(series.prefix, year, series.digits, number),
            release_id=scan.release_id,
            scan_id=scan.id,
            given_at=at,
            given_by_id=by.account_id,
        )
        for number, scan in zip(numbers, scans, strict=True)
    ]
