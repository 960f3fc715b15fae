"""A whole case as one archive that an outsider can check."""

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime

from app.audit.chain import BEGINNING, SealedAct, content_of
from app.audit.queries import sealed_about
from app.compliance.cases.messages import STATES
from app.compliance.cases.papers.models import CasePaper
from app.compliance.cases.purchases.models import Purchase
from app.compliance.cases.queries.cases import CaseRecord
from app.compliance.cases.queries.listing import CaseRow
from app.compliance.cases.queries.sanctions import proposals_of
from app.compliance.queries.notices import NoticeRow
from app.compliance.requests.queries.papers import decisions_without_file, papers_of
from app.compliance.serving.models import Service
from app.desks.cases.contents import (
    ACTS,
    COVER,
    INDEX,
    README,
    SUMS,
    Item,
    as_json,
    digest,
    index_of,
    sums_of,
)
from app.desks.cases.readme import readme_text
from app.domain.actor import Actor
from app.domain.documents import CaseCoverPaper, CaseItem, RuleSetName
from app.infra import clock
from app.infra.i18n import organisation_name
from app.infra.papers import render_paper
from app.infra.storage import StoredFile, storage
from app.law.queries import rule_set_by_id
from app.organisations.letterheads import authority_letterhead
from app.organisations.queries import authority_near

DATE = (1980, 1, 1, 0, 0, 0)
"""Of every entry: ZIP knows no zone, and the index says when each file was made."""


def case_archive(record: CaseRecord, *, by: Actor, at: datetime, language: str) -> bytes:
    """Return the archive of a case: kept files as they are, its acts, an index over them, and a cover.

    The acts must be sealed already: one that is not sealed has no hash and is left out.
    """
    acts = sealed_about(things_of(record))
    own = sum(act.event.name.startswith("case.") for act in acts)
    items = [
        Item(README, readme_text(record.case.number), "readme", at.isoformat()),
        Item("case.json", as_json(_facts(record)), "case", at.isoformat()),
        Item(ACTS, _acts_text(acts), "acts", at.isoformat()),
        *_kept(record),
    ]
    about = {
        "case": record.case.id,
        "number": record.case.number,
        "specimen": record.case.specimen,
        "made_at": at.isoformat(),
        "acts": len(acts),
        "acts_of_case": own,
        "without_file": _without_file(record),
    }
    index = Item(INDEX, index_of(items, about), "index", at.isoformat())
    cover = _cover(record, items, acts, own=own, index=index, by=by, at=at, language=language)
    whole = [*items, index, Item(COVER, cover, "cover", at.isoformat())]
    return _zipped([*whole, Item(SUMS, sums_of(whole), "sums", at.isoformat())])


def _without_file(record: CaseRecord) -> list[str]:
    """The numbers of what is in the case while its paper is still being made."""
    return [
        *(row.number for row in record.notices if row.file is None),
        *(paper.number for paper in record.papers if paper.file is None),
        *(receipt.number for receipt in record.receipts if receipt.file is None),
        *decisions_without_file([row.id for row in record.requests]),
    ]


def things_of(record: CaseRecord) -> list[tuple[str, int]]:
    """The case, its notices and the requests about them, as acts name what they concern."""
    notices = [("notice", row.id) for row in record.notices]
    return [("case", record.case.id), *notices, *(("request", row.id) for row in record.requests)]


def _kept(record: CaseRecord) -> Iterator[Item]:
    yield from _notices(record)
    for paper in papers_of([row.id for row in record.requests]):
        kind = "decision" if paper.decision else "evidence"
        yield _item(f"requests/{paper.request_id}-{paper.file.id}-{paper.file.name}", paper.file, kind)
    for receipt in record.receipts:
        if receipt.file is not None:
            yield _item(f"receipts/{receipt.file.name}", receipt.file, "receipt")
    yield from _papers(record)
    for number, file in enumerate(record.files, 1):
        yield _item(
            f"files/{number:03}-{file.file.name}", file.file, "internal file" if file.internal else "file"
        )


def _notices(record: CaseRecord) -> Iterator[Item]:
    for notice in record.notices:
        if notice.file is not None:
            yield _item(f"notices/{notice.file.name}", notice.file, "notice")
        for service in record.services.get(notice.id, ()):
            if service.file is not None:
                name = f"notices/{notice.number}-{service.id}-{service.file.name}"
                yield _item(name, service.file, "proof of service")


def _papers(record: CaseRecord) -> Iterator[Item]:
    for issued in record.papers:
        if issued.file is not None:
            kind = f"withdrawn {issued.kind.value}" if issued.withdrawn_at else issued.kind.value
            yield _item(f"papers/{issued.file.name}", issued.file, kind.replace("_", " "))
    for bought in record.purchases:
        for shown in bought.files:
            name = f"purchases/{bought.paper.number}-{shown.id}-{shown.file.name}"
            yield _item(name, shown.file, "receipt of a purchase")


def _item(name: str, file: StoredFile, kind: str) -> Item:
    return Item(name, storage().get(file.sha256), kind, file.stored_at.isoformat())


def _acts_text(acts: Sequence[SealedAct]) -> bytes:
    lines = []
    for act in acts:
        event = act.event
        content = content_of(
            event, act.subjects, position=event.position or 0, previous=event.previous_hash or BEGINNING
        )
        lines.append(json.dumps({**content, "hash": event.hash}, sort_keys=True, ensure_ascii=False))
    return "".join(f"{line}\n" for line in lines).encode()


def _facts(record: CaseRecord) -> dict[str, object]:
    """What the page of the case shows, for machines; amounts nobody knows are null."""
    case, standing = record.case, record.standing
    return {
        "number": case.number,
        "specimen": case.specimen,
        "depositor": case.depositor.name,
        "stir": case.depositor.stir,
        "region": case.region_soato,
        "opened_at": case.opened_at.isoformat(),
        "earlier_case": case.earlier.number if case.earlier else None,
        "outcome": case.outcome.value if case.outcome else None,
        "outcome_reason": case.outcome_reason,
        "settled_at": case.settled_at.isoformat() if case.settled_at else None,
        "copies_missing": standing.missing,
        "copies_spared": standing.spared,
        "notices": [_notice_facts(one, record.services.get(one.id, ())) for one in record.notices],
        "requests": [
            {
                "id": one.id,
                "kind": one.kind.value,
                "made_at": one.made_at.isoformat(),
                "notice": one.notice or None,
                "decision": one.decision or None,
                "outcome": one.outcome.value if one.outcome else None,
            }
            for one in record.requests
        ],
        "papers": [_paper_facts(one) for one in record.papers],
        "purchases": [_purchase_facts(one) for one in record.purchases],
        "receipts": [{"number": one.number, "at": one.at.isoformat()} for one in record.receipts],
        "notes": [
            {"id": one.id, "at": one.at.isoformat(), "corrects": one.corrects_id, "text": one.text}
            for one in record.notes
        ],
        "proposed_sanctions": [
            {"at": one.at.isoformat(), "sanction": one.sanction, "words": one.words, **one.facts}
            for one in proposals_of(case)
        ],
    }


def _notice_facts(notice: NoticeRow, services: Sequence[Service]) -> dict[str, object]:
    return {
        "number": notice.number,
        "issued_at": notice.issued_at.isoformat(),
        "status": notice.status.value,
        "served": [_service_facts(service) for service in services],
    }


def _service_facts(service: Service) -> dict[str, object]:
    return {
        "channel": service.channel.value,
        "result": service.result.value,
        "day": service.day.isoformat(),
        "tracking": service.tracking,
    }


def _paper_facts(issued: CasePaper) -> dict[str, object]:
    return {
        "kind": issued.kind.value,
        "number": issued.number,
        "issued_at": issued.issued_at.isoformat(),
        "withdrawn_at": issued.withdrawn_at.isoformat() if issued.withdrawn_at else None,
    }


def _purchase_facts(bought: Purchase) -> dict[str, object]:
    return {
        "claim": bought.paper.number,
        "seller": bought.seller,
        "bought_on": bought.bought_on.isoformat(),
        "currency": bought.currency,
        "lines": [
            {"obligation": line.obligation_id, "copies": line.copies, "price_in_hundredths": line.price}
            for line in bought.lines
        ],
        "struck_out": bought.struck_for or None,
        "paid_in_hundredths": bought.paid,
        "unpaid_in_hundredths": bought.unpaid,
        "to_give_back_in_hundredths": bought.paid if bought.struck_at else 0,
        "payments": [
            {
                "id": one.id,
                "paid_on": one.paid_on.isoformat(),
                "amount_in_hundredths": one.amount,
                "reference": one.reference,
                "corrects": one.corrects_id,
            }
            for one in bought.payments
        ],
    }


def _cover(
    record: CaseRecord,
    items: Sequence[Item],
    acts: Sequence[SealedAct],
    *,
    own: int,
    index: Item,
    by: Actor,
    at: datetime,
    language: str,
) -> bytes:
    case, rules = record.case, rule_set_by_id(record.case.rule_set_id)
    authority = authority_near(by.organisation_id)
    if authority is None:
        raise ValueError("a case is kept by an authority, and none is registered")
    last = acts[-1].event if acts else None
    state = CaseRow(case, record.standing.notices, record.standing.missing, record.standing.spared).state
    paper = CaseCoverPaper(
        number=case.number,
        specimen=case.specimen,
        rules=RuleSetName(rules.code, rules.version, rules.hypothetical),
        letterhead=authority_letterhead(authority, language),
        depositor=organisation_name(case.depositor, language),
        state=str(STATES[state]),
        opened_on=clock.local_day(case.opened_at),
        made_at=at.astimezone(clock.zone()).replace(second=0, microsecond=0),
        items=tuple(CaseItem(one.name, len(one.content), one.sha256) for one in items),
        acts=len(acts),
        acts_of_case=own,
        last_act=f"{last.position}:{last.hash}" if last else f"0:{BEGINNING}",
        index_sha256=digest(index.content),
    )
    return render_paper(paper, language, identifier=f"{case.series} {case.number}".encode(), created=at)


def _zipped(items: Sequence[Item]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as archive:
        for item in items:
            archive.writestr(zipfile.ZipInfo(item.name, DATE), item.content)
    return written.getvalue()
