"""Tables of periodicals: what is usual of one, its patterns, its issues, and what its publisher reports."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import BigInteger, ForeignKey, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.periodicals import Carried, Numbering
from app.infra.db import Base, Key, enum_column
from app.organisations.models import Organisation
from app.publications.models import Publication, Release


class Periodical(Base):
    """What makes a publication a periodical; its title and facts stand in the publication.

    `first_*` is the first issue that is announced here. `first_on_its_day`: it is expected on `first_on`,
    whatever the pattern says of that day; False: the pattern alone says when, as it did of what was known
    before. `print_run` to `depositor_region` are what is usual of an issue, and only a proposal for the next.
    `continues_id` is the publication whose title this one has taken over. From `ceased_on` on it is not
    published. `confirmed_on`: the day on which its publisher said last that it still is, although issues were
    missing. `withdrawn_at`: it was registered by mistake; its record stays.
    """

    __tablename__ = "periodical"

    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"), primary_key=True)
    first_on: Mapped[date]
    first_on_its_day: Mapped[bool] = mapped_column(default=True, server_default=true())
    first_number: Mapped[int]
    first_volume: Mapped[int | None]
    first_whole: Mapped[int | None]
    print_run: Mapped[int | None]
    pages: Mapped[int | None]
    price: Mapped[int | None] = mapped_column(BigInteger)
    printer_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    printer_name: Mapped[str] = mapped_column(default="")
    depositor_region: Mapped[str | None] = mapped_column(ForeignKey("region.soato"))
    continues_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"), unique=True)
    ceased_on: Mapped[date | None]
    confirmed_on: Mapped[date | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[str] = mapped_column(default="")

    publication: Mapped[Publication] = relationship(foreign_keys=[publication_id], lazy="raise_on_sql")
    continues: Mapped[Publication | None] = relationship(foreign_keys=[continues_id], lazy="raise_on_sql")
    printer: Mapped[Organisation | None] = relationship(foreign_keys=[printer_id], lazy="raise_on_sql")

    @property
    def first(self) -> Numbering:
        """The designation of the first issue that is announced here."""
        return Numbering(
            self.first_on.year, self.first_number, self.first_number, self.first_volume, self.first_whole
        )


class PublicationPattern(Base):
    """How often a periodical comes out from a day on (`app.domain.periodicals.Pattern` as JSON)."""

    __tablename__ = "publication_pattern"
    __table_args__ = (UniqueConstraint("publication_id", "from_on"),)

    id: Key
    publication_id: Mapped[int] = mapped_column(ForeignKey("periodical.publication_id"))
    from_on: Mapped[date]
    pattern: Mapped[dict[str, object]]


class PublicationPause(Base):
    """A time in which a periodical is suspended; `until_on` None: nobody knows until when."""

    __tablename__ = "publication_pause"

    id: Key
    publication_id: Mapped[int] = mapped_column(ForeignKey("periodical.publication_id"), index=True)
    from_on: Mapped[date]
    until_on: Mapped[date | None]
    reason: Mapped[str]


class Issue(Base):
    """What numbers a release that is an issue; `part` names a supplement or a special issue, else empty.

    `expected_on` is the day that tells apart which expected issue it is; None: nobody expected it.
    """

    __tablename__ = "issue"
    __table_args__ = (UniqueConstraint("publication_id", "year", "number", "part"),)

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    publication_id: Mapped[int] = mapped_column(ForeignKey("periodical.publication_id"))
    year: Mapped[int]
    number: Mapped[int]
    last_number: Mapped[int]
    volume: Mapped[int | None]
    whole: Mapped[int | None]
    last_whole: Mapped[int | None]
    part: Mapped[str] = mapped_column(default="")
    expected_on: Mapped[date | None]
    issued_on: Mapped[date]

    release: Mapped[Release] = relationship(lazy="raise_on_sql")

    @property
    def numbering(self) -> Numbering:
        """Its designation."""
        return Numbering(self.year, self.number, self.last_number, self.volume, self.whole, self.last_whole)

    @property
    def carried(self) -> Carried:
        """What it carries, and as the issue of which day."""
        return Carried(self.numbering, self.issued_on, self.expected_on)


class ReportKind(StrEnum):
    """What a publisher reports of an issue that is expected."""

    DELAYED = "delayed"
    SKIPPED = "skipped"


class IssueReport(Base):
    """What was reported last of one expected issue, told apart by its day.

    `promised_on` is the day promised for a delayed one; `number_left_out` whether nothing carries the number
    of a skipped one.
    """

    __tablename__ = "issue_report"
    __table_args__ = (UniqueConstraint("publication_id", "expected_on", "supplement"),)

    id: Key
    publication_id: Mapped[int] = mapped_column(ForeignKey("periodical.publication_id"))
    expected_on: Mapped[date]
    supplement: Mapped[bool]
    kind: Mapped[ReportKind] = mapped_column(enum_column(ReportKind))
    promised_on: Mapped[date | None]
    reason: Mapped[str]
    number_left_out: Mapped[bool] = mapped_column(default=False)
    reported_at: Mapped[datetime]
