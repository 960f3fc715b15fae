"""What is said of a copy whose label takes the place of the scan of its ISBN."""

from app.deposits.receiving.models import Decision, Scan
from app.domain.receiving import Condition, worse


def said_of(condition: Condition, before: Scan | None) -> dict[str, object]:
    """The condition of a copy, and what was decided about it; `before` is the scan of it by ISBN.

    The worse of what people said of it stays, and a copy that goes back does; one that was accepted was not
    accepted with more than was known of it. For whom a copy is says its label alone.
    """
    if before is None or condition is Condition.ADDRESSED_ELSEWHERE:
        return {"condition": condition, "decision": None, "reason": ""}
    condition = worse(before.condition, condition)
    if condition is not before.condition and before.decision is not Decision.RETURNED:
        return {"condition": condition, "decision": None, "reason": ""}
    return {
        "condition": condition,
        "decision": before.decision,
        "reason": before.reason,
        "passed_on_at": before.passed_on_at,
    }
