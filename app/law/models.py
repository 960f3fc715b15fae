"""Tables of adopted rule sets."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key


class AdoptedRuleSet(Base):
    """A rule set as adopted: its dates of effect belong to the adoption, and only its end may be set later.

    What was adopted, when and by whom never changes: the database refuses it (triggers of the migration).
    `proposed_by_id` is who proposed the draft it came from; empty where a command adopted it.
    """

    __tablename__ = "adopted_rule_set"
    __table_args__ = (UniqueConstraint("code", "version"),)

    id: Key
    code: Mapped[str]
    jurisdiction: Mapped[str] = mapped_column(index=True)
    version: Mapped[str]
    hypothetical: Mapped[bool]
    text: Mapped[str]
    sha256: Mapped[str]
    effective_from: Mapped[date]
    effective_to: Mapped[date | None]
    adopted_at: Mapped[datetime]
    adopted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime | None]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    superseded_by_id: Mapped[int | None] = mapped_column(ForeignKey("adopted_rule_set.id"))
    repealed_at: Mapped[datetime | None]
    repealed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class RetroactiveEffect(Base):
    """That an adopted rule set also governs events before it came into force, because a clause orders it.

    `reaches_back_to` is the first day of such events, `citation` the clause. One for each set, and never
    changed nor removed: the database refuses it (triggers of the migration).
    """

    __tablename__ = "retroactive_effect"

    rule_set_id: Mapped[int] = mapped_column(ForeignKey("adopted_rule_set.id"), primary_key=True)
    reaches_back_to: Mapped[date]
    citation: Mapped[str]
    given_at: Mapped[datetime]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
