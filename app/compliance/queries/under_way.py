"""What of late lines has left the depositor and does not count yet, and what the depositor answered libraries
about them: told beside them, it changes nothing."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from sqlalchemy import and_, case, or_, select

from app.compliance.claims.covering import awaits_library
from app.compliance.claims.queries.answers import SaidAnswer, answers_about
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.transit import astray, at_desk, in_transit, libraries_astray
from app.deposits.receiving.places import set_aside_beside, surplus_beside
from app.domain.law import Form
from app.infra.db import session
from app.organisations.models import Organisation


class UnderWay(NamedTuple):
    """So many copies are on their way, and so many lie `opened` at the library's desk; `file_waits`: a file
    was uploaded and its library did not answer; `surplus`: so many copies lie at the library, taken in when
    nobody owed them; `set_aside`: so many, addressed to another one; `astray`: so many, labelled for this
    library, were set aside at another one, by the libraries `astray_at`. `answer`: the
    depositor's last one."""

    copies: int
    opened: int
    file_waits: bool
    surplus: int
    set_aside: int = 0
    astray: int = 0
    astray_at: tuple[Organisation, ...] = ()
    answer: SaidAnswer | None = None


_NOTHING = UnderWay(0, 0, False, 0)


def under_way(obligation_ids: Collection[int]) -> Mapping[int, UnderWay]:
    """Of which of these obligations something is under way or was answered, in two statements, and one more
    where a copy lies astray; the caller has made sure of the reach."""
    copies, opened, waits = in_transit(), at_desk(), awaits_library()
    surplus, aside, strayed = surplus_beside(), set_aside_beside(), astray()
    on_paper = Obligation.form != Form.FILE.value
    lying = [case((on_paper, number), else_=0) for number in (surplus, aside, strayed)]
    found = select(Obligation.id, copies, opened, waits, *lying).where(
        Obligation.id.in_(obligation_ids),
        or_(copies > 0, waits, and_(on_paper, or_(*(number > 0 for number in (surplus, aside, strayed))))),
    )
    told = {
        id_: UnderWay(
            int(left) - int(here), int(here), bool(waiting), int(lies), int(addressed), int(labelled)
        )
        for id_, left, here, waiting, lies, addressed, labelled in session().execute(found)
    }
    at = libraries_astray([id_ for id_, way in told.items() if way.astray])
    answers = answers_about(obligation_ids)
    return {
        id_: told.get(id_, _NOTHING)._replace(
            astray_at=tuple(at.get(id_, ())), answer=answers[id_][-1] if id_ in answers else None
        )
        for id_ in told.keys() | answers.keys()
    }
