"""The permission table, said once more as it is meant: permission × role → how far it reaches."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.actor import PUBLIC, SYSTEM, Actor, Errand, Role
from app.policy.permissions import Permission
from app.policy.predicates import Parties, Reach, covers
from app.policy.table import TABLE, may, may_with, reaches

ACTORS = {
    Role.PUBLIC: PUBLIC,
    Role.DEPOSITOR: Actor(Role.DEPOSITOR, 1, "D", organisation_id=10, manages=True),
    Role.LIBRARIAN: Actor(Role.LIBRARIAN, 2, "L", organisation_id=20),
    Role.REGULATOR: Actor(Role.REGULATOR, 3, "R", organisation_id=30, region_soato="1718"),
    Role.ADMINISTRATOR: Actor(Role.ADMINISTRATOR, 4, "A"),
    Role.SYSTEM: SYSTEM,
}
LETTERS = {"-": (), "*": (Reach.ALL,), "o": (Reach.AS_DEPOSITOR,), "l": (Reach.AS_DEPOSITORY,),
           "r": (Reach.REGION,), "n": (Reach.REGION, Reach.NAMED)}  # fmt: skip
ROLES = (Role.PUBLIC, Role.DEPOSITOR, Role.LIBRARIAN, Role.REGULATOR, Role.ADMINISTRATOR, Role.SYSTEM)

# - not at all, * everything, o one's own as depositor, l what goes to one's library, r one's region,
# n one's region and what one was named to decide
EXPECTED = """
                        public depositor librarian regulator administrator system
desk.open               -      *         *         *         *             -
account.own             -      *         *         *         *             -
dates.subscribe         -      o         -         -         -             -
reminders.own           -      o         -         -         -             -
account.manage          -      -         -         -         *             *
organisation.read       -      o         l         r         *             *
organisation.manage     -      -         -         -         *             *
organisation.own        -      o         -         -         -             *
library.keep            -      -         l         -         *             *
application.submit      *      *         *         *         *             *
application.vet         -      -         -         r         *             *
publication.register    -      o         -         -         -             *
publication.amend       -      o         -         -         -             *
release.read            -      o         l         r         *             *
obligation.read         -      o         l         r         *             *
delivery.expect         -      -         l         r         *             *
obligation.assign       -      -         -         r         *             *
consignment.prepare     -      o         -         -         -             *
consignment.read        -      o         l         r         *             *
receiving.work          -      -         l         -         -             *
accession.keep          -      -         l         -         -             *
inventory.work          -      -         l         -         -             *
inventory.read          -      -         l         r         *             *
inventory.campaign      -      -         -         r         -             *
receipt.read            -      o         l         r         *             *
discrepancy.read        -      o         l         r         *             *
discrepancy.answer      -      o         l         -         -             *
discrepancy.settle      -      -         l         -         -             *
replacement.promise     -      o         -         -         -             *
surplus.take            -      -         *         -         -             *
file.deposit            -      o         -         -         -             *
file.accept             -      -         l         -         -             *
file.read               -      o         l         -         -             *
late.read               -      -         -         r         *             *
claim.make              -      -         l         -         -             *
claim.read              -      o         l         r         *             *
claim.answer            -      o         -         -         -             *
notice.wording          -      -         -         -         *             *
request.make            -      o         -         -         -             *
request.read            -      o         -         n         *             *
request.decide          -      -         -         n         -             *
request.entrust         -      -         -         -         -             -
notice.issue            -      -         -         r         -             *
notice.countersign      -      -         -         r         -             -
notice.read             -      o         -         n         *             *
oversight.read          -      -         -         r         *             *
case.read               -      o         -         n         *             *
case.keep               -      -         -         r         -             *
attestation.read        -      o         -         r         *             *
attestation.issue       -      o         -         r         -             *
attestation.withdraw    -      -         -         r         -             *
law.read                *      *         *         *         *             *
law.prepare             -      -         -         *         *             *
law.adopt               -      -         -         -         *             *
law.simulate            -      -         -         r         *             *
message.read            -      -         -         -         *             *
audit.read              -      -         -         -         *             *
search                  -      o         l         r         *             *
verify                  *      *         *         *         *             *
"""


def expected() -> list[tuple[Permission, Role, tuple[Reach, ...]]]:
    rows = [line.split() for line in EXPECTED.strip().splitlines()[1:]]
    return [
        (Permission(name), role, LETTERS[letter])
        for name, *letters in rows
        for role, letter in zip(ROLES, letters, strict=True)
    ]


@pytest.mark.parametrize(("permission", "role", "far"), expected())
def test_reaches_as_far_as_meant(permission: Permission, role: Role, far: tuple[Reach, ...]) -> None:
    assert reaches(ACTORS[role], permission) == far
    assert may(ACTORS[role], permission) is bool(far)


def test_every_permission_and_role_is_said() -> None:
    said = {(permission, role) for permission, role, _ in expected()}
    assert said == {(permission, role) for permission in Permission for role in Role}
    assert set(TABLE) == set(Permission)


IDS = st.frozensets(st.integers(1, 50), max_size=4)
PARTIES = st.builds(Parties, IDS, IDS, st.sampled_from([None, "1718", "1726"]), IDS)


@given(parties=PARTIES, permission=st.sampled_from(Permission), role=st.sampled_from(ROLES))
def test_one_record_and_lists_follow_the_same_table(
    parties: Parties, permission: Permission, role: Role
) -> None:
    actor = ACTORS[role]
    within = {
        Reach.ALL: True,
        Reach.AS_DEPOSITOR: 10 in parties.depositor_ids and role is Role.DEPOSITOR,
        Reach.AS_DEPOSITORY: 20 in parties.depository_ids and role is Role.LIBRARIAN,
        Reach.REGION: parties.region_soato == "1718" and role is Role.REGULATOR,
        Reach.NAMED: actor.account_id in parties.named_ids and role is Role.REGULATOR,
    }
    assert may_with(actor, permission, parties) is any(within[reach] for reach in reaches(actor, permission))


@given(parties=PARTIES)
def test_who_belongs_to_no_organisation_reaches_no_ones_records(parties: Parties) -> None:
    homeless = Actor(Role.DEPOSITOR, 9, "H")
    assert not may_with(homeless, Permission.OBLIGATION_READ, parties)


def test_a_regulator_without_a_region_reaches_the_country() -> None:
    national = Actor(Role.REGULATOR, 5, "N")
    assert covers(Reach.REGION, national, Parties(region_soato="1718"))
    assert covers(Reach.REGION, national, Parties())


def test_only_a_head_names_who_decides() -> None:
    assert may(Actor(Role.REGULATOR, 5, "N"), Permission.REQUEST_ENTRUST)
    assert not may(Actor(Role.ADMINISTRATOR, 4, "A"), Permission.REQUEST_ENTRUST)


def test_only_who_manages_a_depositor_keeps_its_record() -> None:
    assert not may(Actor(Role.DEPOSITOR, 1, "D", organisation_id=10), Permission.ORGANISATION_OWN)
    assert not may(
        Actor(Role.LIBRARIAN, 2, "L", organisation_id=20, manages=True), Permission.ORGANISATION_OWN
    )


def under(*errands: Errand) -> Actor:
    return Actor(Role.DEPOSITOR, 1, "D", organisation_id=10, manages=True, errands=frozenset(errands))


BY_EITHER = {Permission.DESK_OPEN, Permission.ACCOUNT_OWN, Permission.APPLICATION_SUBMIT,
             Permission.LAW_READ, Permission.VERIFY, Permission.RELEASE_READ, Permission.OBLIGATION_READ,
             Permission.SEARCH}  # fmt: skip
BY_REGISTRARS = {Permission.PUBLICATION_REGISTER, Permission.PUBLICATION_AMEND}
BY_SENDERS = {Permission.CONSIGNMENT_PREPARE, Permission.CONSIGNMENT_READ, Permission.RECEIPT_READ,
              Permission.DISCREPANCY_READ, Permission.DISCREPANCY_ANSWER, Permission.REPLACEMENT_PROMISE,
              Permission.FILE_DEPOSIT, Permission.FILE_READ, Permission.CLAIM_READ,
              Permission.CLAIM_ANSWER}  # fmt: skip


@pytest.mark.parametrize(
    ("errands", "expected_permissions"),
    [
        ((), BY_EITHER - {Permission.RELEASE_READ, Permission.OBLIGATION_READ, Permission.SEARCH}),
        ((Errand.REGISTERING,), BY_EITHER | BY_REGISTRARS),
        ((Errand.SENDING,), BY_EITHER | BY_SENDERS),
        ((Errand.REGISTERING, Errand.SENDING), BY_EITHER | BY_REGISTRARS | BY_SENDERS),
    ],
)
def test_under_a_mandate_only_what_it_names(
    errands: tuple[Errand, ...], expected_permissions: set[Permission]
) -> None:
    actor = under(*errands)
    assert {permission for permission in Permission if may(actor, permission)} == expected_permissions
    assert not may_with(actor, Permission.OBLIGATION_READ, Parties(depositor_ids=frozenset({11})))
