"""Reads of what units are worth: public knowledge, the same for everybody."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.compliance.unit_values.models import UnitValue
from app.infra.db import session


def unit_value_on(unit: str, day: date) -> UnitValue | None:
    """The worth of a unit on a day; None: nobody has entered it, so it is not known."""
    statement = select(UnitValue).where(UnitValue.unit == unit, UnitValue.from_on <= day)
    return session().scalar(statement.order_by(UnitValue.from_on.desc(), UnitValue.id.desc()).limit(1))


def unit_values() -> Sequence[UnitValue]:
    """All that was ever entered, the latest day first; of one day, what counts first."""
    ordered = select(UnitValue).order_by(UnitValue.unit, UnitValue.from_on.desc(), UnitValue.id.desc())
    return session().scalars(ordered).all()
