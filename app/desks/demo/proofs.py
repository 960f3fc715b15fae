"""What proves something in the demonstration: a photograph of a receipt, a statement, a certificate."""

import io
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from PIL import Image, ImageDraw, ImageFont
from sqlalchemy import exists, select

from app.accounts.models import Account
from app.attestations.account import Period
from app.attestations.models import AttestationKind
from app.attestations.services import issue_attestation, preview_attestation
from app.deposits.consignments.evidence.services import attach_evidence, correct_dispatch, withdraw_evidence
from app.deposits.consignments.models import Consignment
from app.deposits.obligations.models import Obligation
from app.desks.demo.files import one_page
from app.desks.demo.people import person
from app.domain.actor import Actor
from app.domain.law import Form
from app.edeposit.models import DepositedFile
from app.edeposit.services import upload_file
from app.infra import clock
from app.infra.db import session
from app.infra.pdf import STATIC
from app.organisations.models import Organisation, OrganisationKind

PUBLISHER, INSPECTOR = "lojuvard", "nazorat"
POST = "Oʻzbekiston pochtasi"
TRACKING = "NM000417004UZ"
LANGUAGE = "uz"


def prove_country(*, at: datetime) -> None:
    """Prove one sending; attest a year of its sender, and that somebody is behind with nothing."""
    clerk, inspector = person(PUBLISHER), person(INSPECTOR)
    _prove_sending(clerk, at - timedelta(hours=3))
    _leave_a_file_waiting(at - timedelta(hours=2))
    today = clock.local_day(at)
    _attest(AttestationKind.STATEMENT, clerk.organisation_id or 0, _year(today.year), clerk, at)
    so_far = Period(date(today.year, 1, 1), today)
    for period in (so_far, _year(today.year - 1)):
        clean = next(_with_nothing_overdue(period, inspector, at), None)
        if clean is not None:
            _attest(AttestationKind.CERTIFICATE, clean, period, inspector, at)
            return


def _prove_sending(clerk: Actor, at: datetime) -> None:
    own = Consignment.depositor_id.in_(clerk.organisation_ids)
    sent = (
        Consignment.sent_at.is_not(None),
        Consignment.arrived_at.is_(None),
        Consignment.cancelled_at.is_(None),
    )
    code = session().scalar(
        select(Consignment.code).where(own, *sent).order_by(Consignment.id.desc()).limit(1)
    )
    if code is None:
        return
    correct_dispatch(code=code, carrier=POST, tracking=TRACKING, by=clerk, at=at)
    day = clock.local_day(at)
    wrong = attach_evidence(
        code=code,
        content=receipt_picture("Boshqa joʻnatma", day, TRACKING),
        name="IMG_0416.jpg",
        note="",
        by=clerk,
        at=at,
    )
    attach_evidence(
        code=code,
        content=receipt_picture(code, day, TRACKING),
        name="IMG_0417.jpg",
        note="Pochta kvitansiyasi",
        by=clerk,
        at=at + timedelta(minutes=2),
    )
    withdraw_evidence(
        code=code,
        evidence_id=wrong.id,
        reason="Boshqa joʻnatmaning kvitansiyasi",
        by=clerk,
        at=at + timedelta(minutes=4),
    )


def _leave_a_file_waiting(at: datetime) -> None:
    """Upload a file that is owed, unless one waits for its library: at some hours all are answered."""
    if session().scalar(select(DepositedFile.id).where(DepositedFile.decided_at.is_(None)).limit(1)):
        return
    sent = exists().where(DepositedFile.obligation_id == Obligation.id)
    owed = (
        select(Obligation.id, Account)
        .join(Account, Account.organisation_id == Obligation.depositor_id)
        .where(Obligation.form == Form.FILE, Obligation.open, Obligation.event_on.is_not(None), ~sent)
        .order_by(Obligation.id.desc(), Account.id)
    )
    found = session().execute(owed.limit(1)).first()
    if found is not None:
        obligation_id, clerk = found
        name = f"kitob-{obligation_id}.pdf"
        content = one_page(name)
        upload_file(obligation_id=obligation_id, content=content, name=name, by=clerk.actor(), at=at)


def _attest(kind: AttestationKind, depositor_id: int, period: Period, by: Actor, at: datetime) -> None:
    issue_attestation(kind=kind, depositor_id=depositor_id, period=period, language=LANGUAGE, by=by, at=at)


def _with_nothing_overdue(period: Period, by: Actor, at: datetime) -> Iterator[int]:
    """The depositors of whom a certificate can be made."""
    kinds = OrganisationKind.PUBLISHER, OrganisationKind.PRINTER
    chosen = select(Organisation.id).where(
        Organisation.kind.in_(kinds), Organisation.merged_into_id.is_(None), Organisation.closed_at.is_(None)
    )
    for depositor_id in session().scalars(chosen.order_by(Organisation.id)).all():
        seen = preview_attestation(
            kind=AttestationKind.CERTIFICATE, depositor_id=depositor_id, period=period, by=by, at=at
        )
        if not seen.overdue_in_all and seen.account.whole.delivered:
            yield depositor_id


def _year(year: int) -> Period:
    return Period(date(year, 1, 1), date(year, 12, 31))


def receipt_picture(about: str, day: date, tracking: str) -> bytes:
    """A drawn slip of paper on a table; the same words always give the same bytes."""
    picture = Image.new("RGB", (1200, 1600), "#7a6a58")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((210, 140, 990, 1460), fill="#faf8f2")
    lines = (POST, "NAMUNA", "", "Qabul kvitansiyasi", about, f"{day:%d.%m.%Y}", "4,2 kg", tracking)
    for number, line in enumerate(lines):
        size = 64 if number in (0, 3) else 48
        font = ImageFont.truetype(STATIC / "fonts" / "pdf" / "NotoSans-Regular.ttf", size)
        draw.text((270, 220 + number * 110), line, fill="#26303c", font=font)
    for number in range(46):
        draw.rectangle((270 + number * 14, 1180, 274 + number * 14 + number % 4, 1330), fill="#26303c")
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=80)
    return written.getvalue()
