"""How to try the demonstration: who may sign in, and what there is to scan, to check and to find."""

import json
import re
from datetime import date
from pathlib import Path

from flask import current_app, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts.models import Account
from app.compliance.models import Notice
from app.deposits.consignments.models import Consignment
from app.desks.demo.country import LIBRARIANS, PASSWORD, email_of
from app.desks.demo.joining import APPLICANT
from app.infra.db import session
from app.infra.i18n import organisation_name
from app.infra.mail import Message
from app.organisations.queries import depository_by_code
from app.publications.models import Identifier

SHOWN = ("lojuvard", "aral", "anhor", *(local_part for local_part, _ in LIBRARIANS.values()), "nazorat",
         "nazorat-samarqand", "nazorat-etiroz", "nazorat-shikoyat", "admin", "huquqshunos")  # fmt: skip
"""Whose accounts the guide names, in this order; the others have the same password."""


def write_guide(path: Path, *, seed: int, made_on: date) -> dict[str, object]:
    """Write the guide as JSON and return it. It is read from the database, so it may be written again."""
    with current_app.test_request_context():
        sign_in = url_for("accounts.sign_in")
    guide: dict[str, object] = {
        "sign_in": sign_in,
        "accounts": _accounts(),
        "consignment": _parcel_on_its_way(),
        "verification": _notice_in_force(),
        "application": _private_link(),
        "isbn": session().scalar(select(Identifier.printed_form).order_by(Identifier.id.desc()).limit(1))
        or "",
        "seed": seed,
        "made_on": made_on.isoformat(),
    }
    path.write_text(json.dumps(guide, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return guide


def _accounts() -> list[dict[str, str]]:
    emails = [email_of(local_part) for local_part in SHOWN]
    statement = select(Account).where(Account.email.in_(emails)).options(joinedload(Account.organisation))
    by_email = {account.email: account for account in session().scalars(statement)}
    return [
        {
            "role": account.role.value,
            "email": account.email,
            "password": PASSWORD,
            "name": account.name,
            "organisation": organisation_name(account.organisation, "uz") if account.organisation else "",
        }
        # Data of an earlier version may lack an account that is shown now.
        for account in (by_email[email] for email in emails if email in by_email)
    ]


def _parcel_on_its_way() -> str:
    """A parcel that the National Library's librarian can open."""
    library = depository_by_code("uz-natlib")
    statement = select(Consignment.code).where(
        Consignment.depository_id == library.id,
        Consignment.sent_at.is_not(None),
        Consignment.arrived_at.is_(None),
        Consignment.cancelled_at.is_(None),
    )
    return session().scalar(statement.order_by(Consignment.id.desc()).limit(1)) or ""


def _private_link() -> str:
    """Where an applicant sees the application; only the letter knows it."""
    letters = select(Message.body).where(Message.to == APPLICANT).order_by(Message.id)
    found = re.search(r"/join/[\w-]+", session().scalar(letters.limit(1)) or "")
    return found[0] if found else ""


def _notice_in_force() -> str:
    statement = select(Notice.verification_code).where(Notice.withdrawn_at.is_(None))
    return session().scalar(statement.order_by(Notice.id.desc()).limit(1)) or ""
