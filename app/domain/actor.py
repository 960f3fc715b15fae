"""Who acts: plain values, detached from accounts and sessions."""

from dataclasses import dataclass
from enum import StrEnum

from app.domain.script import person_name


class Role(StrEnum):
    """What a person is to the system; each account has exactly one."""

    PUBLIC = "public"
    DEPOSITOR = "depositor"
    LIBRARIAN = "librarian"
    REGULATOR = "regulator"
    ADMINISTRATOR = "administrator"
    SYSTEM = "system"


class Errand(StrEnum):
    """What a mandate may be for."""

    REGISTERING = "registering"
    SENDING = "sending"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person, or the system itself, on whose behalf something is done.

    `organisation_id` is the depositor, depository or authority the account is bound to.
    `region_soato` bounds a regulator or a region's head; None means the whole country. Who `manages` a
    depositor may change its record and choose its people. Under a mandate `organisation_id` is the mandator
    and `errands` what the mandate is for; None: the person acts for the own organisation. `absorbed` are
    records that were merged into the organisation: what is theirs is its own. `name_ru` is how the person
    writes the name in Russian.
    """

    role: Role
    account_id: int | None = None
    name: str = ""
    organisation_id: int | None = None
    region_soato: str | None = None
    manages: bool = False
    errands: frozenset[Errand] | None = None
    absorbed: frozenset[int] = frozenset()
    name_ru: str = ""

    def name_in(self, language: str) -> str:
        """The name in the script of a paper in this language."""
        return person_name(self.name, language, self.name_ru)

    @property
    def organisation_ids(self) -> frozenset[int]:
        """The organisation and the records that were merged into it; empty for who belongs to none."""
        return self.absorbed if self.organisation_id is None else self.absorbed | {self.organisation_id}


PUBLIC = Actor(Role.PUBLIC)
SYSTEM = Actor(Role.SYSTEM, name="Nusxa")
