"""A library says how its accession numbers run and on what it prints labels."""

from datetime import datetime

from sqlalchemy import select

from app.deposits.accessions.models import AccessionSeries, LabelSetting
from app.deposits.accessions.queries import within_own
from app.deposits.consignments.models import CodeSeries
from app.domain.accessions import MOST_DIGITS, is_prefix
from app.domain.actor import Actor
from app.domain.documents import LabelLayout, LabelSymbol
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Event, Subject
from app.infra import clock
from app.infra.db import hold, session
from app.infra.events import publish


def define_series(
    *, prefix: str, kind: str, yearly: bool, digits: int, next_number: int, by: Actor, at: datetime
) -> AccessionSeries:
    """Begin a series at the actor's library; `next_number` goes on from a register kept elsewhere.

    Raises:
        NotFound: the actor works at no library.
        DomainError: `accession.prefix`, `.digits`, `.next_number`.
        Conflict: `accession.prefix_used`, `.kind_has_series`.
    """
    depository_id = _own_library(by)
    prefix = prefix.strip().upper()
    _check_shape(prefix, digits, next_number)
    hold(AccessionSeries)
    known = (
        session().scalars(select(AccessionSeries).where(AccessionSeries.depository_id == depository_id)).all()
    )
    if any(series.prefix == prefix for series in known):
        raise Conflict("accession.prefix_used", "prefix", prefix=prefix or "–")
    if any(series.kind == kind and series.closed_at is None for series in known):
        raise Conflict("accession.kind_has_series", "kind")
    made = AccessionSeries(
        depository_id=depository_id, prefix=prefix, kind=kind, yearly=yearly, digits=digits, created_at=at
    )
    session().add(made)
    session().flush()
    year = made.year_of(clock.local_day(at).year) or 0
    session().add(CodeSeries(series=made.series, year=year, last=next_number - 1))
    session().flush()
    after = {"prefix": prefix, "kind": kind, "number": next_number}
    publish(Event("accession_series.defined", by, at, _subjects(made), after=after))
    return made


def close_series(*, series_id: int, by: Actor, at: datetime) -> AccessionSeries:
    """Let a series give no more numbers; those given stay. Closing again changes nothing.

    Raises `NotFound` for a series of another library.
    """
    series = session().get(AccessionSeries, series_id, with_for_update=True, populate_existing=True)
    if series is None or not within_own(by, series.depository_id):
        raise NotFound("not_found")
    if series.closed_at is None:
        series.closed_at = at
        session().flush()
        publish(Event("accession_series.closed", by, at, _subjects(series), after={"prefix": series.prefix}))
    return series


def choose_labels(*, layout: LabelLayout, symbol: LabelSymbol, by: Actor, at: datetime) -> LabelSetting:
    """Say on what the actor's library prints its labels. Raises `NotFound` for who works at no library."""
    depository_id = _own_library(by)
    setting = session().get(LabelSetting, depository_id, with_for_update=True)
    if setting is None:
        setting = LabelSetting(depository_id=depository_id)
        session().add(setting)
    setting.layout, setting.symbol = layout, symbol
    session().flush()
    subjects = (Subject("organisation", depository_id),)
    after = {"layout": layout.value, "symbol": symbol.value}
    publish(Event("accession_labels.chosen", by, at, subjects, after=after))
    return setting


def _own_library(by: Actor) -> int:
    if by.organisation_id is None or not within_own(by, by.organisation_id):
        raise NotFound("not_found")
    return by.organisation_id


def _check_shape(prefix: str, digits: int, next_number: int) -> None:
    if not is_prefix(prefix):
        raise DomainError("accession.prefix", "prefix")
    if not 1 <= digits <= MOST_DIGITS:
        raise DomainError("accession.digits", "digits", most=MOST_DIGITS)
    if not 1 <= next_number < 10**MOST_DIGITS:
        raise DomainError("accession.next_number", "next_number")


def _subjects(series: AccessionSeries) -> tuple[Subject, ...]:
    return (Subject("accession_series", series.id), Subject("organisation", series.depository_id))
