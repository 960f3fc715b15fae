"""The table of simulations."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Account
from app.infra.db import Base, Key
from app.infra.storage import StoredFile


class SimulationRun(Base):
    """One or two rule sets run over publications: those registered in a period, or an uploaded list.

    `setup` holds the rule sets (their texts are in the store, under their SHA-256) and the thickness of
    pages, `result` the totals alone. `total` releases are to be counted, `done` have been. Whoever works on
    it holds `lease` until `lease_until`; after that anybody may begin again. How it stands is derived from
    `finished_at`, `failed_at` and the lease. `region_soato` bounds whose publications it saw, and who sees
    it. Nothing here touches what is really owed.
    """

    __tablename__ = "simulation_run"

    id: Key
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    region_soato: Mapped[str | None] = mapped_column(ForeignKey("region.soato"))
    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))
    setup: Mapped[dict[str, object]]
    total: Mapped[int]
    done: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    lease: Mapped[str] = mapped_column(default="")
    lease_until: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
    result: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True), deferred=True)

    created_by: Mapped[Account | None] = relationship(lazy="raise_on_sql")
    file: Mapped[StoredFile | None] = relationship(lazy="raise_on_sql")
