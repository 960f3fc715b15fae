"""Tables of cases: all that follows from one depositor's non-compliance."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.infra.db import Base, Key, enum_column
from app.infra.storage import StoredFile
from app.organisations.models import Organisation, Region

_OPEN = text("settled_at IS NULL")


class Outcome(StrEnum):
    """How a case ends; by an act of a person, never by itself."""

    CURED = "cured"
    """All that its notices name was put right."""
    EXCUSED = "excused"
    REFERRED = "referred"
    """Passed to the body that the law names."""
    CLOSED = "closed"
    """For another reason, which is written down."""


class Case(Base):
    """What one depositor did not do in the eyes of one region's authority, and all that follows.

    `specimen` cases have a series of their own. One at most is open for a depositor, region and series.
    `acts` counts the acts of the case: each bears its number, so that none can be left out unseen. While
    `settled_at` is None the case is open; an outcome taken back is found among the acts. `earlier_id`: the
    settled case whose notices named copies that this one is about.
    """

    __tablename__ = "compliance_case"
    __table_args__ = (
        UniqueConstraint("series", "year", "sequence"),
        Index(
            "uq_compliance_case_open",
            "depositor_id",
            "region_soato",
            "series",
            unique=True,
            postgresql_where=_OPEN,
            sqlite_where=_OPEN,
        ),
        Index("ix_compliance_case_opened", "opened_at", "id"),
    )

    id: Key
    series: Mapped[str]
    year: Mapped[int]
    sequence: Mapped[int]
    number: Mapped[str]
    specimen: Mapped[bool]
    depositor_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    region_soato: Mapped[str] = mapped_column(ForeignKey("region.soato"), index=True)
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("adopted_rule_set.id"))
    inspector_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    opened_at: Mapped[datetime]
    opened_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    outcome: Mapped[Outcome | None] = mapped_column(enum_column(Outcome))
    outcome_reason: Mapped[str] = mapped_column(default="")
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    acts: Mapped[int] = mapped_column(default=0)
    earlier_id: Mapped[int | None] = mapped_column(ForeignKey("compliance_case.id"), index=True)

    depositor: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    region: Mapped[Region] = relationship(lazy="raise_on_sql")
    inspector: Mapped[Account | None] = relationship(foreign_keys=inspector_id, lazy="raise_on_sql")
    earlier: Mapped["Case | None"] = relationship(
        remote_side="Case.id", back_populates="later", lazy="raise_on_sql"
    )
    later: Mapped[list["Case"]] = relationship(
        back_populates="earlier", order_by="Case.id", lazy="raise_on_sql"
    )


class CaseNote(Base):
    """What somebody of the authority wrote down; never changed. `corrects_id`: which it replaces."""

    __tablename__ = "case_note"

    id: Key
    case_id: Mapped[int] = mapped_column(ForeignKey("compliance_case.id"), index=True)
    text: Mapped[str]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("case_note.id"), unique=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    by: Mapped[Account | None] = relationship(lazy="raise_on_sql")


class CaseFile(Base):
    """A file of the case, such as a letter that came; `internal` ones the depositor does not see."""

    __tablename__ = "case_file"

    id: Key
    case_id: Mapped[int] = mapped_column(ForeignKey("compliance_case.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    title: Mapped[str]
    internal: Mapped[bool]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")


class SanctionProposal(Base):
    """Which sanction somebody proposed and on what it rests: `facts` holds what was known then.

    Proposals are added, never changed: the last one counts. Nothing is imposed by it.
    """

    __tablename__ = "sanction_proposal"

    id: Key
    case_id: Mapped[int] = mapped_column(ForeignKey("compliance_case.id"), index=True)
    sanction: Mapped[str]
    facts: Mapped[dict[str, object]]
    words: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    by: Mapped[Account | None] = relationship(lazy="raise_on_sql")
