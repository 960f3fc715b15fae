"""What of late lines has left the depositor and is not received yet: told beside them, it changes nothing."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import or_, select

from app.compliance.claims.covering import awaits_library
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.scope import in_transit
from app.infra.db import session


class UnderWay(NamedTuple):
    """So many copies are on their way; `file_waits`: a file was uploaded and its library did not answer."""

    copies: int
    file_waits: bool


def under_way(obligation_ids: Collection[int]) -> Mapping[int, UnderWay]:
    """Of which of these obligations something is under way, in one statement; the caller has made sure of
    the reach."""
    copies, waits = in_transit(), awaits_library()
    found = select(Obligation.id, copies, waits).where(
        Obligation.id.in_(obligation_ids), or_(copies > 0, waits)
    )
    return {row[0]: UnderWay(int(row[1]), bool(row[2])) for row in session().execute(found)}
