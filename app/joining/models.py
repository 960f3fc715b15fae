"""Applications of organisations that want to join."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.infra.db import Base, Key, enum_column
from app.organisations.models import District, Organisation, OrganisationKind, Region


class Application(Base):
    """What somebody says of an organisation, to join with it; how far it has come is told by the moments.

    `secret_hash` belongs to the private link in the applicant's letters: who holds it has read that mail, so
    it confirms the e-mail too. The letter with a question has a link of its own (`question_secret_hash`), and
    so has each that is sent again (`ApplicationLink`), for secrets are kept nowhere. `submission_key` lets a
    form that is sent twice make one application. `claimed_id` is the record that the applicant says is
    theirs; `other_reason` why none of those that were shown is. `question` is what was asked back at
    `asked_at`, and `answered_at` when the applicant sent the application again. `organisation_id` is what an
    approval led to.
    """

    __tablename__ = "application"

    id: Key
    submission_key: Mapped[str] = mapped_column(unique=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    question_secret_hash: Mapped[str | None] = mapped_column(unique=True)
    language: Mapped[str]
    kind: Mapped[OrganisationKind] = mapped_column(enum_column(OrganisationKind))
    name: Mapped[str]
    name_ru: Mapped[str]
    name_en: Mapped[str]
    stir: Mapped[str] = mapped_column(index=True)
    region_soato: Mapped[str] = mapped_column(ForeignKey("region.soato"), index=True)
    district_soato: Mapped[str | None] = mapped_column(ForeignKey("district.soato"))
    address: Mapped[str]
    legal_address: Mapped[str]
    licence_number: Mapped[str]
    licensed_on: Mapped[date | None]
    isbn_prefixes: Mapped[list[str]]
    contact_name: Mapped[str]
    phone: Mapped[str]
    email: Mapped[str] = mapped_column(index=True)
    claimed_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    other_reason: Mapped[str]
    submitted_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None] = mapped_column(index=True)
    question: Mapped[str] = mapped_column(default="")
    asked_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    refused_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))

    region: Mapped[Region] = relationship(lazy="raise_on_sql")
    district: Mapped[District | None] = relationship(lazy="raise_on_sql")
    claimed: Mapped[Organisation | None] = relationship(foreign_keys=[claimed_id], lazy="raise_on_sql")


class ApplicationLink(Base):
    """A further private link to an application, sent to an applicant who has lost the letters before."""

    __tablename__ = "application_link"

    id: Key
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    sent_at: Mapped[datetime]
