"""What a scan of a shelf means: one copy, any copy of a book, or nothing that the library holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, exists, not_, or_, select

from app.deposits.accessions.holding import held_at
from app.deposits.accessions.models import Accession, AccessionSeries
from app.deposits.accessions.typed import OwnMeant, accessions_meant, own_numbers, series_at
from app.deposits.consignments.models import CodeSeries, Copy
from app.deposits.inventory.stock_takes.models import ExpectedCopy, ShelfScan, StockTake
from app.deposits.receiving.models import Arrival, Scan
from app.deposits.receiving.places import LIES
from app.domain.accessions import OwnNumber, may_be_number
from app.domain.codes import CodeKind, ScannedCode, UnknownScan, classify_scan
from app.domain.identifiers import BarCoded, Issn
from app.infra.db import session
from app.publications.carrying import releases_with_number


@dataclass(frozen=True, slots=True)
class Recognised:
    """What was scanned; `of_one`: a number or label, which means the one copy `meant_id`, wherever that lies.

    `meant_id` None: nothing that was taken in bears it. `release_id` None: it is no publication of which the
    library holds a copy, or nobody registered it.
    """

    text: str
    release_id: int | None = None
    of_one: bool = False
    meant_id: int | None = None


@dataclass(frozen=True, slots=True)
class Unclear:
    """Why nothing is recorded: a message code, and the releases that were meant where there are any."""

    reason: str
    choices: tuple[int, ...] = ()


def recognise(stock_take: StockTake, text: str, chosen: int | None) -> Recognised | Unclear:
    """Tell what a scanned text means in this library; `chosen` is the release where an ISBN means several."""
    series = series_at(stock_take.depository_id)
    own = own_numbers(series, text)
    numbered = accessions_meant(stock_take.depository_id, text, own)
    if len(numbered) == 1:
        (found,) = numbered
        return Recognised(found.number, found.release_id, of_one=True, meant_id=found.scan_id)
    meant = classify_scan(text)
    if isinstance(meant, ScannedCode):
        return _labelled(stock_take, meant)
    if not isinstance(meant, UnknownScan):
        return _book(stock_take, meant, chosen)
    if meant.reason != "scan.unknown":
        return Unclear("product_code" if meant.reason == "scan.product_code" else "check_character")
    return _other_number(meant.text, series, own)


def _other_number(
    text: str, series: Sequence[AccessionSeries], own: Sequence[OwnMeant]
) -> Recognised | Unclear:
    if any(one.lacks_figures(text) for one in series):
        return Unclear("figure_missing")
    if any(_not_given_yet(one, number) for one, number in own):
        return Unclear("not_given")
    return Recognised(text, of_one=True) if may_be_number(text) else Unclear("no_number")


def _not_given_yet(series: AccessionSeries, meant: OwnNumber) -> bool:
    """Whether a series has not come so far: no copy bears such a number, it was mistyped. What lies before it
    may stand in the register on paper from which the series goes on."""
    counted = select(CodeSeries.year, CodeSeries.last).where(CodeSeries.series == series.series)
    last = dict(session().execute(counted).all())
    return meant.number > last.get(meant.year, 0 if meant.year > max(last, default=0) else meant.number)


def _labelled(stock_take: StockTake, code: ScannedCode) -> Recognised | Unclear:
    if code.kind is not CodeKind.COPY:
        return Unclear("no_copy")
    # Where the copy was when this began is compared; it may have left since, or come back.
    first = case((_expected(stock_take), 0), (LIES, 1), else_=2)
    taken_in = (
        select(Scan.id)
        .where(Scan.copy_id == Copy.id, or_(Scan.undone_at.is_(None), _expected(stock_take)))
        .order_by(first, Scan.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    row = session().execute(select(Copy.release_id, taken_in).where(Copy.code == code.text)).one_or_none()
    release_id, scan_id = row or (None, None)
    return Recognised(code.text, release_id, of_one=True, meant_id=scan_id)


def _book(stock_take: StockTake, number: BarCoded, chosen: int | None) -> Recognised | Unclear:
    if not number.valid:
        return Unclear("check_character")
    text = number.with_add_on if isinstance(number, Issn) else number.hyphenated
    carrying = releases_with_number(number)
    here = _with_copies(stock_take, carrying, _UNNUMBERED)
    if not here:
        # What bears numbers of its own is told by them: an ISBN does not say which of the copies it is.
        numbered = _with_copies(stock_take, carrying, not_(_UNNUMBERED))
        if numbered:
            return Unclear("scan_number", tuple(numbered))
        return Recognised(text, carrying[0] if len(carrying) == 1 else None)
    if chosen in here:
        return Recognised(text, chosen)
    if len(here) > 1:
        return Unclear("choose", tuple(here))
    return Recognised(text, here[0])


_UNNUMBERED = not_(exists().where(Accession.scan_id == Scan.id, Accession.struck_at.is_(None)))


def _with_copies(
    stock_take: StockTake, release_ids: Sequence[int], condition: ColumnElement[bool]
) -> list[int]:
    """The releases of which the library holds such copies, or should have held them when this began."""
    statement = (
        select(Scan.release_id)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .where(
            Scan.release_id.in_(release_ids),
            or_(held_at(stock_take.depository_id), _expected(stock_take)),
            condition,
        )
        .distinct()
    )
    return sorted(release_id for release_id in session().scalars(statement) if release_id is not None)


def numbers_not_found(stock_take: StockTake, release_ids: Sequence[int]) -> Sequence[str]:
    """The numbers of the copies of these releases of which no scan of the shelves has found one yet."""
    found = exists().where(
        ShelfScan.stock_take_id == stock_take.id,
        ShelfScan.copy_id == Scan.id,
        ShelfScan.undone_at.is_(None),
    )
    statement = (
        select(Accession.number)
        .join(Scan, Scan.id == Accession.scan_id)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .where(
            Scan.release_id.in_(release_ids),
            Accession.struck_at.is_(None),
            or_(held_at(stock_take.depository_id), _expected(stock_take)),
            not_(found),
        )
        .order_by(Accession.id)
    )
    return session().scalars(statement).all()


def _expected(stock_take: StockTake) -> ColumnElement[bool]:
    return exists().where(ExpectedCopy.stock_take_id == stock_take.id, ExpectedCopy.copy_id == Scan.id)
