"""Tables of requests of depositors, their evidence, and the authority's decisions."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.compliance.models import Notice
from app.compliance.numbered import NumberedPaper
from app.deposits.obligations.models import Obligation
from app.domain.requests import Outcome, RequestKind
from app.infra.db import Base, Key, enum_column
from app.infra.storage import StoredFile
from app.organisations.models import Organisation


class DepositorRequest(Base):
    """What a depositor asks of the authority about chosen obligations; what it says never changes.

    `notice_id` is the notice that it is about, `against_id` the request whose decision is appealed.
    `submit_by` and `answer_by` are the two days of law as they were counted when it was made; None: the law
    gives none. `ended_at`: decided or withdrawn (once also with its notice); until then it waits.
    """

    __tablename__ = "depositor_request"
    __table_args__ = (
        Index(
            "ix_depositor_request_waiting",
            "answer_by",
            "id",
            postgresql_where=text("ended_at IS NULL"),
            sqlite_where=text("ended_at IS NULL"),
        ),
    )

    id: Key
    kind: Mapped[RequestKind] = mapped_column(enum_column(RequestKind))
    depositor_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    region_soato: Mapped[str] = mapped_column(ForeignKey("region.soato"), index=True)
    rule_set_id: Mapped[int] = mapped_column(ForeignKey("adopted_rule_set.id"))
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"), index=True)
    against_id: Mapped[int | None] = mapped_column(ForeignKey("depositor_request.id"), index=True)
    asked_until: Mapped[date | None]
    words: Mapped[str]
    carrier: Mapped[str] = mapped_column(default="")
    tracking: Mapped[str] = mapped_column(default="")
    made_at: Mapped[datetime]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    submit_by: Mapped[date | None]
    answer_by: Mapped[date | None]
    answer_provisional: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    depositor: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    notice: Mapped[Notice | None] = relationship(lazy="raise_on_sql")
    against: Mapped["DepositorRequest | None"] = relationship(
        remote_side="DepositorRequest.id", lazy="raise_on_sql"
    )
    decision: Mapped["Decision | None"] = relationship(lazy="raise_on_sql")
    lines: Mapped[list["RequestLine"]] = relationship(order_by="RequestLine.id", lazy="raise_on_sql")
    files: Mapped[list["RequestFile"]] = relationship(order_by="RequestFile.id", lazy="raise_on_sql")

    @property
    def denied(self) -> list["RequestLine"]:
        """Decided lines that were not given all that was asked, be it less time, or taken up again: these can
        be appealed. What was decided on an appeal is final, unless it is taken up again."""
        refused = () if self.kind is RequestKind.APPEAL else self.lines
        against = {line.id for line in refused if line.granted is False or self._is_shorter(line.until)}
        against |= {line.id for line in self.taken_up}
        return [line for line in self.lines if line.id in against]

    @property
    def taken_up(self) -> list["RequestLine"]:
        """Granted lines whose decision was taken up again."""
        reopened = self.decision is not None and self.decision.reopened_at is not None
        return [line for line in self.lines if line.granted] if reopened else []

    def _is_shorter(self, until: date | None) -> bool:
        return until is not None and self.asked_until is not None and until < self.asked_until


class RequestLine(Base):
    """One obligation that a request names, with what was missing and due when it was made.

    `granted` None: not decided; `until` is the last day that an extension gives it.
    """

    __tablename__ = "request_line"
    __table_args__ = (
        UniqueConstraint("request_id", "obligation_id"),
        Index("ix_request_line_obligation", "obligation_id"),
    )

    id: Key
    request_id: Mapped[int] = mapped_column(ForeignKey("depositor_request.id"))
    obligation_id: Mapped[int] = mapped_column(ForeignKey("obligation.id"))
    copies: Mapped[int | None]
    due_on: Mapped[date | None]
    granted: Mapped[bool | None]
    until: Mapped[date | None]

    obligation: Mapped[Obligation] = relationship(lazy="raise_on_sql")


class RequestFile(Base):
    """A photograph or a PDF that the depositor puts to a request; `sent_sha256` names the bytes as sent."""

    __tablename__ = "request_file"
    __table_args__ = (UniqueConstraint("request_id", "sent_sha256"),)

    id: Key
    request_id: Mapped[int] = mapped_column(ForeignKey("depositor_request.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    sent_sha256: Mapped[str]
    added_at: Mapped[datetime]

    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")


class Naming(Base):
    """Who was named to decide a request, by whom and why; never changed. While it waits the last counts."""

    __tablename__ = "decider_naming"
    __table_args__ = (Index("ix_decider_naming_request", "request_id", "id"),)

    id: Key
    request_id: Mapped[int] = mapped_column(ForeignKey("depositor_request.id"))
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    reason: Mapped[str]
    named_at: Mapped[datetime]
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))

    account: Mapped[Account] = relationship(foreign_keys=account_id, lazy="raise_on_sql")
    named_by: Mapped[Account | None] = relationship(foreign_keys=named_by_id, lazy="raise_on_sql")


class Decision(NumberedPaper, Base):
    """The authority's numbered answer to a request; one at most, and immutable but for its reopening.

    Served by publication in the depositor's account at `decided_at`. `appeal_by` None: the law gives no day.
    `reopened_at`: what was upheld was taken up again; `reopening_appeal_by` is the day until which that can
    be appealed.
    """

    __tablename__ = "request_decision"
    __table_args__ = (UniqueConstraint("series", "year", "sequence"),)

    request_id: Mapped[int] = mapped_column(ForeignKey("depositor_request.id"), unique=True)
    outcome: Mapped[Outcome] = mapped_column(enum_column(Outcome))
    reasons: Mapped[str]
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"), index=True)
    appeal_by: Mapped[date | None]
    reopened_at: Mapped[datetime | None]
    reopened_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    reopening_reason: Mapped[str] = mapped_column(default="")
    reopening_appeal_by: Mapped[date | None]
