"""What a unit is worth is entered with its source; nothing entered is changed."""

from datetime import date, datetime, timedelta

from app.compliance.unit_values.models import UnitValue
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.events import Event, Subject
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.infra.settings import settings

CURRENCY = "UZS"
LONGEST_BEFORE = timedelta(days=400)
"""So long before its day the worth of a unit can be known: a budget is made for the next year."""


def enter_unit_value(
    *, unit: str, amount: int, from_on: date, source: str, specimen: bool = False, by: Actor, at: datetime
) -> UnitValue:
    """Enter what a unit is worth from a day on, in whole soʻm; it stands before an earlier row of that day.

    Raises:
        DomainError: `unit_value.no_amount`, `unit_value.no_source`, `unit_value.too_far`: it is not known so
            long before; `unit_value.specimen`: an invented value in an installation that knows no
            hypothetical law.
    """
    if amount < 1:
        raise DomainError("unit_value.no_amount", field="amount")
    if not source.strip():
        raise DomainError("unit_value.no_source", field="source")
    if from_on > clock.local_day(at) + LONGEST_BEFORE:
        raise DomainError("unit_value.too_far", field="from_on")
    if specimen and not settings().hypothetical_law:
        raise DomainError("unit_value.specimen", field="specimen")
    value = UnitValue(
        unit=unit,
        amount=amount,
        currency=CURRENCY,
        from_on=from_on,
        source=source.strip(),
        specimen=specimen,
        entered_at=at,
        entered_by_id=by.account_id,
    )
    session().add(value)
    session().flush()
    after = {
        "unit": unit,
        "amount": amount,
        "from_on": from_on.isoformat(),
        "source": value.source,
        "specimen": specimen,
    }
    publish(Event("unit_value.entered", by, at, (Subject("unit_value", value.id),), after=after))
    return value
