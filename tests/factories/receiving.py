"""A library that is owed books, and a parcel on its way to it, as rows."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import count

from sqlalchemy import select

from app.accounts.models import Account
from app.deposits.consignments.models import Consignment, ConsignmentLine, Copy
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt, ReceiptLine, Scan
from app.deposits.receiving.services import ScanResult
from app.deposits.series import next_code
from app.domain.actor import Actor, Role
from app.domain.codes import CodeKind
from app.infra.db import session, transaction
from app.law.models import AdoptedRuleSet
from app.organisations.models import Organisation, OrganisationKind
from app.publications.models import Identifier, Release
from tests.factories.law import add_depositories, adopt
from tests.factories.obligations import add_organisation, add_release

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
_keys = count(1)

ISBNS = ("9789943725010", "9789943725133", "9789943712041", "9789943712058", "9789943712119")


@dataclass(frozen=True)
class World:
    """One publisher, one library with two librarians, and books of which the library is owed two copies."""

    publisher: Organisation
    library: Organisation
    librarian: Actor
    colleague: Actor
    releases: list[Release]
    obligations: list[Obligation]
    isbns: tuple[str, ...]


def make_world(books: int = 3, *, copies: int = 2, form: str = "physical") -> World:
    """Return a publisher and a library to which it owes `copies` of each of so many books."""
    with transaction():
        publisher, library = add_organisation(), add_organisation(OrganisationKind.DEPOSITORY)
        rules = session().scalar(select(AdoptedRuleSet)) or _adopted()
        releases = [make_book(publisher, ISBNS[number], f"Kitob {number}") for number in range(books)]
        obligations = [make_obligation(r, publisher, library, rules, copies, form) for r in releases]
        librarian, colleague = (make_actor(Role.LIBRARIAN, library) for _ in range(2))
    return World(publisher, library, librarian, colleague, releases, obligations, ISBNS[:books])


def _adopted() -> AdoptedRuleSet:
    add_depositories()
    return adopt()


def make_actor(role: Role, organisation: Organisation) -> Actor:
    """Return a person of an organisation, as the services know him."""
    account = Account(
        email=f"{role.value}{next(_keys)}@example.uz",
        name=f"{role.value} {organisation.id}",
        password_hash="none",
        role=role,
        organisation_id=organisation.id,
        created_at=AT,
    )
    session().add(account)
    session().flush()
    return account.actor()


def make_book(publisher: Organisation, isbn: str, title: str) -> Release:
    """Return a book with its own ISBN."""
    release = add_release(publisher, title=title)
    release.publication.identifiers = [Identifier(scheme="isbn", value=isbn, printed_form=isbn)]
    session().flush()
    return release


def make_obligation(
    release: Release,
    depositor: Organisation | None,
    library: Organisation,
    rules: AdoptedRuleSet,
    copies: int = 2,
    form: str = "physical",
    *,
    rule_id: str = "r1",
    due_on: date = date(2026, 12, 3),
) -> Obligation:
    """Return an obligation that is due soon."""
    obligation = Obligation(
        release_id=release.id,
        rule_set_id=rules.id,
        rule_id=rule_id,
        instrument="law",
        locator="1",
        depositor_role="publisher",
        depositor_id=depositor.id if depositor else None,
        depository_id=library.id,
        region_soato=library.region_soato,
        form=form,
        copies=copies,
        event="print_run_completed",
        event_on=date(2026, 11, 20),
        due_on=due_on,
        created_at=AT,
    )
    session().add(obligation)
    session().flush()
    return obligation


def send_parcel(world: World, copies: dict[int, int], *, sent: bool = True) -> Consignment:
    """Return a parcel with so many labelled copies towards each of the world's obligations, by place."""
    with transaction():
        parcel = Consignment(
            code=next_code(CodeKind.CONSIGNMENT, 2026),
            depositor_id=world.obligations[0].depositor_id,
            depository_id=world.obligations[0].depository_id,
            created_at=AT,
            sent_at=AT if sent else None,
        )
        session().add(parcel)
        session().flush()
        for place, number in copies.items():
            owed = world.obligations[place]
            line = ConsignmentLine(
                consignment_id=parcel.id, obligation_id=owed.id, release_id=owed.release_id, copies=number
            )
            session().add(line)
            session().flush()
            session().add_all(
                Copy(code=next_code(CodeKind.COPY, 2026), line_id=line.id, release_id=owed.release_id)
                for _ in range(number)
            )
        session().flush()
    return parcel


def labels_of(parcel: Consignment) -> list[str]:
    """Return the codes of the labels in a parcel, in the order of their printing."""
    lines = select(ConsignmentLine.id).where(ConsignmentLine.consignment_id == parcel.id)
    statement = select(Copy.code).where(Copy.line_id.in_(lines)).order_by(Copy.id)
    return list(session().scalars(statement))


def new_key() -> str:
    """Return the key of a new act."""
    return f"key-{next(_keys)}"


def received(obligation: Obligation) -> int:
    """Return how many copies count towards an obligation, as the database has it now."""
    return session().scalars(select(Obligation.received).where(Obligation.id == obligation.id)).one()


def lines_of(receipt: Receipt) -> list[ReceiptLine]:
    """Return the lines of a receipt in the order of their writing."""
    statement = select(ReceiptLine).where(ReceiptLine.receipt_id == receipt.id).order_by(ReceiptLine.id)
    return list(session().scalars(statement))


def made_by(result: ScanResult) -> Scan:
    """Return the row that a scan made, or that had counted its label already."""
    assert result.scan_id is not None, result.outcome
    return session().get_one(Scan, result.scan_id)
