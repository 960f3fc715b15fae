"""The database: base class of models, column types, and the only commit."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from threading import RLock
from typing import Annotated, Any, TypeVar, TypeVarTuple

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    Dialect,
    Enum,
    Insert,
    Integer,
    MetaData,
    Result,
    Row,
    Select,
    String,
    event,
    insert,
    text,
)
from sqlalchemy.engine import Engine
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, registry
from sqlalchemy.types import DateTime, TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
Columns = TypeVarTuple("Columns")
One = TypeVar("One")
_writer = RLock()
"""Held by the one thread of this process that writes to SQLite. SQLite itself knows no queue: who finds it
locked looks again every now and then, and may find it locked by somebody else until he gives up."""
IDS_AT_ONCE = 5000
"""SQLite takes 32,766 values in a statement, PostgreSQL's driver 65,535."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC; a naive value is refused because its zone would be a guess."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive date and time was given where an aware one is needed")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)


def enum_column(kind: type[StrEnum], length: int = 32) -> Enum:
    """Return a column type that stores an enumeration by its value, checked in Python, free to grow."""
    return Enum(kind, values_callable=lambda e: [m.value for m in e], native_enum=False, length=length)


class Base(DeclarativeBase):
    """What every model inherits; the registry carries the type map (Flask-SQLAlchemy issue 1361)."""

    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={
            datetime: UtcDateTime(),
            str: String(),
            dict[str, object]: JSON(),
            list[str]: JSON(),
        },
    )


Id = Annotated[int, mapped_column(BigInteger().with_variant(Integer, "sqlite"), primary_key=True)]

db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def session() -> Session:
    """Return the session of the present request, job or command."""
    return db.session()


@contextmanager
def transaction() -> Iterator[Session]:
    """Run one act: everything in it is kept together, or nothing is.

    The only place that commits. Stands at the rim (view, job, command), never in a service. What the request
    read before it is asked again. On SQLite those reads are closed first, so that the act begins with the
    write lock held (`BEGIN IMMEDIATE`) and cannot fail half-way with "database is locked".
    """
    current = session()
    _leave_what_was_read(current)
    with _turn_to_write(current):
        current.info["writing"] = True
        try:
            yield current
            current.commit()
        except BaseException:
            current.rollback()
            raise
        finally:
            current.info["writing"] = False


def _leave_what_was_read(current: Session) -> None:
    """Begin anew, or let what was read be asked again: PostgreSQL shows each statement what is committed by
    then, so there a transaction that has only read may go on, and two exchanges with it are spared."""
    if current.get_bind().dialect.name == "sqlite" or current.new or current.dirty or current.deleted:
        current.rollback()
    elif current.in_transaction():
        current.expire_all()


def _turn_to_write(current: Session) -> AbstractContextManager[object]:
    return _writer if current.get_bind().dialect.name == "sqlite" else nullcontext()


def hold(model: type[Base]) -> None:
    """Let nobody else write to a model's table until the commit, for what no single row can guard.

    On SQLite the transaction holds the whole database already.
    """
    if session().get_bind().dialect.name == "postgresql":
        session().execute(text(f'LOCK TABLE "{model.__tablename__}" IN SHARE ROW EXCLUSIVE MODE'))


def batched(ids: Sequence[One]) -> Iterator[Sequence[One]]:
    """Return ids in portions that fit into one statement of either database."""
    for start in range(0, len(ids), IDS_AT_ONCE):
        yield ids[start : start + IDS_AT_ONCE]


def read(statement: Select[*Columns], values: Mapping[str, object] | None = None) -> Result[*Columns]:
    """Read columns, no objects, within the session's transaction and past what it does to track objects.

    For what every page asks: it costs the less the fewer layers it goes through.
    """
    current = session()
    current.flush()
    return current.connection().execute(statement, values)


def add_row(model: type[Base], values: Mapping[str, object]) -> int:
    """Insert one row within the session's transaction and return its id; no object is made of it.

    A column that is not named gets the default of the model. For what is written at every act, as `read`.
    """
    current = session()
    current.flush()
    added: int = current.connection().execute(_inserting(model), values).scalar_one()
    return added


@cache
def _inserting(model: type[Base]) -> Insert:
    table = Base.metadata.tables[model.__tablename__]
    return insert(table).returning(table.c.id)


def streamed(statement: Select[*Columns], rows_at_once: int = 500) -> Iterator[Row[*Columns]]:
    """Return rows read a batch at a time, for an export.

    The database is asked when the first row is taken: by then the session is the one that sends the answer.
    Its cursor is closed even where the reader leaves before the end.
    """
    with session().execute(statement.execution_options(yield_per=rows_at_once)) as result:
        yield from result


def init_db(app: Flask) -> None:
    """Tie the database to the application and prepare its engine."""
    db.init_app(app)
    with app.app_context():
        prepare(db.engine)


def prepare(engine: Engine) -> None:
    """Prepare the connections of an engine, each database in its way."""
    if engine.dialect.name == "sqlite":
        _prepare_sqlite(engine)
    elif engine.dialect.name == "postgresql":
        _prepare_postgresql(engine)


def _prepare_postgresql(engine: Engine) -> None:
    """Let PostgreSQL compile no statement to machine code.

    It does so where it thinks a statement costly, and of statements with many small look-ups it thinks far
    too much: compiling the overview of a library took seconds, the statement itself milliseconds.
    """

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, record: object) -> None:
        connection.execute("SET jit TO off")
        connection.commit()


def _prepare_sqlite(engine: Engine) -> None:
    """Make SQLite durable, concurrent and strict.

    The driver's own transactions are switched off and BEGIN is sent here: `IMMEDIATE` inside
    `transaction()`, so that two writers queue up instead of failing, plain for reads.
    """

    @event.listens_for(engine, "connect")
    def _configure(connection: Any, record: object) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=15000"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        writing = db.session.registry.has() and session().info.get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


Key = Mapped[Id]
