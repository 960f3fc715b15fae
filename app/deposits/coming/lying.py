"""At which collecting libraries copies lie that are to come, and by which day these pass them on."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import func

from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rows import ObligationRow
from app.deposits.passing.days import day_counter
from app.deposits.passing.queries import STILL_THERE, held
from app.deposits.receiving.models import Receipt
from app.infra import clock
from app.infra.db import session
from app.organisations.models import Organisation


class HeldElsewhere(NamedTuple):
    """Copies towards one obligation that another took in for its library; `since` the oldest lies there.

    `by`: the day by which the law has the oldest passed on; None where no law names one.
    """

    holder: Organisation
    copies: int
    since: datetime
    by: date | None


def held_elsewhere(rows: Sequence[ObligationRow]) -> Mapping[int, Sequence[HeldElsewhere]]:
    """By obligation, where its copies lie; what was sent on from there lies in a parcel.

    The caller has made sure that the obligations are within reach.
    """
    found: defaultdict[int, list[HeldElsewhere]] = defaultdict(list)
    owed = {row.id: row for row in rows if row.held}
    if not owed:
        return found
    oldest, day_of = func.min(Receipt.at), day_counter()
    statement = (
        held(Obligation.id, Organisation, func.count(), oldest)
        .join(Organisation, Organisation.id == Receipt.depository_id)
        .where(STILL_THERE, Obligation.id.in_(owed))
        .group_by(Obligation.id, Organisation.id)
        .order_by(oldest)
    )
    for obligation_id, holder, copies, since in session().execute(statement):
        row = owed[obligation_id]
        by = day_of(row.rule_set_id, holder.code, row.depository.code, clock.local_day(since))
        found[obligation_id].append(HeldElsewhere(holder, copies, since, by))
    return found
