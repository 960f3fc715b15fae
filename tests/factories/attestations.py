"""A depositor with duties that came out in every way, and attestations of them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from app.attestations.account import Period
from app.attestations.models import Attestation, AttestationKind
from app.attestations.services import issue_attestation
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.services import confirm_arrival, open_arrival, scan
from app.domain.actor import Actor, Role
from app.domain.receiving import Condition
from app.infra.db import session, transaction
from app.organisations.models import OrganisationKind
from tests.factories.obligations import add_organisation
from tests.factories.receiving import World, labels_of, make_actor, make_world, send_parcel

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
YEAR = Period(date(2026, 1, 1), date(2026, 12, 31))
UNTIL_TODAY = Period(date(2026, 1, 1), date(2026, 11, 23))


@dataclass(frozen=True)
class Depositor:
    """The publisher of a world with its clerk, the library, the authority and its inspector."""

    world: World
    clerk: Actor
    inspector: Actor

    @property
    def id(self) -> int:
        """The record of the publisher."""
        return self.world.publisher.id


def make_depositor(*due: date, region: str = "1726") -> Depositor:
    """Return a publisher that owes two copies of a book by each of these days, and an authority."""
    world = make_world(len(due))
    with transaction() as current:
        for owed, day in zip(world.obligations, due, strict=True):
            current.get_one(Obligation, owed.id).due_on = day
        world.publisher.stir, world.publisher.address = "999000117", "Buxoro, Namuna koʻchasi, 12"
        current.add(world.publisher)
        authority = add_organisation(OrganisationKind.AUTHORITY, name="Vakolatli organ (namoyish)")
        authority.head_post, authority.head_name = "Boshliq", "A. N. Yoʻldoshev"
        clerk, inspector = make_actor(Role.DEPOSITOR, world.publisher), make_actor(Role.REGULATOR, authority)
    return Depositor(world, clerk, inspector)


def deliver(depositor: Depositor, place: int, *, opened: datetime, confirmed: datetime) -> Receipt:
    """Let both copies of a book reach the library, which opens the parcel and later makes its receipt."""
    librarian = depositor.world.librarian
    parcel = send_parcel(depositor.world, {place: 2})
    with transaction():
        arrival = open_arrival(consignment_code=parcel.code, depositor_id=None, by=librarian, at=opened)
        for label in labels_of(parcel):
            scan(
                arrival_id=arrival.id,
                text=label,
                key=label,
                condition=Condition.GOOD,
                by=librarian,
                at=opened,
            )
        return confirm_arrival(arrival_id=arrival.id, by=librarian, at=confirmed)


def make_attestation(
    depositor: Depositor,
    kind: AttestationKind,
    period: Period,
    *,
    by: Actor | None = None,
    language: str = "uz",
    at: datetime = AT,
) -> Attestation:
    """Make an attestation in a transaction of its own; without a file."""
    with transaction():
        return issue_attestation(
            kind=kind,
            depositor_id=depositor.id,
            period=period,
            language=language,
            by=by or depositor.clerk,
            at=at,
        )


def changed(obligation: Obligation, **values: object) -> None:
    """Keep other values of an obligation."""
    with transaction() as current:
        row = current.get_one(Obligation, obligation.id)
        for name, value in values.items():
            setattr(row, name, value)
    session().expire_all()
