"""The counts above the list, each the way to its lines."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from app.deposits.coming.filters import STAGES, Grouping
from app.deposits.obligations.filters import address
from app.deposits.obligations.queries import EXACT_TOTAL, ObligationFilter, count_obligations
from app.deposits.obligations.scope import State
from app.domain.actor import Actor
from app.infra.i18n import format_number, gettext

_NOTES: tuple[tuple[State, str, str, Callable[[], str]], ...] = (
    (State.ANNOUNCED, "due", "box-seam", lambda: gettext("its sender has not sent it yet")),
    (State.SENT, "way", "truck", lambda: gettext("sent and not received yet")),
    (State.HELD, "way", "arrow-left-right", lambda: gettext("which holds it for you or sent it on")),
    (State.DUE_IN_WEEK, "soon", "clock-fill", lambda: gettext("and in no parcel yet")),
    (State.LATE, "late", "exclamation-octagon-fill", lambda: gettext("the day has passed")),
)


def doors(actor: Actor, asked: ObligationFilter, grouping: Grouping, today: date) -> list[dict[str, object]]:
    """Return what the macro `counts` shows; the other parts of the filter hold for each count.

    Most libraries have no other that collects for them: of these nothing is said while there is nothing.
    """
    found: list[dict[str, object]] = []
    for stage, tone, icon, note in _NOTES:
        narrowed = replace(asked, state=stage)
        total = count_obligations(actor, narrowed, today=today)
        if stage is State.HELD and not total:
            continue
        number = format_number(min(total, EXACT_TOTAL)) + ("+" if total > EXACT_TOTAL else "")
        found.append(
            {
                "number": number,
                "label": str(STAGES[stage]),
                "note": note(),
                "url": address("coming.index", narrowed, by=grouping),
                "tone": tone if total else "due",
                "icon": icon,
            }
        )
    return found
