"""What every numbered paper of the authority keeps beside the act that made it."""

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from app.infra.db import Key
from app.infra.storage import StoredFile


class NumberedPaper:
    """Columns of a paper that is numbered and checked by its code; what it says never changes.

    Specimens have a series of their own. `facts` holds every value that it shows, so that the same bytes
    can be made again after a crash; `file_id` is set when they are stored, with their SHA-256.
    """

    id: Key
    series: Mapped[str]
    year: Mapped[int]
    sequence: Mapped[int]
    number: Mapped[str]
    specimen: Mapped[bool]
    verification_code: Mapped[str] = mapped_column(unique=True)
    language: Mapped[str]
    template_version: Mapped[str]
    facts: Mapped[dict[str, object]] = mapped_column(JSON(), deferred=True)
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_file.id"))

    @property
    def identity(self) -> bytes:
        """The permanent identity of its file."""
        return f"{self.series} {self.number}".encode()

    @declared_attr
    def file(cls) -> Mapped[StoredFile | None]:  # noqa: N805 - SQLAlchemy gives the class
        """Its file, once it is made."""
        return relationship(lazy="raise_on_sql")
