"""Tables of sums over obligations; counted from them, and at any time countable anew."""

from datetime import date

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base


class Tally:
    """How what fell, or falls, due on one day stands. In obligations, but for `copies` and `copies_missing`.

    `in_time` are those of which the last copy came by the day, `late` those completed after it. The others
    are open: missing as soon as the day is over, which is for the reader's day to say and never stored.
    """

    due: Mapped[int]
    in_time: Mapped[int]
    late: Mapped[int]
    copies: Mapped[int]
    copies_missing: Mapped[int]


class DayOfDepositor(Tally, Base):
    """What one depositor owes by one day, by region, kind of publication and rule set."""

    __tablename__ = "tally_of_depositor"
    __table_args__ = (Index("ix_tally_of_depositor_due", "due_on"),)

    depositor_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    due_on: Mapped[date] = mapped_column(primary_key=True)
    region_soato: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    rule_set_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)


class DayOfCountry(Tally, Base):
    """The same of all depositors together: what a page on regions and kinds reads."""

    __tablename__ = "tally_of_country"

    due_on: Mapped[date] = mapped_column(primary_key=True)
    region_soato: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    rule_set_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
