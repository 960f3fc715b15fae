"""The table of rule sets that are being prepared."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, Key


class RuleSetDraft(Base):
    """A document on its way to adoption; its state follows from its moments.

    `code`, `jurisdiction` and `version` are what the text says of itself, empty where it does not;
    `problems` is how many things were wrong with it when it was last saved, `adopted_id` what became of it.
    """

    __tablename__ = "rule_set_draft"

    id: Key
    text: Mapped[str]
    sha256: Mapped[str]
    code: Mapped[str]
    jurisdiction: Mapped[str] = mapped_column(index=True)
    version: Mapped[str]
    problems: Mapped[int]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    proposed_at: Mapped[datetime | None]
    proposed_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    discarded_at: Mapped[datetime | None]
    adopted_id: Mapped[int | None] = mapped_column(ForeignKey("adopted_rule_set.id"), unique=True)
