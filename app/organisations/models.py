"""Tables of places and organisations."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.infra.db import Base, Key, enum_column
from app.infra.storage import StoredFile


class OrganisationKind(StrEnum):
    """What an organisation is; the first seven can owe copies."""

    PUBLISHER = "publisher"
    PRINTER = "printer"
    EDITORIAL_OFFICE = "editorial_office"
    PRODUCER = "producer"
    IMPORTER = "importer"
    ACADEMIC_COUNCIL = "academic_council"
    AUTHOR_PUBLISHER = "author_publisher"
    DEPOSITORY = "depository"
    AUTHORITY = "authority"


NO_DEPOSITORS = frozenset({OrganisationKind.DEPOSITORY, OrganisationKind.AUTHORITY})
"""The kinds that never owe copies."""


class Region(Base):
    """One of the 14 first-level units, by its SOATO code."""

    __tablename__ = "region"

    soato: Mapped[str] = mapped_column(primary_key=True)
    iso_3166_2: Mapped[str] = mapped_column(unique=True)
    name_uz: Mapped[str]
    name_uz_cyrl: Mapped[str]
    name_ru: Mapped[str]
    name_kaa: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[str]


class District(Base):
    """A district or city below a region, by its SOATO code."""

    __tablename__ = "district"

    soato: Mapped[str] = mapped_column(primary_key=True)
    region_soato: Mapped[str] = mapped_column(ForeignKey("region.soato"), index=True)
    kind: Mapped[str]
    name_uz: Mapped[str]
    name_uz_cyrl: Mapped[str]
    name_ru: Mapped[str]


class Organisation(Base):
    """A depositor, a depository or the authority.

    `name` is the official name as the organisation writes it; the other names are used where a reader's
    language has one, and so are the other words of its address and its head.
    `code` names a depository in rule sets (`uz-natlib`). `stir` is the tax number.
    Papers go to `address`; `legal_address` is the registered seat. `search_key` folds every name it has,
    unless it is `key_outdated`.
    An imprint has its `parent_id`; who ceased may have a successor. A merged duplicate stays as it is and
    names the survivor in `merged_into_id`, which itself is never merged: so undoing clears one column.
    """

    __tablename__ = "organisation"

    id: Key
    kind: Mapped[OrganisationKind] = mapped_column(enum_column(OrganisationKind), index=True)
    name: Mapped[str]
    short_name: Mapped[str] = mapped_column(default="")
    name_ru: Mapped[str] = mapped_column(default="")
    name_en: Mapped[str] = mapped_column(default="")
    code: Mapped[str | None] = mapped_column(unique=True)
    stir: Mapped[str | None] = mapped_column(unique=True)
    region_soato: Mapped[str] = mapped_column(ForeignKey("region.soato"), index=True)
    district_soato: Mapped[str | None] = mapped_column(ForeignKey("district.soato"))
    address: Mapped[str] = mapped_column(default="")
    address_ru: Mapped[str] = mapped_column(default="")
    legal_address: Mapped[str] = mapped_column(default="")
    licence_number: Mapped[str] = mapped_column(default="")
    licensed_on: Mapped[date | None]
    contact_name: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    head_post: Mapped[str] = mapped_column(default="")
    head_post_ru: Mapped[str] = mapped_column(default="")
    head_post_en: Mapped[str] = mapped_column(default="")
    head_name: Mapped[str] = mapped_column(default="")
    head_name_ru: Mapped[str] = mapped_column(default="")
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    successor_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    search_key: Mapped[str] = mapped_column(index=True)
    key_outdated: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    region: Mapped[Region] = relationship(lazy="raise_on_sql")
    district: Mapped[District | None] = relationship(lazy="raise_on_sql")


class OrganisationName(Base):
    """Another name under which an organisation is found: an earlier one, one in another script."""

    __tablename__ = "organisation_name"
    __table_args__ = (UniqueConstraint("organisation_id", "name"),)

    id: Key
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    name: Mapped[str]


class IsbnPrefix(Base):
    """The digits with which the ISBNs of an organisation begin: prefix element, group and registrant.

    Not unique over organisations: an imprint may use its parent's.
    """

    __tablename__ = "isbn_prefix"
    __table_args__ = (UniqueConstraint("organisation_id", "digits"),)

    id: Key
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    digits: Mapped[str] = mapped_column(index=True)


class Mandate(Base):
    """Leave of one organisation, the mandator, that another acts for it: a printer for a publisher.

    It says what for (`registers` titles, `sends` copies) and until which day, included. It holds once the
    mandatary has accepted it, until either side ends it or the day is past.
    """

    __tablename__ = "mandate"

    id: Key
    mandator_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    mandatary_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    registers: Mapped[bool]
    sends: Mapped[bool]
    until: Mapped[date]
    granted_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]

    mandator: Mapped[Organisation] = relationship(foreign_keys=[mandator_id], lazy="raise_on_sql")
    mandatary: Mapped[Organisation] = relationship(foreign_keys=[mandatary_id], lazy="raise_on_sql")


class OrganisationList(Base):
    """A file that lists organisations, kept as it was sent; its good rows are added once it is accepted."""

    __tablename__ = "organisation_list"

    id: Key
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    sent_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    added: Mapped[int] = mapped_column(default=0)

    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")
