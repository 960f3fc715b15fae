"""What a library's letter to a depositor says at the moment of sending: the facts are read again."""

from collections.abc import Sequence
from datetime import date, datetime

from flask import current_app
from sqlalchemy import Select, select
from sqlalchemy.orm import joinedload, selectinload

from app.compliance.claims.addressees import addressees_of
from app.compliance.claims.checking import fallen_out
from app.compliance.claims.models import Claim, ClaimLine
from app.deposits.obligations.models import Obligation
from app.deposits.obligations.rows import ObligationRow, read_row, select_rows
from app.domain.actor import SYSTEM
from app.infra import clock
from app.infra.addresses import public_address
from app.infra.db import session
from app.infra.i18n import force_locale, gettext, ngettext, organisation_name
from app.infra.mail import Letter, Message
from app.law.queries import rule_set_by_id


def compose_claim(message: Message, at: datetime) -> Letter | None:
    """Say what a claim asks for now; None: nothing that it asked for is missing any more, or nobody reads it.

    What fell out since it was made is noted on its lines.
    """
    claim = session().scalars(_claim(message.id)).one()
    today, addressee = clock.local_day(at), addressees_of([claim.depositor_id])[claim.depositor_id]
    fallen = fallen_out([line.obligation_id for line in claim.lines], today=today)
    for line in claim.lines:
        line.left_out = fallen.get(line.obligation_id, "")
    rows = _rows([line for line in claim.lines if not line.left_out])
    if not rows or not addressee.email:
        return None
    specimen = any(rule_set_by_id(id_).hypothetical for id_ in {row.rule_set_id for row in rows})
    with force_locale(addressee.language):
        subject = ngettext(
            "%(library)s asks for %(num)s late delivery",
            "%(library)s asks for %(num)s late deliveries",
            len(rows),
            library=organisation_name(claim.depository),
        )
        if specimen:
            subject = f"{gettext('Specimen, without legal force')}. {subject}"
        body = _body(claim, rows, today, specimen=specimen)
    return Letter(addressee.email, subject, body)


def _body(claim: Claim, rows: Sequence[ObligationRow], today: date, *, specimen: bool) -> str:
    template = current_app.jinja_env.get_template("mail/claims/asked.txt")
    url = public_address("claims.show", claim_id=claim.id)
    return template.render(claim=claim, rows=rows, today=today, specimen=specimen, url=url)


def _claim(message_id: int) -> Select[Claim]:
    loaded = (selectinload(Claim.lines), joinedload(Claim.depository), joinedload(Claim.depositor))
    return select(Claim).where(Claim.message_id == message_id).options(*loaded)


def _rows(lines: Sequence[ClaimLine]) -> list[ObligationRow]:
    wanted = select_rows(SYSTEM).where(Obligation.id.in_([line.obligation_id for line in lines]))
    ordered = wanted.order_by(Obligation.due_on, Obligation.id)
    return [read_row(row) for row in session().execute(ordered)]
