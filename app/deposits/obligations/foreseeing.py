"""What amended facts would change of what is owed: told before they are said, and nothing is written."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from app.deposits.obligations.cases import cases_of
from app.deposits.obligations.planning import Plan, Register, plan
from app.domain.publication import ReleaseFacts
from app.law.queries import rule_sets
from app.publications.models import Release


def foresee(
    releases: Sequence[Release],
    said: Mapping[int, ReleaseFacts],
    *,
    printer_forgotten: Collection[int] = (),
    today: date,
) -> dict[int, Plan]:
    """What would change for each release that was read with all its page shows, if it said what is `said`.

    It is worked out as the amendment itself will be. `printer_forgotten`: see `cases_of`.

    Raises:
        DomainError: `calendar.out_of_range` with the event as its field; `calendar.missing`.
    """
    cases = cases_of(releases, rule_sets(), today=today, said=said, printer_forgotten=printer_forgotten)
    register = Register.naming(cases)
    return {case.release_id: plan(case, register) for case in cases}
