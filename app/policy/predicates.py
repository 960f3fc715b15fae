"""Small pure questions from which the table is composed.

A role predicate asks about the person alone. A reach says which records that person's permission extends
to; it answers for one record here, and as a condition of a query in each slice's `queries.py`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from app.domain.actor import Actor, Errand, Role


class Reach(StrEnum):
    """Which records a permission extends to."""

    ALL = "all"
    AS_DEPOSITOR = "as_depositor"
    AS_DEPOSITORY = "as_depository"
    REGION = "region"
    NAMED = "named"
    """What somebody was named to decide, in whichever region."""


@dataclass(frozen=True, slots=True)
class Parties:
    """Who a record belongs to: the plain facts that a reach is compared with."""

    depositor_ids: frozenset[int] = frozenset()
    depository_ids: frozenset[int] = frozenset()
    region_soato: str | None = None
    named_ids: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Allowance:
    """One alternative of a permission: for whom, and how far it reaches."""

    holds: Callable[[Actor], bool]
    reach: Reach


def is_role(role: Role) -> Callable[[Actor], bool]:
    """Return the predicate that asks for this role."""
    return lambda actor: actor.role is role


def is_own_depositor(actor: Actor) -> bool:
    """Whether a depositor's person acts for the own organisation, not under a mandate."""
    return actor.role is Role.DEPOSITOR and actor.errands is None


def is_on_errand(errand: Errand | None = None) -> Callable[[Actor], bool]:
    """Return the predicate that asks for a mandate for this errand; None: for whichever."""
    return lambda actor: bool(actor.errands) and (errand is None or errand in (actor.errands or ()))


def is_manager(actor: Actor) -> bool:
    """Whether the person manages the depositor he belongs to."""
    return is_own_depositor(actor) and actor.manages


def is_head(actor: Actor) -> bool:
    """Whether the person works for the authority in the whole country."""
    return actor.role is Role.REGULATOR and actor.region_soato is None


def is_signed_in(actor: Actor) -> bool:
    """Whether a person with an account acts."""
    return actor.account_id is not None


def is_anyone(actor: Actor) -> bool:
    """Always true: the permission is public."""
    return True


def covers(reach: Reach, actor: Actor, parties: Parties) -> bool:
    """Whether a record of these parties lies within the actor's reach."""
    if reach is Reach.ALL:
        return True
    if reach is Reach.AS_DEPOSITOR:
        return not actor.organisation_ids.isdisjoint(parties.depositor_ids)
    if reach is Reach.AS_DEPOSITORY:
        return actor.organisation_id in parties.depository_ids
    if reach is Reach.NAMED:
        return actor.account_id in parties.named_ids
    return actor.region_soato is None or actor.region_soato == parties.region_soato
