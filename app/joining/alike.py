"""What may be the organisation of an application as well: records, and other applications that wait."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.domain.errors import Conflict
from app.domain.organisation_names import marks_of
from app.infra.db import session
from app.joining.details import duplicates_of, organisation_of
from app.joining.models import Application
from app.joining.queries import UNDECIDED
from app.organisations.models import Organisation


@dataclass(frozen=True, slots=True)
class Alike:
    """The records that are like an application, save the one that it became, and the applications that are
    like it and not decided."""

    records: Sequence[Organisation]
    applications: Sequence[Application]

    @property
    def marks(self) -> frozenset[str]:
        """What tells each of them from every other."""
        records = {f"record-{row.id}" for row in self.records}
        return frozenset(records | {f"application-{row.id}" for row in self.applications})

    @property
    def stamp(self) -> str:
        """What a page sends along of those that it showed."""
        return " ".join(sorted(self.marks))


def alike_of(application: Application) -> Alike:
    """Return what is like an application: by TIN, by a common ISBN prefix, by a name in any spelling.

    Applications of other regions too: who decides on one of them must know of all.
    """
    records = duplicates_of(organisation_of(application))
    return Alike([row for row in records if row.id != application.organisation_id], _waiting(application))


def refuse_unseen(application: Application, seen: str | None) -> None:
    """Refuse a decision made from a page that did not show all that is like the application now.

    Raises:
        Conflict: `application.alike_since`.
    """
    if seen is not None and not alike_of(application).marks.issubset(seen.split()):
        raise Conflict("application.alike_since")


def _waiting(application: Application) -> Sequence[Application]:
    """The applications that are like one and not decided, the oldest first."""
    others = select(Application).options(joinedload(Application.region))
    others = others.where(UNDECIDED, Application.id != application.id)
    own = _marks(application)
    rows = session().scalars(others.order_by(Application.confirmed_at, Application.id))
    return [row for row in rows if own & _marks(row)]


def _marks(application: Application) -> frozenset[tuple[str, str]]:
    names = (application.name, application.name_ru, application.name_en)
    return marks_of(stir=application.stir, names=names, isbn_prefixes=application.isbn_prefixes)
