"""What shall be expected once more must not bear the number of an issue that was announced since."""

from collections.abc import Collection
from datetime import date

from app.domain.errors import Conflict
from app.domain.periodicals import Schedule, expected_twice
from app.publications.periodicals.models import Periodical
from app.publications.periodicals.queries import courses_of


def refuse_numbered_over(
    code: str,
    periodical: Periodical,
    first: date,
    last: date,
    holidays: Collection[date],
    *,
    before: Schedule,
) -> None:
    """Refuse an act, already written, after which an announced issue shares its number with one expected
    in these days that was not expected so as long as it stood as `before`.

    Raises:
        Conflict: `code`, with the `designation` of the announced issue.
    """
    schedule = courses_of([periodical])[periodical.publication_id].schedule
    over = expected_twice(schedule, first, last, holidays, before=before)
    if over:
        raise Conflict(code, designation=over[0].designation())
