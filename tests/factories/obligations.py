"""Releases with what is owed for them, and parcels on their way, as rows."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count

from sqlalchemy import event

from app.deposits.consignments.models import Consignment, ConsignmentLine
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.services import recompute_obligations
from app.domain.actor import SYSTEM, Actor, Role
from app.domain.script import search_key
from app.infra.db import db, session
from app.organisations.models import Organisation, OrganisationKind
from app.publications.models import Identifier, Publication, Release, ReleaseEvent
from tests.factories.law import LONG_AGO, add_region

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
_numbers = count(1)

BOOK: dict[str, object] = {
    "kind": "book",
    "carrier": "print",
    "origin": "domestic",
    "language": "uz",
    "script": "Latn",
    "subjects": [],
    "audiences": [],
    "restricted": False,
}
FIRST_EDITION: dict[str, object] = {
    "edition_status": "first",
    "original_deposited": False,
    "print_run": 1500,
    "pages": 488,
    "price": 45000,
    "depositor_region": "1726",
}


def add_organisation(
    kind: OrganisationKind = OrganisationKind.PUBLISHER, *, region: str = "1726", name: str = ""
) -> Organisation:
    """Add an organisation in a region."""
    number = next(_numbers)
    name = name or f"{kind.value.title()} {number}"
    organisation = Organisation(
        kind=kind,
        name=name,
        region_soato=add_region(region),
        search_key=search_key(name),
        created_at=LONG_AGO,
    )
    session().add(organisation)
    session().flush()
    return organisation


def add_release(
    publisher: Organisation,
    *,
    printer: Organisation | None = None,
    events: dict[str, date] | None = None,
    **facts: object,
) -> Release:
    """Add a printed book with one release, of which `facts` differ from an ordinary first edition."""
    title = str(facts.pop("title", f"Kitob {next(_numbers)}"))
    about = {name: facts.pop(name, value) for name, value in BOOK.items()}
    publication = Publication(
        publisher=publisher, title=title, search_key=search_key(title), created_at=NOW, **about
    )
    publication.contributors = []
    publication.identifiers = [
        Identifier(scheme="isbn", value="9789943725010", printed_form="978-9943-7250-1-0")
    ]
    release = Release(
        publication=publication, sequence=1, printer=printer, registered_at=NOW, **{**FIRST_EDITION, **facts}
    )
    release.events = [ReleaseEvent(name=name, on=on) for name, on in (events or {}).items()]
    session().add(release)
    session().flush()
    return release


def recompute(release: Release, at: datetime = NOW) -> list[Obligation]:
    """Work out what is owed for the release and return its rows in the order of their making."""
    recompute_obligations(release_id=release.id, by=SYSTEM, at=at)
    return rows_of(release)


def rows_of(release: Release) -> list[Obligation]:
    """What is kept for the release."""
    return list(session().query(Obligation).filter_by(release_id=release.id).order_by(Obligation.id))


def owed(rows: list[Obligation]) -> dict[str, Obligation]:
    """What is owed still, by rule; for releases of which each rule makes one obligation."""
    return {row.rule_id: row for row in rows if row.cancelled_at is None}


def send(obligation: Obligation, copies: int, *, sent_at: datetime | None = NOW) -> Consignment:
    """Put copies towards an obligation into a parcel of its own."""
    assert obligation.depositor_id is not None
    consignment = Consignment(
        code=f"J26-{next(_numbers):06}",
        depositor_id=obligation.depositor_id,
        depository_id=obligation.depository_id,
        created_at=NOW,
        sent_at=sent_at,
        lines=[ConsignmentLine(obligation_id=obligation.id, release_id=obligation.release_id, copies=copies)],
    )
    session().add(consignment)
    session().flush()
    return consignment


def depositor(organisation: Organisation) -> Actor:
    """A clerk of a depositor."""
    return Actor(Role.DEPOSITOR, None, "Clerk", organisation.id)


def librarian(organisation: Organisation) -> Actor:
    """A librarian of a depository."""
    return Actor(Role.LIBRARIAN, None, "Librarian", organisation.id)


def regulator(region: str | None = None) -> Actor:
    """An inspector of the whole country, or of one region."""
    return Actor(Role.REGULATOR, None, "Inspector", None, region)


@contextmanager
def counted_statements() -> Iterator[list[str]]:
    """The statements sent to the database meanwhile, savepoints apart."""
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")):
            statements.append(statement)

    engine = db.session.get_bind().engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)
