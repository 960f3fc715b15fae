"""The papers that concern a release, each within the reader's reach."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from sqlalchemy import select

from app.compliance.models import Notice, NoticeLine
from app.compliance.queries.notices import NoticeFilter, NoticeRow, list_notices
from app.deposits.consignments.models import Consignment
from app.deposits.consignments.queries import consignments_of_release
from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Receipt
from app.deposits.receiving.queries import receipts_of_release
from app.domain.actor import Actor
from app.infra.db import session
from app.infra.i18n import format_number, gettext, organisation_name
from app.infra.storage import StoredFile
from app.organisations.models import Organisation
from app.policy.permissions import Permission
from app.policy.table import may

MANY = 100
KILOBYTE = 1024


@dataclass(frozen=True, slots=True)
class Papers:
    """What was made on paper about a release, the newest first."""

    consignments: Sequence[Consignment]
    receipts: Sequence[Receipt]
    notices: Sequence[NoticeRow]


def papers_of(actor: Actor, release_id: int, today: date) -> Papers:
    """Return the parcels, receipts and notices that hold or name the release, within the reader's reach."""
    return Papers(
        consignments_of_release(actor, release_id),
        receipts_of_release(actor, release_id),
        _notices(actor, release_id, today),
    )


def libraries_of(subjects: Iterable[tuple[str, int]]) -> Mapping[tuple[str, int], Organisation]:
    """Of parcels and receipts among the subjects of acts the library that receives; of whomever they are."""
    named: defaultdict[str, set[int]] = defaultdict(set)
    for kind, key in subjects:
        named[kind].add(key)
    found: dict[tuple[str, int], Organisation] = {}
    for kind, paper in (("consignment", Consignment), ("receipt", Receipt)):
        statement = select(paper.id, Organisation).join(paper.depository).where(paper.id.in_(named[kind]))
        found |= {(kind, key): library for key, library in session().execute(statement)}
    return found


def papers_listed(papers: Papers) -> list[dict[str, object]]:
    """Return what the macro `listing` shows: each paper with its kind, address and size."""
    return [
        *(
            _paper(
                gettext("Notice %(number)s", number=n.number),
                url_for("compliance.notice", notice_id=n.id),
                n.file,
            )
            for n in papers.notices
        ),
        *(
            _paper(
                gettext("Reversal %(number)s", number=r.number)
                if r.reverses_id
                else gettext("Receipt act %(number)s", number=r.number),
                url_for("receiving.receipt_act", number=r.number),
                r.file,
                organisation_name(r.depository),
            )
            for r in papers.receipts
        ),
        *(
            _paper(
                gettext("Slip %(code)s", code=c.code),
                url_for("consignments.slip", code=c.code),
                None,
                organisation_name(c.depository),
            )
            for c in papers.consignments
            if c.cancelled_at is None
        ),
    ]


def file_size(file: StoredFile | None) -> str:
    """Return the kind and size of a paper, such as "PDF, 84 KB"; without a file the kind alone."""
    if file is None:
        return "PDF"
    return gettext("PDF, %(size)s KB", size=format_number(max(1, round(file.size / KILOBYTE))))


def _notices(actor: Actor, release_id: int, today: date) -> Sequence[NoticeRow]:
    if not may(actor, Permission.NOTICE_READ):
        return ()
    naming = (
        select(Notice.id)
        .join(NoticeLine, NoticeLine.notice_id == Notice.id)
        .join(Obligation, Obligation.id == NoticeLine.obligation_id)
        .where(Obligation.release_id == release_id)
    )
    ids = set(session().scalars(naming))
    return list_notices(actor, NoticeFilter(ids=ids), today=today, limit=MANY)


def _paper(label: str, url: str, file: StoredFile | None, text: str = "") -> dict[str, object]:
    return {"label": label, "url": url, "text": text, "end": file_size(file), "icon": "file-earmark-pdf"}
