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
    names = (Application.name, Application.name_ru, Application.name_en)
    said = select(Application.id, Application.stir, Application.isbn_prefixes, *names)
    own = _marks(application.stir, application.isbn_prefixes, application.name, application.name_ru,
                 application.name_en)  # fmt: skip
    others = session().execute(said.where(UNDECIDED, Application.id != application.id))
    alike = [number for number, *rest in others if own & _marks(*rest)]
    found = select(Application).options(joinedload(Application.region)).where(Application.id.in_(alike))
    return session().scalars(found.order_by(Application.confirmed_at, Application.id)).all()


def _marks(stir: str, prefixes: Sequence[str], *names: str) -> frozenset[tuple[str, str]]:
    return marks_of(stir=stir, names=names, isbn_prefixes=prefixes)
