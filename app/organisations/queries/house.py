"""Which records are one house, and who else is called like one of its names."""

from collections.abc import Sequence

from sqlalchemy import or_, select

from app.infra.db import session
from app.organisations.models import Organisation
from app.organisations.queries.records import likely_duplicates

MOST_SHOWN = 5


def house_of(organisation_id: int) -> Sequence[int]:
    """The organisation, its parent, the imprints of either, and the records merged with it."""
    own = session().get_one(Organisation, organisation_id)
    heads = {own.id, own.parent_id, own.merged_into_id} - {None}
    related = (Organisation.id, Organisation.parent_id, Organisation.merged_into_id)
    return session().scalars(select(Organisation.id).where(or_(*(one.in_(heads) for one in related)))).all()


def namesakes_of(name: str, *, own_id: int) -> Sequence[Organisation]:
    """Return organisations of other houses that have this name, in any spelling; of an empty name none."""
    if not name.strip():
        return ()
    house = set(house_of(own_id))
    alike = likely_duplicates(stir=None, names=[name], limit=MOST_SHOWN + len(house))
    return [row for row in alike if row.id not in house][:MOST_SHOWN]
