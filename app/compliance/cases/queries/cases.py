"""One case with all that is in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import joinedload, selectinload

from app.compliance.cases.models import Case, CaseFile, CaseNote
from app.compliance.cases.papers.models import CasePaper
from app.compliance.cases.papers.queries import papers_of_case
from app.compliance.cases.purchases.models import Purchase
from app.compliance.cases.purchases.queries import purchases_of
from app.compliance.cases.queries.standing import Standing, obligations_named, standing_of
from app.compliance.cases.scope import cases_within_reach, readable_cases, reader_in, sees_inside
from app.compliance.claims.models import Claim, ClaimLine
from app.compliance.claims.scope import claims_within_reach
from app.compliance.models import Notice
from app.compliance.queries.notices import NoticeFilter, NoticeRow, list_notices
from app.compliance.requests.queries.listing import requests_of
from app.compliance.requests.queries.rows import RequestRow
from app.compliance.serving.models import Service
from app.compliance.serving.queries import services_of
from app.deposits.discrepancies.models import Discrepancy
from app.deposits.discrepancies.scope import discrepancies_within_reach
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt, ReceiptLine
from app.deposits.receiving.queries.receipts import within_receipt_reach
from app.domain.actor import Actor
from app.domain.errors import NotFound
from app.infra.db import session
from app.infra.storage import StoredFile
from app.policy.permissions import Permission
from app.publications.models import Release

MOST_NOTICES = 1000


@dataclass(frozen=True, slots=True)
class CaseRecord:
    """A case with what the reader may see of it; `notes` and internal files are the authority's own.

    `services`: by notice, what stands of how it was served beside the account.
    """

    case: Case
    standing: Standing
    notices: Sequence[NoticeRow]
    receipts: Sequence[Receipt]
    discrepancies: Sequence[Discrepancy]
    claims: Sequence[Claim]
    notes: Sequence[CaseNote]
    files: Sequence[CaseFile]
    requests: Sequence[RequestRow]
    services: Mapping[int, Sequence[Service]]
    purchases: Sequence[Purchase]
    papers: Sequence[CasePaper]

    @property
    def corrected(self) -> frozenset[int]:
        """The notes instead of which another one stands."""
        return frozenset(note.corrects_id for note in self.notes if note.corrects_id is not None)


def case_for(actor: Actor, case_id: int, today: date) -> CaseRecord:
    """One case within reach, as it stands on a day. Raises `NotFound`."""
    beside = joinedload(Case.inspector), joinedload(Case.earlier), selectinload(Case.later)
    parties = joinedload(Case.depositor), joinedload(Case.region), *beside
    case = session().scalar(select(Case).where(Case.id == case_id, readable_cases(actor)).options(*parties))
    if case is None:
        raise NotFound("not_found")
    actor = reader_in(actor, case)
    named, notices = obligations_named(case), _notices(actor, case, today)
    notice_ids = [notice.id for notice in notices]
    return CaseRecord(
        case=case,
        standing=standing_of(case, today),
        notices=notices,
        receipts=_receipts(actor, named),
        discrepancies=_discrepancies(actor, named),
        claims=_claims(actor, named),
        notes=_notes(case) if sees_inside(actor) else [],
        files=_files(actor, case),
        requests=requests_of(actor, obligation_ids=named, notice_ids=notice_ids),
        services=services_of(notice_ids),
        purchases=purchases_of(case),
        papers=papers_of_case(actor, case),
    )


def case_file_for(actor: Actor, case_id: int, file_id: int) -> StoredFile:
    """One file of a case, for who may see it. Raises `NotFound`."""
    case = session().scalar(select(Case).where(Case.id == case_id, readable_cases(actor)))
    files = _files(reader_in(actor, case), case) if case is not None else ()
    file = next((one for one in files if one.id == file_id), None)
    if file is None:
        raise NotFound("not_found")
    return file.file


def open_case_of(actor: Actor, depositor_id: int) -> Case | None:
    """The latest open case of a depositor within reach, to lead to from its late lines."""
    statement = select(Case).where(
        Case.depositor_id == depositor_id,
        Case.settled_at.is_(None),
        cases_within_reach(actor, Permission.CASE_READ),
    )
    return session().scalar(statement.order_by(Case.id.desc()).limit(1))


def _notices(actor: Actor, case: Case, today: date) -> list[NoticeRow]:
    ids = session().scalars(select(Notice.id).where(Notice.case_id == case.id)).all()
    return list_notices(actor, NoticeFilter(ids=ids), today=today, limit=MOST_NOTICES) if ids else []


def _receipts(actor: Actor, named: Sequence[int]) -> Sequence[Receipt]:
    """Receipts that brought copies named, and those that took such a receipt back; the newest first."""
    holds = exists().where(ReceiptLine.receipt_id == Receipt.id, ReceiptLine.handed_over_for.in_(named))
    statement = select(Receipt).where(holds, within_receipt_reach(actor))
    loaded = joinedload(Receipt.depository), joinedload(Receipt.file)
    return session().scalars(statement.options(*loaded).order_by(Receipt.at.desc(), Receipt.id.desc())).all()


def _discrepancies(actor: Actor, named: Sequence[int]) -> Sequence[Discrepancy]:
    """What was wrong with copies of releases that the notices name, at libraries to which these are owed."""
    about = exists().where(
        Obligation.id.in_(named),
        Obligation.release_id == Discrepancy.release_id,
        Obligation.depository_id == Receipt.depository_id,
    )
    statement = (
        select(Discrepancy)
        .join(Receipt, Receipt.id == Discrepancy.receipt_id)
        .where(about, discrepancies_within_reach(actor))
        .options(
            joinedload(Discrepancy.receipt).joinedload(Receipt.depository),
            joinedload(Discrepancy.release).joinedload(Release.publication),
        )
    )
    return session().scalars(statement.order_by(Discrepancy.id.desc())).all()


def _claims(actor: Actor, named: Sequence[int]) -> Sequence[Claim]:
    statement = (
        select(Claim.id)
        .join(ClaimLine, ClaimLine.claim_id == Claim.id)
        .join(Obligation, Obligation.id == ClaimLine.obligation_id)
        .where(Obligation.id.in_(named), claims_within_reach(actor))
    )
    found = (
        select(Claim)
        .where(Claim.id.in_(statement))
        .options(joinedload(Claim.depository), joinedload(Claim.withdrawal))
    )
    return session().scalars(found.order_by(Claim.id.desc())).all()


def _notes(case: Case) -> Sequence[CaseNote]:
    statement = select(CaseNote).where(CaseNote.case_id == case.id).options(joinedload(CaseNote.by))
    return session().scalars(statement.order_by(CaseNote.id)).all()


def _files(actor: Actor, case: Case) -> Sequence[CaseFile]:
    statement = select(CaseFile).where(CaseFile.case_id == case.id).options(joinedload(CaseFile.file))
    if not sees_inside(actor):
        statement = statement.where(CaseFile.internal.is_(False))
    return session().scalars(statement.order_by(CaseFile.id)).all()
