"""Tables of batches: files of publications that are looked at, taken and perhaps taken back."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.exchange.records import Severity
from app.infra.db import Base, Key, enum_column
from app.infra.storage import StoredFile


class Outcome(StrEnum):
    """What became of a record that was taken."""

    REGISTERED = "registered"
    KNOWN = "known"
    """The same organisation has sent the same before; nothing was added."""
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"


class ImportBatch(Base):
    """One file of an organisation: looked at by the worker, accepted by a person, taken by the worker.

    `asked` is what the person said of the file, or what was remembered for its headings, `head` what was
    found (format, encoding, mapping …). `cursor` is the last record taken; whoever works on it holds `lease`
    until `lease_until`, and after that anybody goes on. How it stands is derived from its moments
    (`states.py`). `owed` is what its titles owed at `owed_at` (`owing.py`). `refused` counts what the look
    refused, `declined` what could not be taken although the look found nothing.
    """

    __tablename__ = "import_batch"
    __table_args__ = (Index("ix_import_batch_organisation", "organisation_id", "id"),)

    id: Key
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    created_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_file.id"))
    language: Mapped[str]
    asked: Mapped[dict[str, object]]
    head: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    read: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[int] = mapped_column(default=0)
    with_warnings: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    checked_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    cursor: Mapped[int] = mapped_column(default=0)
    registered: Mapped[int] = mapped_column(default=0)
    known: Mapped[int] = mapped_column(default=0)
    amended: Mapped[int] = mapped_column(default=0)
    withdrawn: Mapped[int] = mapped_column(default=0)
    declined: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None]
    failed_at: Mapped[datetime | None]
    error: Mapped[str] = mapped_column(default="")
    discarded_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    owed: Mapped[dict[str, object] | None] = mapped_column(JSON(none_as_null=True))
    owed_at: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    lease: Mapped[str] = mapped_column(default="")
    lease_until: Mapped[datetime | None]

    file: Mapped[StoredFile] = relationship(lazy="raise_on_sql")


class ImportedRecord(Base):
    """What became of one record: it stands for a release, or for the publication that is a periodical.

    `fingerprint` tells what it said from anything else that could be said.
    """

    __tablename__ = "imported_record"
    __table_args__ = (
        Index("ix_imported_record_fingerprint", "organisation_id", "fingerprint"),
        CheckConstraint("(release_id IS NULL) <> (publication_id IS NULL)", name="one_target"),
    )

    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"), index=True)
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"), index=True)
    fingerprint: Mapped[str]
    outcome: Mapped[Outcome] = mapped_column(enum_column(Outcome))


class ImportProblem(Base):
    """Something wrong or doubtful in a file, in the language of who sent it. `record` None: the whole."""

    __tablename__ = "import_problem"
    __table_args__ = (Index("ix_import_problem_batch", "batch_id", "severity", "id"),)

    id: Key
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batch.id"))
    record: Mapped[int | None]
    row: Mapped[int | None]
    field: Mapped[str]
    code: Mapped[str]
    severity: Mapped[Severity] = mapped_column(enum_column(Severity))
    message: Mapped[str]


class RememberedMapping(Base):
    """What was said by hand once of an organisation's files: what headings mean, what is the same in all.

    `headings` is the hash of the headings, so that the next file with the same ones is read alike.
    """

    __tablename__ = "remembered_mapping"
    __table_args__ = (UniqueConstraint("organisation_id", "headings"),)

    id: Key
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"))
    headings: Mapped[str]
    mapping: Mapped[dict[str, object]]
    constants: Mapped[dict[str, object]]
    chosen_at: Mapped[datetime]
