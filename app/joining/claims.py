"""The record that an applicant says is theirs, as it stands when the application is looked at."""

from dataclasses import dataclass
from enum import StrEnum

from app.accounts.queries import has_people
from app.domain.errors import Conflict, DomainError
from app.infra.db import session
from app.joining.models import Application
from app.organisations.models import Organisation


class Belonging(StrEnum):
    """What the authority finds where a claimed record has another TIN than its claimant."""

    RECORD = "record"
    OWN = "own"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claimed record; `differs` where its TIN is known and is another than the applicant's."""

    record: Organisation
    peopled: bool
    differs: bool

    @property
    def stamp(self) -> str:
        """A mark of the record: it differs once somebody has joined it or its TIN has become another."""
        return f"{self.record.id}-{self.record.stir or ''}-{int(self.peopled)}"


def claim_of(application: Application, *, locked: bool = False) -> Claim | None:
    """Return what an application claims, or None; `locked` keeps the record from others until the commit."""
    if application.claimed_id is None:
        return None
    record = session().get_one(Organisation, application.claimed_id, with_for_update=locked)
    return Claim(record, has_people(record.id), tin_differs(record, application.stir))


def tin_differs(record: Organisation, stir: str | None) -> bool:
    """Whether a record has a TIN, and another than this one."""
    return record.stir is not None and record.stir != stir


def record_to_complete(
    application: Application, *, seen: str | None, belonging: Belonging | None
) -> int | None:
    """Return the number of the record that an approval gives to the applicant; None where it makes a new one.

    `seen` is the stamp of the claim on the page from which it is approved, `belonging` what was decided of a
    record with another TIN.

    Raises:
        Conflict: `application.record_changed` since the page was opened.
        DomainError: `application.claim_undecided`.
    """
    claim = claim_of(application, locked=True)
    if claim is None:
        return None
    if seen is not None and seen != claim.stamp:
        raise Conflict("application.record_changed")
    if claim.differs and belonging is None:
        raise DomainError("application.claim_undecided", field="claim")
    return None if claim.differs and belonging is Belonging.OWN else claim.record.id
