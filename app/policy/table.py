"""The one table: who may do what, and to which records. What is not here is denied."""

from collections.abc import Mapping

from app.domain.actor import Actor, Role
from app.policy.permissions import Permission as P
from app.policy.predicates import Allowance, Parties, Reach, covers, is_anyone, is_role, is_signed_in

SYSTEM = Allowance(is_role(Role.SYSTEM), Reach.ALL)
ANYONE = Allowance(is_anyone, Reach.ALL)
SIGNED_IN = Allowance(is_signed_in, Reach.ALL)
DEPOSITOR = Allowance(is_role(Role.DEPOSITOR), Reach.AS_DEPOSITOR)
LIBRARIAN = Allowance(is_role(Role.LIBRARIAN), Reach.AS_DEPOSITORY)
REGULATOR = Allowance(is_role(Role.REGULATOR), Reach.REGION)
ADMINISTRATOR = Allowance(is_role(Role.ADMINISTRATOR), Reach.ALL)

TABLE: Mapping[P, tuple[Allowance, ...]] = {
    P.DESK_OPEN: (SIGNED_IN,),
    P.ACCOUNT_OWN: (SIGNED_IN,),
    P.ACCOUNT_MANAGE: (ADMINISTRATOR, SYSTEM),
    P.ORGANISATION_READ: (DEPOSITOR, LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    P.ORGANISATION_MANAGE: (ADMINISTRATOR, SYSTEM),
    P.PUBLICATION_REGISTER: (DEPOSITOR, SYSTEM),
    P.PUBLICATION_AMEND: (DEPOSITOR, SYSTEM),
    P.RELEASE_READ: (DEPOSITOR, LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    P.OBLIGATION_READ: (DEPOSITOR, LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    P.OBLIGATION_ASSIGN: (ADMINISTRATOR, REGULATOR, SYSTEM),
    P.CONSIGNMENT_PREPARE: (DEPOSITOR, SYSTEM),
    P.CONSIGNMENT_READ: (DEPOSITOR, LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    P.RECEIVING_WORK: (LIBRARIAN, SYSTEM),
    P.RECEIPT_READ: (DEPOSITOR, LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    P.FILE_DEPOSIT: (DEPOSITOR, SYSTEM),
    P.FILE_ACCEPT: (LIBRARIAN, SYSTEM),
    P.FILE_READ: (DEPOSITOR, LIBRARIAN, SYSTEM),
    P.LATE_READ: (REGULATOR, ADMINISTRATOR, SYSTEM),
    P.NOTICE_ISSUE: (REGULATOR, SYSTEM),
    P.NOTICE_READ: (DEPOSITOR, REGULATOR, ADMINISTRATOR, SYSTEM),
    P.LAW_READ: (ANYONE,),
    P.LAW_ADOPT: (ADMINISTRATOR, SYSTEM),
    P.AUDIT_READ: (ADMINISTRATOR, SYSTEM),
    P.SEARCH: (DEPOSITOR, LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    P.VERIFY: (ANYONE,),
}


def may(actor: Actor, permission: P) -> bool:
    """Whether the actor holds the permission for any record at all (guards routes, draws menus)."""
    return any(allowance.holds(actor) for allowance in TABLE.get(permission, ()))


def may_with(actor: Actor, permission: P, parties: Parties) -> bool:
    """Whether the actor holds the permission for a record of these parties."""
    return any(covers(reach, actor, parties) for reach in reaches(actor, permission))


def reaches(actor: Actor, permission: P) -> tuple[Reach, ...]:
    """How far the actor's permission extends; empty means not at all (scopes lists)."""
    return tuple(a.reach for a in TABLE.get(permission, ()) if a.holds(actor))
