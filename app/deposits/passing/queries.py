"""Reads of what a collecting library holds for others, and of what it has sent on."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload

from app.deposits.consignments.models import Consignment
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt, ReceiptLine, Scan
from app.deposits.receiving.places import LIES, absent_from, listed_to_go
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.infra.db import session
from app.organisations.models import Organisation
from app.publications.models import Publication, Release
from app.publications.queries import first_identifier, full_title

MOST_LINES = 200
"""So many lines one transfer can have; what is left goes with the next."""
MOST_TRANSFERS = 50


class Waiting(NamedTuple):
    """Copies that lie here for another library; `since` the oldest came in."""

    depository: Organisation
    titles: int
    copies: int
    since: datetime


class HeldLine(NamedTuple):
    """Copies of one release that lie here towards one obligation to another library."""

    obligation_id: int
    release_id: int
    title: str
    language: str
    script: str
    identifier: str
    depositor: Organisation | None
    copies: int
    since: datetime


_TAKEN_IN = and_(ReceiptLine.held_for_id.is_not(None), ReceiptLine.copies > 0)

HELD = and_(_TAKEN_IN, LIES)
"""The condition on scans with their receipt lines that the copy was taken in by a library for another and has
not left."""

STILL_THERE = and_(_TAKEN_IN, or_(LIES, listed_to_go()))
"""The same, or that the copy is on a transfer list that was not sent yet."""


def lies_here(library_id: int | None) -> ColumnElement[bool]:
    """The condition that such a copy lies at this library."""
    return and_(Receipt.depository_id == library_id, HELD)


def held(*columns: Any) -> Select[Any]:
    """A statement over the copies held, one row a copy; Obligation, ReceiptLine, Receipt, Scan are in it."""
    return (
        select(*columns)
        .select_from(ReceiptLine)
        .join(Receipt, Receipt.id == ReceiptLine.receipt_id)
        .join(Scan, Scan.id == ReceiptLine.scan_id)
        .join(Obligation, Obligation.id == ReceiptLine.held_for_id)
    )


def lies_for(scan_id: int) -> Organisation | None:
    """The library for which the copy of a scan lies where it was taken in; None: it does not. The caller has
    made sure that the scan is within reach."""
    statement = held(Organisation).join(Organisation, Organisation.id == Obligation.depository_id)
    found: Organisation | None = session().scalar(statement.where(Scan.id == scan_id, STILL_THERE))
    return found


def waiting_for_others(actor: Actor) -> list[Waiting]:
    """For which libraries copies lie at the actor's, who has waited longest first."""
    oldest = func.min(Receipt.at)
    statement = (
        held(Organisation, func.count(func.distinct(Obligation.release_id)), func.count(), oldest)
        .join(Organisation, Organisation.id == Obligation.depository_id)
        .where(lies_here(actor.organisation_id))
        .group_by(Organisation.id)
        .order_by(oldest, Organisation.id)
    )
    return [Waiting(*row) for row in session().execute(statement)]


def held_for(actor: Actor, depository_id: int) -> list[HeldLine]:
    """What lies at the actor's library for another, the oldest first, MOST_LINES at most."""
    oldest = func.min(Receipt.at)
    statement = (
        held(
            Obligation.id, Release.id, full_title(), Publication.language, Publication.script,
            func.coalesce(first_identifier(), ""), Organisation, func.count(), oldest,
        )
        .join(Release, Release.id == Obligation.release_id)
        .join(Publication, Publication.id == Release.publication_id)
        .outerjoin(Organisation, Organisation.id == Obligation.depositor_id)
        .where(lies_here(actor.organisation_id), Obligation.depository_id == depository_id)
        .group_by(Obligation.id, Release.id, Publication.id, Organisation.id)
        .order_by(oldest, Obligation.id)
        .limit(MOST_LINES)
    )  # fmt: skip
    return [HeldLine(*row) for row in session().execute(statement)]


def transfers_under_way(actor: Actor) -> Sequence[Consignment]:
    """What the actor's library prepared or sent on and has not come, the newest first."""
    statement = (
        select(Consignment)
        .where(
            Consignment.is_transfer,
            Consignment.depositor_id == actor.organisation_id,
            Consignment.confirmed_at.is_(None),
            Consignment.cancelled_at.is_(None),
        )
        .options(joinedload(Consignment.depository), joinedload(Consignment.lines))
        .order_by(Consignment.id.desc())
        .limit(MOST_TRANSFERS)
    )
    return session().scalars(statement).unique().all()


def copies_under_way(transfers: Sequence[Consignment]) -> Mapping[int, int]:
    """By transfer how many copies are still in it: what was missed and sent anew is in a later one, and
    what came there otherwise in none."""
    gone = absent_from(transfers)
    return {sent.id: sum(line.copies - gone[line.id] for line in sent.lines) for sent in transfers}


def own_transfer(actor: Actor, found: Consignment) -> Consignment:
    """The consignment, if it is a transfer of the actor's library. Raises `NotFound` else."""
    if not found.is_transfer or found.depositor_id != actor.organisation_id:
        raise NotFound("not_found")
    return found
