"""Tables of accession numbers and of the labels that carry them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.deposits.receiving.models import Scan
from app.domain.accessions import OwnNumber, lacks_figures, numbers_meant
from app.domain.documents import LabelLayout, LabelSymbol
from app.infra.db import Base, Key, enum_column
from app.publications.models import Release


class StruckFor(StrEnum):
    """Why a number stands for no copy any more."""

    TAKEN_BACK = "taken_back"
    """The scan was taken back."""
    NOT_TAKEN_IN = "not_taken_in"
    """The copy was not taken in: it is faulty, or goes back."""
    REVERSED = "reversed"
    """The receipt was reversed."""
    GIVEN_UP = "given_up"
    """A surplus copy went back, or on to another library."""


class AccessionSeries(Base):
    """A series of numbers of one library; `kind` empty: for every kind that has none of its own.

    How far it has come is the row `series` of `code_series`. A closed one gives no more numbers.
    """

    __tablename__ = "accession_series"
    __table_args__ = (
        UniqueConstraint("depository_id", "prefix"),
        Index(
            "uq_accession_series_open_kind",
            "depository_id",
            "kind",
            unique=True,
            postgresql_where=text("closed_at IS NULL"),
            sqlite_where=text("closed_at IS NULL"),
        ),
    )

    id: Key
    depository_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    prefix: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    yearly: Mapped[bool]
    digits: Mapped[int]
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    @property
    def series(self) -> str:
        """The name under which its numbers are counted."""
        return f"accession-{self.id}"

    def year_of(self, year: int) -> int | None:
        """The year that stands in its numbers; None where it runs on over the years."""
        return year if self.yearly else None

    def numbers_meant(self, text: str, *, bare: bool = False) -> list[OwnNumber]:
        """Which of its numbers a typed text may mean; `bare`: nothing but a number is asked for."""
        return numbers_meant(text, self.prefix, yearly=self.yearly, digits=self.digits, bare=bare)

    def lacks_figures(self, text: str) -> bool:
        """Whether a text begins as its numbers do and is too short for one."""
        return lacks_figures(text, self.prefix, yearly=self.yearly, digits=self.digits)


class Accession(Base):
    """The number of one copy, which `scan` took in. Once given it is never given again.

    A copy that fell out of the register leaves its number struck out, with the reason.
    """

    __tablename__ = "accession"
    __table_args__ = (UniqueConstraint("depository_id", "number"), UniqueConstraint("scan_id"))

    id: Key
    depository_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    series_id: Mapped[int] = mapped_column(ForeignKey("accession_series.id"), index=True)
    number: Mapped[str]
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), index=True)
    scan_id: Mapped[int] = mapped_column(ForeignKey("scan.id"))
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    struck_at: Mapped[datetime | None]
    struck_for: Mapped[StruckFor | None] = mapped_column(enum_column(StruckFor))

    scan: Mapped[Scan] = relationship(lazy="raise_on_sql")
    release: Mapped[Release] = relationship(lazy="raise_on_sql")


class LabelSetting(Base):
    """On what a library prints its labels, and with which symbol."""

    __tablename__ = "label_setting"

    depository_id: Mapped[int] = mapped_column(
        ForeignKey("organisation.id"), primary_key=True, autoincrement=False
    )
    layout: Mapped[LabelLayout] = mapped_column(enum_column(LabelLayout))
    symbol: Mapped[LabelSymbol] = mapped_column(enum_column(LabelSymbol))
