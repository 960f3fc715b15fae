"""Numbers without gaps: the next one of a series and year, taken in the transaction of the act."""

from sqlalchemy.dialects import postgresql, sqlite

from app.deposits.consignments.models import CodeSeries
from app.domain.codes import CodeKind, numbered_code
from app.infra.db import session


def next_number(series: str, year: int) -> int:
    """Return the next number of `series` in `year`, from 1, as `take_numbers` takes it."""
    return take_numbers(series, year, 1)[0]


def take_numbers(series: str, year: int, how_many: int) -> range:
    """Return the next numbers of `series` in `year`, one after the other, from 1.

    The series' row stays locked until the transaction ends, so that two acts never get one number, and a
    number taken by an act that fails is given to the next act. Take it late: others wait for it.
    """
    insert = postgresql.insert if session().get_bind().dialect.name == "postgresql" else sqlite.insert
    first = insert(CodeSeries).values(series=series, year=year, last=how_many)
    statement = first.on_conflict_do_update(
        index_elements=[CodeSeries.series, CodeSeries.year], set_={"last": CodeSeries.last + how_many}
    )
    last = session().execute(statement.returning(CodeSeries.last)).scalar_one()
    return range(last - how_many + 1, last + 1)


def next_code(kind: CodeKind, year: int) -> str:
    """Return the code of the series' next number that has one; a number without a check character is skipped.

    Raises `code.sequence_exhausted` when the year's numbers are used up.
    """
    code = None
    while code is None:
        code = numbered_code(kind, year, next_number(kind.name.lower(), year))
    return code
