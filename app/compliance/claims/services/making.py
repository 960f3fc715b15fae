"""A library asks depositors for late copies, or passes late lines to the authority."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.compliance.claims.addressees import Addressee, addressees_of
from app.compliance.claims.checking import Choice, Choices, choices
from app.compliance.claims.models import Claim, ClaimKind, ClaimLine
from app.compliance.claims.services.subjects import subjects_of
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError
from app.domain.events import Event
from app.infra import clock
from app.infra.db import session
from app.infra.events import publish
from app.infra.mail import queue_message

LETTER = "claim"
"""What composes the letters of claims when they are sent."""
MOST_LINES = 500
"""In one act."""


@dataclass(frozen=True, slots=True)
class Made:
    """The claims made, one for each depositor, and the lines that are in none."""

    claims: Sequence[Claim]
    left_out: Sequence[Choice]


def make_claims(
    *, obligation_ids: Collection[int], kind: ClaimKind, words: str, by: Actor, at: datetime
) -> Made:
    """Ask each depositor for its late lines among these, in one letter each, or pass them to the authority.

    Each line is checked now, and again when its letter is sent. What was done with a line within
    `AGAIN_AFTER` is not done again.

    Raises:
        DomainError: `claim.none_chosen`, `claim.words_missing`, the authority is told why.
        Conflict: `claim.too_many`, `claim.nothing_left`; `choices` tells why.
    """
    said = words.strip()
    if not obligation_ids:
        raise DomainError("claim.none_chosen")
    if len(obligation_ids) > MOST_LINES:
        raise Conflict("claim.too_many", most=MOST_LINES)
    if kind is ClaimKind.PASSED and not said:
        raise DomainError("claim.words_missing", "words")
    # Two librarians who choose the same lines at once: the second finds them claimed.
    wanted = select(Obligation.id).where(Obligation.id.in_(obligation_ids)).order_by(Obligation.id)
    session().execute(wanted.with_for_update())
    found = choices(by, obligation_ids, kind, at=at, today=clock.local_day(at))
    if not found.lines:
        raise Conflict("claim.nothing_left")
    addressees = addressees_of(by_depositor(found))
    made = [
        _make(kind, said, addressees[depositor_id], rows, by=by, at=at)
        for depositor_id, rows in by_depositor(found).items()
    ]
    return Made(made, found.left_out)


def by_depositor(found: Choices) -> Mapping[int, Sequence[Choice]]:
    """The lines that stand, by who owes them; those of a merged record are with the one that stays."""
    groups: dict[int, list[Choice]] = {}
    for one in found.lines:
        groups.setdefault(one.depositor_id, []).append(one)
    return groups


def _make(
    kind: ClaimKind, words: str, to: Addressee, rows: Sequence[Choice], *, by: Actor, at: datetime
) -> Claim:
    claim = Claim(
        kind=kind,
        depository_id=rows[0].row.depository.id,
        depositor_id=to.organisation.id,
        words=words,
        made_at=at,
        made_by_id=by.account_id,
        message_id=_letter_to(to, at) if kind is ClaimKind.ASKED else None,
    )
    claim.lines = [
        ClaimLine(
            obligation_id=one.row.id,
            copies=(one.row.copies or 0) - one.row.received,
            due_on=one.row.due_on,
            left_out="",
        )
        for one in rows
    ]
    session().add(claim)
    session().flush()
    publish(_made(claim, rows, by, at))
    return claim


def _letter_to(to: Addressee, at: datetime) -> int | None:
    """Let a letter await sending; None: nobody's e-mail is known."""
    if not to.email:
        return None
    return queue_message(to=to.email, subject="", body="", at=at, kind=LETTER).id


def _made(claim: Claim, rows: Sequence[Choice], by: Actor, at: datetime) -> Event:
    return Event(
        f"claim.{claim.kind}",
        by,
        at,
        subjects_of(claim, (one.row.release_id for one in rows)),
        after={
            "copies": sum(line.copies for line in claim.lines),
            "obligations": [line.obligation_id for line in claim.lines],
        },
    )
