"""Who holds a session: the person, and the organisation that the session acts for."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Row, Select, and_, bindparam, func, or_, select
from sqlalchemy.orm import aliased

from app.accounts.models import Account, UserSession
from app.accounts.secrets import hash_of
from app.domain.actor import Actor, Errand
from app.infra import clock
from app.infra.db import UtcDateTime, read
from app.organisations.models import Mandate, Organisation
from app.organisations.queries import OrganisationNames, mandate_holds


@dataclass(frozen=True, slots=True)
class SignedIn:
    """An open session with whose it is, in plain values; `errand_until` while it acts under a mandate.

    `errand_over` is whom it acted for until the mandate ended, while nobody has taken note of that.
    """

    session_id: int
    last_seen_at: datetime
    email: str
    language: str
    organisation: OrganisationNames | None
    actor: Actor
    errand_until: date | None
    errand_over: OrganisationNames | None


def signed_in_by(secret: str, *, at: datetime) -> SignedIn | None:
    """Return who holds the secret of a session that is open at `at`: not revoked, expired or deactivated.

    A session under a mandate that holds acts for the mandator; once it does not, for the own organisation.
    Who belongs to an organisation that was merged into another belongs to that one.
    """
    values = {"secret_hash": hash_of(secret), "at": at, "today": clock.local_day(at)}
    rows = read(_HELD, values).all()
    if not rows:
        return None
    held = rows[0]
    names = None
    if held.mandator_id is not None:
        names = OrganisationNames(held.mandator_name, held.mandator_name_ru, held.mandator_name_en)
    elif held.own_id is not None:
        names = OrganisationNames(held.own_name, held.own_name_ru, held.own_name_en)
    absorbed = frozenset(row.absorbed_id for row in rows if row.absorbed_id is not None)
    return SignedIn(
        held.session_id,
        held.last_seen_at,
        held.email,
        held.language,
        names,
        _actor(held, absorbed),
        held.until,
        _ended(held.mandate_id) if held.mandate_id is not None and held.mandator_id is None else None,
    )


def _ended(mandate_id: int) -> OrganisationNames:
    """Whose mandate does not hold any more."""
    mandator = select(Organisation.name, Organisation.name_ru, Organisation.name_en)
    mandator = mandator.join(Mandate, Mandate.mandator_id == Organisation.id)
    return OrganisationNames(*read(mandator.where(Mandate.id == mandate_id), {}).one())


def _actor(held: Row[Any], absorbed: frozenset[int]) -> Actor:
    if held.mandator_id is None:
        return Actor(
            held.role,
            held.account_id,
            held.person,
            held.own_id,
            held.region_soato,
            held.manages,
            absorbed=absorbed,
            name_ru=held.person_ru,
        )
    wanted = ((Errand.REGISTERING, held.registers), (Errand.SENDING, held.sends))
    errands = frozenset(errand for errand, given in wanted if given)
    name = f"{held.person} ({held.own_name})"  # what is done for another is told with whose person did it
    return Actor(held.role, held.account_id, name, held.mandator_id, errands=errands, absorbed=absorbed)


def _statement() -> Select[*tuple[Any, ...]]:
    """The open session, whose it is and for whom; one row for each record that was merged into that."""
    bound, own, mandator, absorbed = (aliased(Organisation) for _ in range(4))
    at, today = bindparam("at", type_=UtcDateTime()), bindparam("today", type_=Date())
    holds = and_(
        Mandate.id == UserSession.mandate_id,
        or_(Mandate.mandatary_id == Account.organisation_id, Mandate.mandatary_id == own.id),
        mandate_holds(today),
    )
    return (
        select(
            UserSession.id.label("session_id"), UserSession.last_seen_at, UserSession.mandate_id,
            Account.id.label("account_id"), Account.name.label("person"),
            Account.name_ru.label("person_ru"), Account.email, Account.language,
            Account.role, Account.region_soato, Account.manages,
            own.id.label("own_id"), own.name.label("own_name"),
            own.name_ru.label("own_name_ru"), own.name_en.label("own_name_en"),
            mandator.id.label("mandator_id"), mandator.name.label("mandator_name"),
            mandator.name_ru.label("mandator_name_ru"), mandator.name_en.label("mandator_name_en"),
            Mandate.registers, Mandate.sends, Mandate.until, absorbed.id.label("absorbed_id"),
        )
        .join(Account, Account.id == UserSession.account_id)
        .outerjoin(bound, bound.id == Account.organisation_id)
        .outerjoin(own, own.id == func.coalesce(bound.merged_into_id, bound.id))
        .outerjoin(Mandate, holds)
        .outerjoin(mandator, mandator.id == Mandate.mandator_id)
        .outerjoin(absorbed, absorbed.merged_into_id == func.coalesce(mandator.id, own.id))
        .where(
            UserSession.secret_hash == bindparam("secret_hash"),
            UserSession.revoked_at.is_(None),
            UserSession.expires_at > at,
            Account.deactivated_at.is_(None),
        )
    )  # fmt: skip


_HELD = _statement()
"""Made once: every request asks it, and making it takes longer than the database takes to answer."""
