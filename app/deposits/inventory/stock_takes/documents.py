"""What the act of the results of a stock-take says."""

from itertools import islice

from app.deposits.inventory.stock_takes.lists import Listed, ListedCopy, whole_list
from app.deposits.inventory.stock_takes.models import StockTake
from app.deposits.inventory.stock_takes.sums import sums_of, whole
from app.deposits.receiving.documents import letterhead
from app.domain.documents import (
    RuleSetName,
    StockTakeActPaper,
    StockTakeCopy,
    StockTakeSection,
    Work,
)
from app.domain.documents.parts import Identifier
from app.infra import clock
from app.infra.i18n import organisation_name
from app.infra.settings import settings
from app.infra.verification import check_of
from app.law.queries import rule_set_on
from app.organisations.letterheads import signatory_of
from app.publications.vocabulary import language_tag

LONGEST_LIST = 300
"""Copies of one list in the act: ten pages. The files hold all."""


def act_paper(stock_take: StockTake, *, code: str, language: str) -> StockTakeActPaper:
    """Return the values of the act in its language; its number is still empty, for it is taken last.

    `stock_take` is loaded with its library, campaign, parts and their sections, begun and closed.
    """
    if stock_take.begun_at is None or stock_take.closed_at is None:
        raise ValueError("only a closed stock-take has results")
    library, sums = stock_take.depository, sums_of([stock_take])[stock_take.id]
    rules = _rules(stock_take)
    return StockTakeActPaper(
        number="",
        closed_at=stock_take.closed_at.astimezone(clock.zone()).replace(second=0, microsecond=0),
        begun_on=clock.local_day(stock_take.begun_at),
        first=stock_take.first_day,
        last=stock_take.last_day,
        campaign=stock_take.campaign.name if stock_take.campaign else "",
        specimen=rules.hypothetical,
        rules=rules,
        letterhead=letterhead(library, language),
        library=organisation_name(library, language),
        whole=whole(sums.values()),
        sections=tuple(
            StockTakeSection(part.section.mark if part.section else "", sums[part.id])
            for part in stock_take.parts
        ),
        missing=_listed(stock_take, Listed.MISSING),
        misplaced=_listed(stock_take, Listed.MISPLACED),
        unknown=_listed(stock_take, Listed.UNKNOWN),
        signatory=signatory_of(library, language),
        check=check_of(code),
        taken_back=_listed(stock_take, Listed.TAKEN_BACK),
        left=_listed(stock_take, Listed.LEFT),
    )


def file_name(stock_take: StockTake) -> str:
    """Return the name of its file: `stock-take-2026-000004.pdf`."""
    return f"{'specimen-' if stock_take.specimen else ''}stock-take-{stock_take.number}.pdf"


def _rules(stock_take: StockTake) -> RuleSetName:
    """The rules in force when it was closed: they say whether the act is a specimen."""
    in_force = rule_set_on(clock.local_day(stock_take.closed_at)) if stock_take.closed_at else None
    if in_force is None:
        return RuleSetName("", "", hypothetical=settings().hypothetical_law)
    return RuleSetName(in_force.code, in_force.version, in_force.hypothetical)


def _listed(stock_take: StockTake, wanted: Listed) -> tuple[StockTakeCopy, ...]:
    return tuple(_copy(line) for line in islice(whole_list(stock_take.id, wanted), LONGEST_LIST))


def _copy(line: ListedCopy) -> StockTakeCopy:
    work = None
    if line.title is not None and line.language and line.script:
        identifier = Identifier("", line.identifier) if line.identifier else None
        work = Work(line.title, language_tag(line.language, line.script), identifier)
    told = line.number or line.text or line.label or f"{line.receipt or ''} {line.told_apart}".strip()
    return StockTakeCopy(told, work, line.belongs or "", line.shelf or "", line.copies)
