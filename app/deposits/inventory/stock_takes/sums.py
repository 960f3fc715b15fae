"""How a stock-take stands: what was expected, found and missing, by section and in all."""

from collections import Counter
from collections.abc import Iterable, Sequence

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import aliased

from app.deposits.inventory.stock_takes.gone import receipt_taken_back
from app.deposits.inventory.stock_takes.models import ExpectedCopy, ShelfScan, StockTake, StockTakePart
from app.deposits.receiving.models import Arrival, Receipt, Scan
from app.domain.documents import StockTakeSum
from app.domain.stock_taking import Verdict
from app.infra.db import session

_reversal, _original = aliased(Receipt), aliased(Receipt)

# Asked of each copy and not joined: a database could begin with all that was expected.
_expected = and_(ExpectedCopy.stock_take_id == StockTake.id, ExpectedCopy.copy_id == Scan.id)
_SECTION = select(ExpectedCopy.section_id).where(_expected).correlate(StockTake, Scan).scalar_subquery()
_NOT_SEEN = and_(
    exists().where(_expected),
    ~exists().where(
        ShelfScan.stock_take_id == StockTake.id, ShelfScan.copy_id == Scan.id, ShelfScan.undone_at.is_(None)
    ),
)


def sums_of(stock_takes: Sequence[StockTake]) -> dict[int, dict[int, StockTakeSum]]:
    """Return for each stock-take the sum of each of its parts, by their ids; so many statements for all."""
    ids = [stock_take.id for stock_take in stock_takes]
    parts = (
        session()
        .scalars(select(StockTakePart).where(StockTakePart.stock_take_id.in_(ids)).order_by(StockTakePart.id))
        .all()
    )
    seen, elsewhere, taken_back, left = _seen(ids), _elsewhere(ids), _taken_back(ids), _left(ids)
    sums: dict[int, dict[int, StockTakeSum]] = {stock_take_id: {} for stock_take_id in ids}
    for part in parts:
        here = (part.stock_take_id, part.section_id)
        sums[part.stock_take_id][part.id] = StockTakeSum(
            expected=part.expected,
            found=seen[*here, Verdict.FOUND],
            elsewhere=elsewhere[here],
            not_of_here=seen[*here, Verdict.MISPLACED],
            later=seen[*here, Verdict.LATER],
            unknown=seen[*here, Verdict.UNKNOWN],
            taken_back=taken_back[here],
            left=left[here],
        )
    return sums


def found_on(part: StockTakePart) -> int:
    """Return how many copies were found on the shelf of one part."""
    shelf = (
        ShelfScan.section_id.is_(None) if part.section_id is None else ShelfScan.section_id == part.section_id
    )
    statement = select(func.count()).where(
        ShelfScan.stock_take_id == part.stock_take_id,
        shelf,
        ShelfScan.verdict == Verdict.FOUND,
        ShelfScan.undone_at.is_(None),
    )
    return session().scalar(statement) or 0


def whole(sums: Iterable[StockTakeSum]) -> StockTakeSum:
    """Return all together."""
    total = StockTakeSum()
    for each in sums:
        total = total.plus(each)
    return total


def _seen(ids: Sequence[int]) -> Counter[tuple[int, int | None, Verdict]]:
    """Scans that stand, by stock-take, section of the shelf and what they are."""
    statement = (
        select(ShelfScan.stock_take_id, ShelfScan.section_id, ShelfScan.verdict, func.count())
        .where(ShelfScan.stock_take_id.in_(ids), ShelfScan.undone_at.is_(None))
        .group_by(ShelfScan.stock_take_id, ShelfScan.section_id, ShelfScan.verdict)
    )
    return Counter({(row[0], row[1], Verdict(row[2])): row[3] for row in session().execute(statement)})


def _elsewhere(ids: Sequence[int]) -> Counter[tuple[int, int | None]]:
    """Expected copies that were found in another section, by stock-take and their own section."""
    same = and_(
        ExpectedCopy.stock_take_id == ShelfScan.stock_take_id, ExpectedCopy.copy_id == ShelfScan.copy_id
    )
    statement = (
        select(ShelfScan.stock_take_id, ExpectedCopy.section_id, func.count())
        .join(ExpectedCopy, same)
        .where(
            ShelfScan.stock_take_id.in_(ids),
            ShelfScan.verdict == Verdict.MISPLACED,
            ShelfScan.undone_at.is_(None),
        )
        .group_by(ShelfScan.stock_take_id, ExpectedCopy.section_id)
    )
    return Counter({(row[0], row[1]): row[2] for row in session().execute(statement)})


def _taken_back(ids: Sequence[int]) -> Counter[tuple[int, int | None]]:
    """Expected copies not seen whose receipt was taken back, by stock-take and section. They are looked for
    among the receipts taken back since the beginning, which are few, and not among all that was expected."""
    since = and_(
        _reversal.depository_id == StockTake.depository_id,
        _reversal.reverses_id.is_not(None),
        _reversal.at >= StockTake.begun_at,
    )
    statement = (
        select(StockTake.id, _SECTION)
        .join(_reversal, since)
        .join(_original, _original.id == _reversal.reverses_id)
        .join(Scan, Scan.arrival_id == _original.arrival_id)
        .where(StockTake.id.in_(ids), _NOT_SEEN, receipt_taken_back())
    )
    return Counter((row[0], row[1]) for row in session().execute(statement))


def copies_that_left(ids: Sequence[int]) -> Select[int, int | None, int]:
    """Of stock-takes under way the expected copies not seen that have left, with their sections. They are
    looked for among what has left since the beginning, as `_taken_back` does."""
    return (
        select(StockTake.id, _SECTION, Scan.id)
        .select_from(StockTake)
        .join(Scan, Scan.passed_on_at >= StockTake.begun_at)
        .join(Arrival, and_(Arrival.id == Scan.arrival_id, Arrival.depository_id == StockTake.depository_id))
        .where(
            StockTake.id.in_(ids),
            StockTake.closed_at.is_(None),
            Scan.passed_on_at.is_not(None),
            _NOT_SEEN,
            ~receipt_taken_back(),
        )
    )


def _left(ids: Sequence[int]) -> Counter[tuple[int, int | None]]:
    """Expected copies not seen that have left: of closed stock-takes as it was written down at their end."""
    closed = (
        select(ExpectedCopy.stock_take_id, ExpectedCopy.section_id, func.count())
        .where(ExpectedCopy.stock_take_id.in_(ids), ExpectedCopy.had_left)
        .group_by(ExpectedCopy.stock_take_id, ExpectedCopy.section_id)
    )
    left = Counter({(row[0], row[1]): row[2] for row in session().execute(closed)})
    left.update((row[0], row[1]) for row in session().execute(copies_that_left(ids)))
    return left
