"""Papers under hypothetical rules: made in the demonstration alone, marked as specimens."""

from app.domain.errors import DomainError
from app.infra.settings import settings
from app.law.queries import InForce


def refuse_hypothetical(in_force: InForce) -> None:
    """Raise `notice.hypothetical_law` for rules under which nothing is issued in this installation."""
    if in_force.hypothetical and not settings().hypothetical_law:
        raise DomainError("notice.hypothetical_law", rules=in_force.code)
