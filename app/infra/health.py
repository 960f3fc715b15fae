"""Whether the parts of the system are alive."""

from datetime import datetime, timedelta

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Mapped, mapped_column

from app.infra.db import Base, session

SILENCE = timedelta(minutes=3)


class Heartbeat(Base):
    """The last sign of life of a worker."""

    __tablename__ = "heartbeat"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def beat(name: str, *, at: datetime) -> None:
    """Record that the worker `name` is alive."""
    session().merge(Heartbeat(name=name, at=at))
    session().flush()


def state(*, at: datetime) -> dict[str, str]:
    """Return `{"database": "ok" | "down", "worker": "ok" | "silent" | "unknown"}`."""
    try:
        session().execute(text("SELECT 1"))
        heartbeat = session().get(Heartbeat, "worker")
    except SQLAlchemyError:
        return {"database": "down", "worker": "unknown"}
    alive = heartbeat is not None and at - heartbeat.at < SILENCE
    return {"database": "ok", "worker": "ok" if alive else "silent"}
