"""What amended facts would change of what is owed: told before they are said, and nothing is written."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from app.deposits.obligations.cases import cases_of
from app.deposits.obligations.planning import Plan, Register, plan
from app.deposits.obligations.terms import Case
from app.domain.errors import DomainError
from app.domain.publication import ReleaseFacts
from app.law.queries import rule_sets
from app.publications.models import Release


def foresee(
    releases: Sequence[Release],
    said: Mapping[int, ReleaseFacts],
    *,
    printer_forgotten: Collection[int] = (),
    today: date,
) -> dict[int, Plan | DomainError]:
    """What would change for each release that was read with all its page shows, if it said what is `said`.

    It is worked out as the amendment itself will be, or is the error with which that would be refused:
    `calendar.out_of_range` with the event as its field, or `calendar.missing`. `printer_forgotten`: see
    `cases_of`.
    """
    cases = cases_of(releases, rule_sets(), today=today, said=said, printer_forgotten=printer_forgotten)
    register = Register.naming(cases)
    return {case.release_id: _plan_or_error(case, register) for case in cases}


def _plan_or_error(case: Case, register: Register) -> Plan | DomainError:
    try:
        return plan(case, register)
    except DomainError as error:
        return error
