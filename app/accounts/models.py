"""Tables of accounts, sessions and sign-in."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.domain.actor import Actor, Role
from app.infra.db import Base, Key, enum_column
from app.organisations.models import Organisation


class Account(Base):
    """A person who signs in; bound to one organisation and, for a regulator, perhaps to one region.

    `email` is kept in lower case, so that its uniqueness ignores how it was typed. Who `manages` a depositor
    may change its record, invite and remove colleagues, and grant mandates; others only work for it.
    `name_ru` is how the person writes the name in Russian; empty: it is transliterated.
    """

    __tablename__ = "account"

    id: Key
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_ru: Mapped[str] = mapped_column(default="")
    password_hash: Mapped[str]
    role: Mapped[Role] = mapped_column(enum_column(Role))
    organisation_id: Mapped[int | None] = mapped_column(ForeignKey("organisation.id"), index=True)
    manages: Mapped[bool] = mapped_column(default=False)
    region_soato: Mapped[str | None] = mapped_column(ForeignKey("region.soato"))
    language: Mapped[str] = mapped_column(default="uz")
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime]
    deactivated_at: Mapped[datetime | None]

    organisation: Mapped[Organisation | None] = relationship(lazy="raise_on_sql")

    def actor(self) -> Actor:
        """Return the plain values by which the policy knows this person."""
        return Actor(
            self.role,
            self.id,
            self.name,
            self.organisation_id,
            self.region_soato,
            self.manages,
            name_ru=self.name_ru,
        )


class UserSession(Base):
    """One sign-in on one device; the cookie carries its secret, the row its hash, and revoking ends it.

    While `mandate_id` is set, and the mandate holds, the person acts for its mandator.
    """

    __tablename__ = "user_session"

    id: Key
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    address: Mapped[str]
    device: Mapped[str]
    revoked_at: Mapped[datetime | None]
    mandate_id: Mapped[int | None] = mapped_column(ForeignKey("mandate.id"))


class PasswordReset(Base):
    """A link sent by message to set a new password; works once, for a short time."""

    __tablename__ = "password_reset"

    id: Key
    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), index=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class CalendarFeed(Base):
    """The address under which a person's calendar program reads what is due; whoever has it reads on."""

    __tablename__ = "calendar_feed"

    account_id: Mapped[int] = mapped_column(ForeignKey("account.id"), primary_key=True)
    secret_hash: Mapped[str] = mapped_column(unique=True)
    opened_at: Mapped[datetime]


class SignInFailure(Base):
    """A failed sign-in, counted by e-mail and by address to slow down guessing (shared by all workers)."""

    __tablename__ = "sign_in_failure"

    id: Key
    email: Mapped[str] = mapped_column(index=True)
    address: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(index=True)
