"""Tables of places and organisations."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.infra.db import Base, Key, enum_column


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
    language has one. `code` names a depository in rule sets (`uz-natlib`). `stir` is the tax number.
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
    phone: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    head_post: Mapped[str] = mapped_column(default="")
    head_name: Mapped[str] = mapped_column(default="")
    search_key: Mapped[str] = mapped_column(index=True)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    region: Mapped[Region] = relationship(lazy="raise_on_sql")
    district: Mapped[District | None] = relationship(lazy="raise_on_sql")
