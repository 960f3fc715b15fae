"""Reads of sections and of the copies in them, of the actor's own library."""

from dataclasses import dataclass

from sqlalchemy import Select, and_, func, not_, select
from sqlalchemy.orm import contains_eager

from app.deposits.accessions.holding import held_at
from app.deposits.accessions.models import Accession
from app.deposits.inventory.scope import own_library
from app.deposits.inventory.sections.models import Placement, Section
from app.deposits.receiving.models import Arrival, Scan
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.infra.db import session
from app.publications.models import Publication, Release


@dataclass(frozen=True, slots=True)
class PlacedCopy:
    """A copy of a section with its accession number, if it has one."""

    scan: Scan
    number: str | None


def sections_of(actor: Actor) -> list[tuple[Section, int]]:
    """Return the sections of the actor's library by their marks, each with the copies that belong to it."""
    depository_id = own_library(actor)
    counted = (
        select(Placement.section_id, func.count().label("copies"))
        .join(Scan, Scan.id == Placement.scan_id)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .where(held_at(depository_id))
        .group_by(Placement.section_id)
        .subquery()
    )
    statement = (
        select(Section, func.coalesce(counted.c.copies, 0))
        .outerjoin(counted, counted.c.section_id == Section.id)
        .where(Section.depository_id == depository_id)
        .order_by(Section.mark, Section.id)
    )
    return [(section, copies) for section, copies in session().execute(statement)]


def without_section(actor: Actor) -> int:
    """Return how many copies of the actor's library belong to no section."""
    statement = (
        select(func.count())
        .select_from(Scan)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .outerjoin(Placement, Placement.scan_id == Scan.id)
        .where(held_at(own_library(actor)), Placement.scan_id.is_(None))
    )
    return session().scalar(statement) or 0


def section_for(actor: Actor, section_id: int) -> Section:
    """Return a section of the actor's library. Raises `NotFound`."""
    section = session().get(Section, section_id)
    if section is None or section.depository_id != own_library(actor):
        raise NotFound("not_found")
    return section


def section_of_copy(scan_id: int) -> Section | None:
    """Return the section to which a copy belongs; None if to none."""
    return session().scalar(
        select(Section)
        .join(Placement, Placement.section_id == Section.id)
        .where(Placement.scan_id == scan_id)
    )


def copies_in(section: Section, *, after: int | None = None, limit: int) -> list[PlacedCopy]:
    """Return the copies of a section as they were taken in, after the one with this key."""
    statement = _copies(section).order_by(Scan.id).limit(limit)
    if after is not None:
        statement = statement.where(Scan.id > after)
    return [PlacedCopy(scan, number) for scan, number in session().execute(statement)]


def _copies(section: Section) -> Select[Scan, str]:
    numbered = and_(Accession.scan_id == Scan.id, not_(Accession.struck_at.is_not(None)))
    publication = contains_eager(Scan.release, Release.publication)
    return (
        select(Scan, Accession.number)
        .join(Placement, Placement.scan_id == Scan.id)
        .join(Arrival, Arrival.id == Scan.arrival_id)
        .join(Scan.release)
        .join(Release.publication)
        .outerjoin(Accession, numbered)
        .where(Placement.section_id == section.id, held_at(section.depository_id))
        .options(
            contains_eager(Scan.release),
            publication.selectinload(Publication.contributors),
            publication.selectinload(Publication.identifiers),
        )
    )
