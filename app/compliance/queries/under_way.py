"""What of late lines has left the depositor and does not count yet: told beside them, it changes nothing."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import and_, case, or_, select

from app.compliance.claims.covering import awaits_library
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.transit import at_desk, in_transit
from app.deposits.receiving.places import surplus_beside
from app.domain.law import Form
from app.infra.db import session


class UnderWay(NamedTuple):
    """So many copies are on their way, and so many lie `opened` at the library's desk; `file_waits`: a file
    was uploaded and its library did not answer; `surplus`: so many copies lie at the library, taken in when
    nobody owed them."""

    copies: int
    opened: int
    file_waits: bool
    surplus: int


def under_way(obligation_ids: Collection[int]) -> Mapping[int, UnderWay]:
    """Of which of these obligations something is under way, in one statement; the caller has made sure of
    the reach."""
    copies, opened, waits, surplus = in_transit(), at_desk(), awaits_library(), surplus_beside()
    on_paper = Obligation.form != Form.FILE.value
    found = select(Obligation.id, copies, opened, waits, case((on_paper, surplus), else_=0)).where(
        Obligation.id.in_(obligation_ids), or_(copies > 0, waits, and_(on_paper, surplus > 0))
    )
    return {
        id_: UnderWay(int(left) - int(at_library), int(at_library), bool(waiting), int(lying))
        for id_, left, at_library, waiting, lying in session().execute(found)
    }
