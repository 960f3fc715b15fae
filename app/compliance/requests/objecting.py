"""What can be objected to."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from app.compliance.scope import noticed
from app.deposits.obligations.models import Obligation
from app.domain.errors import Conflict
from app.infra.db import session


def check_objection(lines: Sequence[Obligation], today: date) -> None:
    """Check that these lines can be objected to.

    Raises:
        Conflict: `request.nothing_to_object`, nothing is said against one of them.
    """
    ahead = {line.id for line in lines if line.due_on is None or line.due_on >= today}
    if ahead - set(session().scalars(select(Obligation.id).where(Obligation.id.in_(ahead), noticed()))):
        raise Conflict("request.nothing_to_object")
