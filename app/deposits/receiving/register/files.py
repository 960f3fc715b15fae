"""The register as the rows of a file, and the words of its lines."""

from collections.abc import Iterable, Iterator

from app.deposits.discrepancies.words import KINDS
from app.deposits.receiving.forms import CONDITIONS
from app.deposits.receiving.register.queries import RegisterRow
from app.domain.receiving import Condition, DiscrepancyKind
from app.infra import clock
from app.infra.i18n import gettext, organisation_name
from app.publications.vocabulary import kind_name
from app.web.exports import Cell

_BEYOND = (DiscrepancyKind.SURPLUS, DiscrepancyKind.UNANNOUNCED)


def head() -> list[str]:
    """Return the heads of the columns, in the reader's language."""
    return [
        gettext("Date"), gettext("Receipt"), gettext("Library"), gettext("Depositor"), gettext("Title"),
        gettext("Kind"), gettext("Identifiers"), gettext("Year"), gettext("Copies"), gettext("Condition"),
        gettext("Code of the copy"), gettext("Accession number"), gettext("Rule"), gettext("Clause"),
        gettext("Parcel"), gettext("Remark"),
    ]  # fmt: skip


def cells(rows: Iterable[RegisterRow]) -> Iterator[list[Cell]]:
    """Return a row of the file for each line; what was taken back stands below zero."""
    for row in rows:
        yield [
            clock.local_day(row.at), row.number, organisation_name(row.depository),
            organisation_name(row.depositor) if row.depositor else gettext("unknown"),
            row.title or gettext("Unknown book"), kind_name(row.kind) if row.kind else "", row.identifier,
            row.year, row.copies, condition_name(row.condition), row.copy, row.accession,
            row.rule_id or gettext("without obligation"), row.locator, parcel_name(row), remark(row),
        ]  # fmt: skip


def condition_name(condition: str) -> str:
    """In which state a copy came, or that it was meant for somebody else."""
    if condition == Condition.ADDRESSED_ELSEWHERE:
        return gettext("Addressed elsewhere")
    return str(CONDITIONS[Condition(condition)])


def parcel_name(row: RegisterRow) -> str:
    """The code of the parcel, or how the copy came without one."""
    if row.parcel is not None:
        return row.parcel
    return gettext("without a slip") if row.by_parcel else gettext("a file")


def remarks(row: RegisterRow) -> list[str]:
    """What is to be said of a copy beside its condition: that it is more than was owed or announced, for
    which library it was taken in, which one passed it on, what the desk noted."""
    said = [str(KINDS[DiscrepancyKind(row.discrepancy)])] if row.discrepancy in _BEYOND else []
    if row.held_for is not None:
        said.append(gettext("taken in for %(library)s", library=organisation_name(row.held_for)))
    if row.passed_on_by is not None:
        said.append(gettext("passed on by %(library)s", library=organisation_name(row.passed_on_by)))
    return [*said, row.note] if row.note else said


def remark(row: RegisterRow) -> str:
    """The remarks, and what was taken back by what, with the reason."""
    parts = remarks(row)
    if row.reverses is not None:
        parts.append(gettext("Takes back %(number)s: %(reason)s", number=row.reverses, reason=row.reason))
    if row.reversed_by is not None:
        parts.append(gettext("Taken back by %(number)s", number=row.reversed_by))
    return ". ".join(parts)
