"""Who holds a session: the person, and the organisation that the session acts for."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Account, UserSession
from app.accounts.secrets import hash_of
from app.domain.actor import Actor, Errand
from app.infra import clock
from app.infra.db import session
from app.organisations.models import Mandate, Organisation
from app.organisations.queries import OrganisationNames, mandate_holds


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An open session with whose it is, in plain values; `errand_until` while it acts under a mandate."""

    session_id: int
    last_seen_at: datetime
    email: str
    language: str
    organisation: OrganisationNames | None
    actor: Actor
    errand_until: date | None


def signed_in_by(secret: str, *, at: datetime) -> SignedIn | None:
    """Return who holds the secret of a session that is open at `at`: not revoked, expired or deactivated.

    A session under a mandate that holds acts for the mandator; once it does not, for the own organisation.
    Who belongs to an organisation that was merged into another belongs to that one.
    """
    rows = session().execute(_statement(secret, at)).all()
    if not rows:
        return None
    held, account, own, mandate, mandator, _absorbed = rows[0]
    organisation = mandator or own
    actor = _actor(account, own, mandate, mandator, frozenset(row[5] for row in rows if row[5] is not None))
    return SignedIn(
        held.id,
        held.last_seen_at,
        account.email,
        account.language,
        OrganisationNames(organisation.name, organisation.name_ru, organisation.name_en)
        if organisation
        else None,
        actor,
        mandate.until if mandate is not None else None,
    )


_bound, _own, _mandator, _absorbed = (aliased(Organisation) for _ in range(4))
"""Made once: what SQLAlchemy remembers of an alias goes with it, and each request asks for these."""


def _statement(
    secret: str, at: datetime
) -> Select[UserSession, Account, Organisation, Mandate, Organisation, int]:
    """The session, whose it is and for whom; one row for each record that was merged into that."""
    holds = and_(
        Mandate.id == UserSession.mandate_id,
        or_(Mandate.mandatary_id == Account.organisation_id, Mandate.mandatary_id == _own.id),
        mandate_holds(clock.local_day(at)),
    )
    return (
        select(UserSession, Account, _own, Mandate, _mandator, _absorbed.id)
        .join(Account, Account.id == UserSession.account_id)
        .outerjoin(_bound, _bound.id == Account.organisation_id)
        .outerjoin(_own, _own.id == func.coalesce(_bound.merged_into_id, _bound.id))
        .outerjoin(Mandate, holds)
        .outerjoin(_mandator, _mandator.id == Mandate.mandator_id)
        .outerjoin(_absorbed, _absorbed.merged_into_id == func.coalesce(_mandator.id, _own.id))
        .where(
            UserSession.secret_hash == hash_of(secret),
            UserSession.revoked_at.is_(None),
            UserSession.expires_at > at,
            Account.deactivated_at.is_(None),
        )
    )


def _actor(
    account: Account,
    own: Organisation | None,
    mandate: Mandate | None,
    mandator: Organisation | None,
    absorbed: frozenset[int],
) -> Actor:
    if mandate is None or mandator is None or own is None:
        own_id = own.id if own is not None else None
        return Actor(
            account.role,
            account.id,
            account.name,
            own_id,
            account.region_soato,
            account.manages,
            absorbed=absorbed,
        )
    wanted = ((Errand.REGISTERING, mandate.registers), (Errand.SENDING, mandate.sends))
    errands = frozenset(errand for errand, given in wanted if given)
    name = f"{account.name} ({own.name})"  # what is done for another is told with whose person did it
    return Actor(account.role, account.id, name, mandator.id, errands=errands, absorbed=absorbed)
