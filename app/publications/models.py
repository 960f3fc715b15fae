"""Tables of publications, their releases, and drafts of registrations."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.infra.db import Base, Key
from app.organisations.models import Organisation

Typed = Sequence[Sequence[str]]
"""What was typed into a form: the name of each input and its text, in their order."""


class Publication(Base):
    """A title as registered. Codes are those of the rule sets; None means the fact is not known.

    `details` holds the facts that only its kind has (`app.domain.kinds`).
    `search_key` holds the folded title, people, identifiers and every name of the publisher
    (`app.domain.script.search_key`); `key_outdated` says that one of them has changed since.
    """

    __tablename__ = "publication"
    __table_args__ = (
        Index(
            "ix_publication_key_outdated",
            "id",
            postgresql_where=text("key_outdated"),
            sqlite_where=text("key_outdated = 1"),
        ),
    )

    id: Key
    publisher_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    title: Mapped[str]
    parallel_title: Mapped[str] = mapped_column(default="")
    language: Mapped[str]
    script: Mapped[str]
    kind: Mapped[str]
    origin: Mapped[str | None]
    carrier: Mapped[str | None]
    subjects: Mapped[list[str] | None]
    audiences: Mapped[list[str] | None]
    restricted: Mapped[bool | None]
    newspaper_level: Mapped[str | None]
    udc: Mapped[str] = mapped_column(default="")
    series: Mapped[str] = mapped_column(default="")
    details: Mapped[dict[str, object]] = mapped_column(default=dict)
    search_key: Mapped[str]
    key_outdated: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]

    publisher: Mapped[Organisation] = relationship(lazy="raise_on_sql")
    contributors: Mapped[list["Contributor"]] = relationship(
        order_by="Contributor.position", cascade="all, delete-orphan", lazy="raise_on_sql"
    )
    identifiers: Mapped[list["Identifier"]] = relationship(
        order_by="Identifier.id", cascade="all, delete-orphan", lazy="raise_on_sql"
    )


class Contributor(Base):
    """A person named in the publication, with a role (author, editor, translator, …)."""

    __tablename__ = "contributor"

    id: Key
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"), index=True)
    position: Mapped[int]
    name: Mapped[str]
    role: Mapped[str]


class Identifier(Base):
    """An identifier as printed; several titles may carry one and one title several, so it is not unique.

    `override_reason` is kept where a wrong check digit or a number already in use was accepted.
    """

    __tablename__ = "identifier"

    id: Key
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"), index=True)
    scheme: Mapped[str]
    value: Mapped[str] = mapped_column(index=True)
    printed_form: Mapped[str]
    override_reason: Mapped[str] = mapped_column(default="")


class Release(Base):
    """The depositable unit: one edition or reprint, or one issue. Obligations hang on releases only.

    `designation` numbers an issue ("2026, № 45 (7890)") and is empty for everything else. `price` is in whole
    soʻm, `imprint_id` the name of its publisher under which it came out, `depositor_region` a SOATO code,
    `version` counts amendments from 1; `details` as for the publication.
    """

    __tablename__ = "release"
    __table_args__ = (UniqueConstraint("publication_id", "sequence"),)

    id: Key
    publication_id: Mapped[int] = mapped_column(ForeignKey("publication.id"))
    sequence: Mapped[int]
    designation: Mapped[str] = mapped_column(default="")
    edition_status: Mapped[str | None]
    original_deposited: Mapped[bool | None]
    print_run: Mapped[int | None]
    pages: Mapped[int | None]
    size: Mapped[str] = mapped_column(default="")
    price: Mapped[int | None] = mapped_column(BigInteger)
    import_copies: Mapped[int | None]
    print_on_demand: Mapped[bool | None]
    hire_only: Mapped[bool | None]
    printer_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    printer_name: Mapped[str] = mapped_column(default="")
    imprint_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"))
    place: Mapped[str] = mapped_column(default="")
    year: Mapped[int | None]
    depositor_region: Mapped[str | None] = mapped_column(ForeignKey("region.soato"))
    details: Mapped[dict[str, object]] = mapped_column(default=dict)
    version: Mapped[int] = mapped_column(default=1)
    registered_at: Mapped[datetime] = mapped_column(index=True)

    publication: Mapped[Publication] = relationship(lazy="raise_on_sql")
    printer: Mapped[Organisation | None] = relationship(foreign_keys=[printer_id], lazy="raise_on_sql")
    imprint: Mapped[Organisation | None] = relationship(foreign_keys=[imprint_id], lazy="raise_on_sql")
    events: Mapped[list["ReleaseEvent"]] = relationship(cascade="all, delete-orphan", lazy="raise_on_sql")
    withdrawal: Mapped["ReleaseWithdrawal | None"] = relationship(lazy="raise_on_sql", viewonly=True)

    __mapper_args__ = {"version_id_col": version}

    @property
    def title(self) -> str:
        """The title of its publication, and which issue of it this is."""
        return ". ".join(part for part in (self.publication.title, self.designation) if part)


class ReleaseEvent(Base):
    """The day on which something happened that a rule may count from (`first_batch_released`, …)."""

    __tablename__ = "release_event"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    on: Mapped[date]


class ReleaseWithdrawal(Base):
    """That a registration was taken back, because what it says did not happen: nothing is owed for it."""

    __tablename__ = "release_withdrawal"

    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"), primary_key=True)
    reason: Mapped[str]
    withdrawn_at: Mapped[datetime]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class ReleaseRevision(Base):
    """What a release and its publication said before an amendment, with who changed it and when.

    An amendment of the publication's facts is one of each of its releases.
    """

    __tablename__ = "release_revision"
    __table_args__ = (UniqueConstraint("release_id", "version"),)

    id: Key
    release_id: Mapped[int] = mapped_column(ForeignKey("release.id"))
    version: Mapped[int]
    facts: Mapped[dict[str, object]]
    amended_at: Mapped[datetime]
    amended_by_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))


class RegistrationDraft(Base):
    """A registration under way, kept at every step; confirming it twice yields the same release.

    `publication_id` is set where a further release of a registered title is being registered; `amends_id` and
    `amends_version` where a registered release is being amended, and what it said when that began.
    `release_id` is the outcome: a draft that has one is closed. Beside the answers stands what is said of the
    steps: see `mistaken` and `explained`.
    """

    __tablename__ = "registration_draft"

    id: Key
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisation.id"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"))
    answers: Mapped[dict[str, object]]
    publication_id: Mapped[int | None] = mapped_column(ForeignKey("publication.id"))
    amends_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))
    amends_version: Mapped[int | None]
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    release_id: Mapped[int | None] = mapped_column(ForeignKey("release.id"))
    discarded_at: Mapped[datetime | None]

    @property
    def beside(self) -> dict[str, object]:
        """What is said of the steps, as it is kept beside the answers."""
        return {name: self.answers[name] for name in ("mistaken", "explained") if name in self.answers}

    @property
    def mistaken(self) -> Mapping[str, Typed]:
        """What was typed into each step that was last sent with mistakes: it must be sent without first."""
        kept: Mapping[str, Any] = self.answers
        mistaken: Mapping[str, Typed] = kept.get("mistaken", {})
        return mistaken

    @property
    def explained(self) -> Collection[str] | None:
        """The marks of the doubts about its numbers that a reason answers; None until a form asked for it."""
        kept: Mapping[str, Any] = self.answers
        explained: Collection[str] | None = kept.get("explained")
        return explained
