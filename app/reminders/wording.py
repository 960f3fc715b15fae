"""How reminders are spoken of."""

from app.domain.deadlines import Direction
from app.domain.reminding import USUAL_DAYS_BEFORE
from app.infra.i18n import format_number, gettext
from app.law.queries import InForce
from app.law.wording import period


def days_by_default(law: InForce | None) -> str:
    """On which days people are reminded who choose none: those of the law, else the usual ones."""
    named = [
        period(item.at)
        for item in (law.rule_set.reminders if law is not None else ())
        if item.at.direction is Direction.NO_LATER_THAN
    ]
    if named:
        return gettext("As the rules say, before the date: %(periods)s", periods=", ".join(named))
    usual = ", ".join(map(format_number, USUAL_DAYS_BEFORE))
    return gettext("As is usual, so many days before the date: %(days)s", days=usual)
