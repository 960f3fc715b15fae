"""The one table: who may do what, and to which records. What is not here is denied."""

from collections.abc import Mapping

from app.domain.actor import Actor, Errand, Role
from app.policy.permissions import Permission
from app.policy.predicates import (
    Allowance,
    Parties,
    Reach,
    covers,
    is_anyone,
    is_head,
    is_manager,
    is_on_errand,
    is_own_depositor,
    is_role,
    is_signed_in,
)

SYSTEM = Allowance(is_role(Role.SYSTEM), Reach.ALL)
ANYONE = Allowance(is_anyone, Reach.ALL)
SIGNED_IN = Allowance(is_signed_in, Reach.ALL)
DEPOSITOR = Allowance(is_own_depositor, Reach.AS_DEPOSITOR)
# Under a mandate a person stands where the mandator does, for what the mandate names and to see it.
AGENT = Allowance(is_on_errand(), Reach.AS_DEPOSITOR)
REGISTRAR = Allowance(is_on_errand(Errand.REGISTERING), Reach.AS_DEPOSITOR)
SENDER = Allowance(is_on_errand(Errand.SENDING), Reach.AS_DEPOSITOR)
MANAGER = Allowance(is_manager, Reach.AS_DEPOSITOR)
LIBRARIAN = Allowance(is_role(Role.LIBRARIAN), Reach.AS_DEPOSITORY)
ANY_LIBRARIAN = Allowance(is_role(Role.LIBRARIAN), Reach.ALL)  # what one library offers, each may take
REGULATOR = Allowance(is_role(Role.REGULATOR), Reach.REGION)
NAMED = Allowance(is_role(Role.REGULATOR), Reach.NAMED)  # for one request, whatever the region
HEAD = Allowance(is_head, Reach.ALL)
LAWMAKER = Allowance(is_role(Role.REGULATOR), Reach.ALL)  # a law has no region
ADMINISTRATOR = Allowance(is_role(Role.ADMINISTRATOR), Reach.ALL)

TABLE: Mapping[Permission, tuple[Allowance, ...]] = {
    Permission.DESK_OPEN: (SIGNED_IN,),
    Permission.ACCOUNT_OWN: (SIGNED_IN,),
    Permission.DATES_SUBSCRIBE: (DEPOSITOR,),
    Permission.REMINDERS_OWN: (DEPOSITOR,),
    Permission.ACCOUNT_MANAGE: (ADMINISTRATOR, SYSTEM),
    Permission.ORGANISATION_READ: (DEPOSITOR, LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    Permission.ORGANISATION_MANAGE: (ADMINISTRATOR, SYSTEM),
    Permission.ORGANISATION_OWN: (MANAGER, SYSTEM),
    Permission.LIBRARY_KEEP: (LIBRARIAN, ADMINISTRATOR, SYSTEM),
    Permission.APPLICATION_SUBMIT: (ANYONE,),
    Permission.APPLICATION_VET: (REGULATOR, ADMINISTRATOR, SYSTEM),
    Permission.PUBLICATION_REGISTER: (DEPOSITOR, REGISTRAR, SYSTEM),
    Permission.PUBLICATION_AMEND: (DEPOSITOR, REGISTRAR, SYSTEM),
    Permission.RELEASE_READ: (DEPOSITOR, AGENT, LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    Permission.OBLIGATION_READ: (DEPOSITOR, AGENT, LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    Permission.DELIVERY_EXPECT: (LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    Permission.OBLIGATION_ASSIGN: (ADMINISTRATOR, REGULATOR, SYSTEM),
    Permission.CONSIGNMENT_PREPARE: (DEPOSITOR, SENDER, SYSTEM),
    Permission.CONSIGNMENT_READ: (DEPOSITOR, SENDER, LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    Permission.RECEIVING_WORK: (LIBRARIAN, SYSTEM),
    Permission.ACCESSION_KEEP: (LIBRARIAN, SYSTEM),
    Permission.INVENTORY_WORK: (LIBRARIAN, SYSTEM),
    Permission.INVENTORY_READ: (LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    Permission.INVENTORY_CAMPAIGN: (REGULATOR, SYSTEM),
    Permission.RECEIPT_READ: (DEPOSITOR, SENDER, LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    Permission.DISCREPANCY_READ: (DEPOSITOR, SENDER, LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    Permission.DISCREPANCY_ANSWER: (DEPOSITOR, SENDER, LIBRARIAN, SYSTEM),
    Permission.DISCREPANCY_SETTLE: (LIBRARIAN, SYSTEM),
    Permission.REPLACEMENT_PROMISE: (DEPOSITOR, SENDER, SYSTEM),
    Permission.SURPLUS_TAKE: (ANY_LIBRARIAN, SYSTEM),
    Permission.FILE_DEPOSIT: (DEPOSITOR, SENDER, SYSTEM),
    Permission.FILE_ACCEPT: (LIBRARIAN, SYSTEM),
    Permission.FILE_READ: (DEPOSITOR, SENDER, LIBRARIAN, SYSTEM),
    Permission.LATE_READ: (REGULATOR, ADMINISTRATOR, SYSTEM),
    Permission.CLAIM_MAKE: (LIBRARIAN, SYSTEM),
    Permission.CLAIM_READ: (DEPOSITOR, SENDER, LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    Permission.CLAIM_ANSWER: (DEPOSITOR, SENDER, SYSTEM),
    Permission.NOTICE_ISSUE: (REGULATOR, SYSTEM),
    Permission.NOTICE_COUNTERSIGN: (REGULATOR,),  # a person: the system has no second one
    Permission.NOTICE_READ: (DEPOSITOR, REGULATOR, NAMED, ADMINISTRATOR, SYSTEM),
    Permission.NOTICE_WORDING: (ADMINISTRATOR, SYSTEM),
    Permission.REQUEST_MAKE: (DEPOSITOR, SYSTEM),
    Permission.REQUEST_READ: (DEPOSITOR, REGULATOR, NAMED, ADMINISTRATOR, SYSTEM),
    Permission.REQUEST_DECIDE: (REGULATOR, NAMED, SYSTEM),
    Permission.REQUEST_ENTRUST: (HEAD,),  # a person: the system answers for nobody
    Permission.OVERSIGHT_READ: (REGULATOR, ADMINISTRATOR, SYSTEM),
    Permission.CASE_READ: (DEPOSITOR, REGULATOR, NAMED, ADMINISTRATOR, SYSTEM),
    Permission.CASE_KEEP: (REGULATOR, SYSTEM),
    Permission.ATTESTATION_READ: (DEPOSITOR, REGULATOR, ADMINISTRATOR, SYSTEM),
    Permission.ATTESTATION_ISSUE: (DEPOSITOR, REGULATOR, SYSTEM),
    Permission.ATTESTATION_WITHDRAW: (REGULATOR, SYSTEM),
    Permission.LAW_READ: (ANYONE,),
    Permission.LAW_PREPARE: (LAWMAKER, ADMINISTRATOR, SYSTEM),
    Permission.LAW_ADOPT: (ADMINISTRATOR, SYSTEM),
    Permission.LAW_SIMULATE: (REGULATOR, ADMINISTRATOR, SYSTEM),
    Permission.AUDIT_READ: (ADMINISTRATOR, SYSTEM),
    Permission.MESSAGE_READ: (ADMINISTRATOR, SYSTEM),
    Permission.SEARCH: (DEPOSITOR, AGENT, LIBRARIAN, REGULATOR, ADMINISTRATOR, SYSTEM),
    Permission.VERIFY: (ANYONE,),
}


def may(actor: Actor, permission: Permission) -> bool:
    """Whether the actor holds the permission for any record at all (guards routes, draws menus)."""
    return any(allowance.holds(actor) for allowance in TABLE.get(permission, ()))


def may_with(actor: Actor, permission: Permission, parties: Parties) -> bool:
    """Whether the actor holds the permission for a record of these parties."""
    return any(covers(reach, actor, parties) for reach in reaches(actor, permission))


def reaches(actor: Actor, permission: Permission) -> tuple[Reach, ...]:
    """How far the actor's permission extends; empty means not at all (scopes lists)."""
    return tuple(a.reach for a in TABLE.get(permission, ()) if a.holds(actor))
