"""Who acts: plain values, detached from accounts and sessions."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person is to the system; each account has exactly one."""

    PUBLIC = "public"
    DEPOSITOR = "depositor"
    LIBRARIAN = "librarian"
    REGULATOR = "regulator"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person, or the system itself, on whose behalf something is done.

    `organisation_id` is the depositor, depository or authority the account is bound to.
    `region_soato` bounds a regulator or a region's head; None means the whole country.
    """

    role: Role
    account_id: int | None = None
    name: str = ""
    organisation_id: int | None = None
    region_soato: str | None = None


PUBLIC = Actor(Role.PUBLIC)
SYSTEM = Actor(Role.SYSTEM, name="Nusxa")
