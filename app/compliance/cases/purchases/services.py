"""Copies are bought at the depositor's cost: an act of a case; a mistake is struck out by another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from app.compliance.cases.acts import publish_act
from app.compliance.cases.models import Case
from app.compliance.cases.papers.making import issue_paper
from app.compliance.cases.papers.models import CasePaper, PaperKind
from app.compliance.cases.papers.refund_claim import BoughtInStead, BoughtLine, refund_claim_paper
from app.compliance.cases.purchases.buying import ToBuy, to_buy
from app.compliance.cases.purchases.models import Purchase, PurchaseFile, PurchaseLine
from app.compliance.cases.purchases.queries import bought_of, left_to_buy
from app.compliance.cases.queries.next_steps import lines_in_force
from app.compliance.cases.scope import case_to_keep
from app.compliance.checking import WITH_WORKS
from app.compliance.services.issuing import authority_of
from app.deposits.consignments.evidence.checking import SUFFIXES, what_is_kept
from app.deposits.obligations.models import Obligation
from app.deposits.photographs import Sent
from app.domain.actor import Actor
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.events import Subject
from app.domain.law import Claim
from app.infra import clock
from app.infra.db import session
from app.infra.money import THOUSANDTHS, WHOLE, currencies_on
from app.infra.storage import StoredFile, keep_file
from app.infra.uploads import plain_name
from app.law.queries import rule_set_by_id

MOST_FILES = 10


@dataclass(frozen=True, slots=True)
class BoughtCopies:
    """Copies of one obligation, `price` each in hundredths of the currency."""

    obligation_id: int
    copies: int
    price: int


@dataclass(frozen=True, slots=True)
class Bought:
    """What was bought, from whom, when, with what shows it; the claim is written in `language`."""

    lines: Sequence[BoughtCopies]
    seller: str
    bought_on: date | None
    currency: str
    language: str
    files: Sequence[Sent] = ()


def record_purchase(*, case_id: int, bought: Bought, by: Actor, at: datetime) -> Purchase:
    """Record a purchase and issue the claim for its cost. What was owed stays owed until the library has it.

    Raises:
        NotFound: there is no such case within reach.
        Conflict: `case.settled_already`; `purchase.bought_already`, a colleague was quicker;
            `purchase.not_due`, the step is not due for a line any more.
        DomainError: `purchase.no_lines`, `.too_many_copies`, `.no_price`, `.no_seller`, `.no_day`, `.early`,
            `.in_future`, `.no_evidence`, `.too_many_files`, `.currency`, `.thousandths`, `.whole`; as
            `issue_paper` and `what_is_kept`.
    """
    case, today = case_to_keep(case_id, by), clock.local_day(at)
    if case.settled_at is not None:
        raise Conflict("case.settled_already")
    # A receipt that is confirmed meanwhile waits, or is seen here.
    ids = [line.obligation_id for line in bought.lines]
    session().execute(
        select(Obligation.id).where(Obligation.id.in_(ids)).order_by(Obligation.id).with_for_update()
    )
    lines = _checked(case, bought, {one.named.owed.id: one for one in to_buy(case, today=today)})
    bought_on = _checked_day(bought, max(line.since for line in lines), today)
    _check_facts(bought, bought_on)
    files = _kept(bought.files, at)
    paper = _claimed(case, bought, bought_on, lines[0].claim, by=by, at=at)
    purchase = Purchase(
        case_id=case.id,
        paper_id=paper.id,
        seller=bought.seller.strip(),
        bought_on=bought_on,
        currency=bought.currency,
        at=at,
        by_id=by.account_id,
        lines=[_line(sent, due) for sent, due in zip(bought.lines, lines, strict=True)],
        files=[PurchaseFile(file_id=file.id) for file in files],
    )
    session().add(purchase)
    session().flush()
    about = _releases(lines)
    publish_act("case.purchased", case, by=by, at=at, after=_told(purchase, paper), about=about)
    return purchase


def strike_purchase(*, case_id: int, purchase_id: int, reason: str, by: Actor, at: datetime) -> Purchase:
    """Strike a purchase out that was recorded by mistake; its claim is withdrawn, both stay to be read.

    Raises:
        NotFound: there is none within reach.
        Conflict: `case.settled_already`: a letter may have left with it; `purchase.struck_already`.
        DomainError: `case.no_reason`.
    """
    case = case_to_keep(case_id, by)
    if case.settled_at is not None:
        raise Conflict("case.settled_already")
    purchase = session().get(Purchase, purchase_id, with_for_update=True, populate_existing=True)
    if purchase is None or purchase.case_id != case.id:
        raise NotFound("not_found")
    if purchase.struck_at is not None:
        raise Conflict("purchase.struck_already")
    if not reason.strip():
        raise DomainError("case.no_reason", field="reason")
    purchase.struck_at, purchase.struck_by_id, purchase.struck_for = at, by.account_id, reason.strip()
    paper = session().get_one(CasePaper, purchase.paper_id)
    paper.withdrawn_at = at
    after = {"claim": paper.number, "reason": purchase.struck_for}
    publish_act("case.purchase_struck", case, by=by, at=at, after=after)
    return purchase


def _checked(case: Case, bought: Bought, due: dict[int, ToBuy]) -> list[ToBuy]:
    if not bought.lines:
        raise DomainError("purchase.no_lines")
    for line in bought.lines:
        if line.obligation_id not in due:
            raise Conflict("purchase.bought_already" if _all_bought(case, line) else "purchase.not_due")
        if not 0 < line.copies <= due[line.obligation_id].copies:
            most = due[line.obligation_id].copies
            raise DomainError("purchase.too_many_copies", most=most)
        if line.price <= 0:
            raise DomainError("purchase.no_price")
    return [due[line.obligation_id] for line in bought.lines]


def _all_bought(case: Case, line: BoughtCopies) -> bool:
    named = [one.owed for one in lines_in_force(case) if one.owed.id == line.obligation_id]
    bought = bought_of([owed.id for owed in named])
    return any(owed.id in bought and not left_to_buy(owed, bought[owed.id]) for owed in named)


def _checked_day(bought: Bought, since: date, today: date) -> date:
    if bought.bought_on is None:
        raise DomainError("purchase.no_day", field="bought_on")
    if bought.bought_on > today:
        raise DomainError("purchase.in_future", field="bought_on")
    if bought.bought_on < since:
        raise DomainError("purchase.early", field="bought_on", day=since)
    return bought.bought_on


def _check_facts(bought: Bought, bought_on: date) -> None:
    if not bought.seller.strip():
        raise DomainError("purchase.no_seller", field="seller")
    if bought.currency not in currencies_on(bought_on):
        raise DomainError("purchase.currency", field="currency")
    if bought.currency in THOUSANDTHS:
        raise DomainError("purchase.thousandths", field="currency")
    if bought.currency in WHOLE and any(line.price % 100 for line in bought.lines):
        raise DomainError("purchase.whole", field="currency", currency=bought.currency)
    if not bought.files:
        raise DomainError("purchase.no_evidence", field="files")
    if len(bought.files) > MOST_FILES:
        raise DomainError("purchase.too_many_files", field="files", most=MOST_FILES)


def _kept(files: Sequence[Sent], at: datetime) -> list[StoredFile]:
    kept = []
    for sent in files:
        what = what_is_kept(sent.content, sent.field)
        name = plain_name(sent.name, SUFFIXES[what.media_type])
        kept.append(keep_file(what.content, name=name, media_type=what.media_type, at=at))
    return kept


def _claimed(
    case: Case, bought: Bought, bought_on: date, claim: Claim, *, by: Actor, at: datetime
) -> CasePaper:
    in_force = rule_set_by_id(case.rule_set_id)
    quoted = {line.owed.id: line for line in lines_in_force(case, WITH_WORKS)}
    claimed = BoughtInStead(
        case=case,
        in_force=in_force,
        claim=claim,
        authority=authority_of(by),
        seller=bought.seller.strip(),
        bought_on=bought_on,
        currency=bought.currency,
        lines=[BoughtLine(quoted[one.obligation_id], one.copies, one.price) for one in bought.lines],
        language=bought.language,
    )
    return issue_paper(
        case,
        PaperKind.REFUND_CLAIM,
        lambda identity: refund_claim_paper(claimed, identity, by=by),
        in_force=in_force,
        language=bought.language,
        by=by,
        at=at,
    )


def _line(sent: BoughtCopies, due: ToBuy) -> PurchaseLine:
    owed = due.named.owed
    return PurchaseLine(
        obligation_id=owed.id, copies=sent.copies, received=owed.handed_over, price=sent.price
    )


def _told(purchase: Purchase, paper: CasePaper) -> dict[str, object]:
    return {
        "claim": paper.number,
        "seller": purchase.seller,
        "day": purchase.bought_on.isoformat(),
        "copies": sum(line.copies for line in purchase.lines),
        "obligations": [line.obligation_id for line in purchase.lines],
        "currency": purchase.currency,
        "prices": [line.price for line in purchase.lines],
        "specimen": paper.specimen,
    }


def _releases(lines: Sequence[ToBuy]) -> tuple[Subject, ...]:
    releases = dict.fromkeys(one.named.owed.release_id for one in lines)
    return tuple(Subject("release", release_id) for release_id in releases)
