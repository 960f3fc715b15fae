"""Tables of purchases at the depositor's cost."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.compliance.cases.papers.models import CasePaper
from app.deposits.obligations.models import Obligation
from app.infra.db import Base, Key
from app.infra.storage import StoredFile


class Purchase(Base):
    """Copies that were bought in the depositor's stead, and what they cost; never changed.

    `currency` is its ISO 4217 code. One recorded by mistake is struck out with a reason and stays to be read.
    """

    __tablename__ = "purchase"

    id: Key
    case_id: Mapped[int] = mapped_column(ForeignKey("compliance_case.id"), index=True)
    paper_id: Mapped[int] = mapped_column(ForeignKey("case_paper.id"), unique=True)
    seller: Mapped[str]
    bought_on: Mapped[date]
    currency: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    struck_at: Mapped[datetime | None]
    struck_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    struck_for: Mapped[str] = mapped_column(default="")

    by: Mapped[Account | None] = relationship(foreign_keys=by_id, lazy="raise_on_sql")
    paper: Mapped[CasePaper] = relationship(lazy="raise_on_sql")
    lines: Mapped[list["PurchaseLine"]] = relationship(order_by="PurchaseLine.id", lazy="raise_on_sql")
    files: Mapped[list["PurchaseFile"]] = relationship(order_by="PurchaseFile.id", lazy="raise_on_sql")
    payments: Mapped[list["PurchasePayment"]] = relationship(
        order_by="PurchasePayment.id", lazy="raise_on_sql"
    )

    @property
    def total(self) -> int:
        """What it cost, in hundredths of the currency: so much is claimed, or was until it was struck out."""
        return sum(line.copies * line.price for line in self.lines)

    @property
    def payments_that_hold(self) -> list["PurchasePayment"]:
        """Those instead of which no other stands."""
        corrected = {one.corrects_id for one in self.payments}
        return [one for one in self.payments if one.id not in corrected]

    @property
    def paid(self) -> int:
        """What was paid of the claim; once the purchase is struck out, it is to be given back."""
        return sum(one.amount for one in self.payments_that_hold)

    @property
    def unpaid(self) -> int:
        """What is claimed and was not paid; nothing is claimed any more once the purchase is struck out."""
        return 0 if self.struck_at else self.total - self.paid


class PurchaseLine(Base):
    """Copies bought for one obligation, `price` each in hundredths of the currency.

    `received`: copies that had come of it when they were bought. The library that got them is the one to
    which it is owed.
    """

    __tablename__ = "purchase_line"
    __table_args__ = (
        UniqueConstraint("purchase_id", "obligation_id"),
        CheckConstraint("copies > 0", name="some_copies"),
        CheckConstraint("price > 0", name="some_price"),
    )

    id: Key
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id"))
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"), index=True)
    copies: Mapped[int]
    received: Mapped[int]
    price: Mapped[int] = mapped_column(BigInteger)

    obligation: Mapped[Obligation] = relationship(lazy="raise_on_sql")


class PurchaseFile(Base):
    """A receipt of the seller, or what else shows a purchase."""

    __tablename__ = "purchase_file"

    id: Key
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))

    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")


class PurchasePayment(Base):
    """What the depositor paid of the claim for a purchase; never changed.

    `amount` in hundredths of its currency. `corrects_id`: the payment instead of which this one stands; an
    amount of 0 says then that it never came. `reference` is that of the bank.
    """

    __tablename__ = "purchase_payment"
    __table_args__ = (CheckConstraint("amount >= 0", name="no_debt"),)

    id: Key
    purchase_id: Mapped[int] = mapped_column(ForeignKey("purchase.id"), index=True)
    paid_on: Mapped[date]
    amount: Mapped[int] = mapped_column(BigInteger)
    reference: Mapped[str]
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("purchase_payment.id"), unique=True)

    by: Mapped[Account | None] = relationship(lazy="raise_on_sql")
