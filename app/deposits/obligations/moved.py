"""Releases of which something has moved: what was registered of them is not taken back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, or_, select

from app.deposits.consignments.models import Consignment, ConsignmentLine
from app.deposits.obligations.holding import is_named
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.transit import beside_slips
from app.infra.db import batched, session
from app.publications.models import Publication, Release

_also: dict[str, Callable[[], ColumnElement[bool]]] = {}


@dataclass(frozen=True, slots=True)
class Moved:
    """A release of which something has moved. `parcel`: that in which copies of it lie or came, if one is."""

    release_id: int
    title: str
    parcel: str


def counts_as_moved_where(reason: str, condition: Callable[[], ColumnElement[bool]]) -> None:
    """Let an obligation count as moved where a slice above says so; given by `app/wiring.py`."""
    _also[reason] = condition


def has_moved(release_ids: Sequence[int], *, but: str = "") -> bool:
    """Whether copies of a release among these were received, lie in a parcel or at an open desk or are on
    their way, a file waits for its library, or an act names them; the caller has made sure of its reach.
    `but` is the reason of a slice above that does not count."""
    return any(
        session().scalar(select(exists().where(Obligation.release_id.in_(some), _has_moved(but))))
        for some in batched(release_ids)
    )


def moved_among(chosen: ColumnElement[bool], *, limit: int) -> list[Moved]:
    """Return the first releases that are `chosen` and have moved; the caller has made sure of the reach."""
    statement = (
        select(Release.id, Publication.title, func.min(Consignment.code))
        .select_from(Obligation)
        .join(Release, Release.id == Obligation.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .outerjoin(ConsignmentLine, ConsignmentLine.obligation_id == Obligation.id)
        .outerjoin(
            Consignment,
            and_(Consignment.id == ConsignmentLine.consignment_id, Consignment.cancelled_at.is_(None)),
        )
        .where(chosen, _has_moved())
        .group_by(Release.id, Publication.title)
        .order_by(Release.id)
        .limit(limit)
    )
    return [Moved(number, title, parcel or "") for number, title, parcel in session().execute(statement)]


def _has_moved(but: str = "") -> ColumnElement[bool]:
    line = ConsignmentLine.__table__.alias()
    parcel = Consignment.__table__.alias()
    parcelled = (
        select(line.c.id)
        .join(parcel, parcel.c.id == line.c.consignment_id)
        .where(line.c.obligation_id == Obligation.id, parcel.c.cancelled_at.is_(None))
        .correlate(Obligation)
    )
    told = (condition() for reason, condition in _also.items() if reason != but)
    return or_(Obligation.handed_over > 0, exists(parcelled), beside_slips() > 0, is_named(), *told)
