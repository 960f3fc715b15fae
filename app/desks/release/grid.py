"""Where each copy of a release is: one row for each obligation, and what the law left out or open."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from app.deposits.discrepancies.promises import Promised, promises_of
from app.deposits.obligations.exempting import exemptions_of
from app.deposits.obligations.explaining import explain_obligation
from app.deposits.obligations.judging import judge
from app.deposits.obligations.queries import obligations_of, undecided_of
from app.deposits.obligations.rows import ObligationRow
from app.domain.actor import Actor
from app.domain.errors import DomainError
from app.domain.law import Form
from app.domain.obligations import Status
from app.edeposit.queries import obligations_with_waiting_files
from app.infra.i18n import gettext, ngettext
from app.law.queries import rule_sets
from app.law.why import Exemption, Why
from app.law.wording import DEPOSITORS, in_readers_language
from app.publications.models import Release
from app.publications.queries import facts_of
from app.publications.vocabulary import FACTS, word

LATE = (Status.LATE, Status.NOTICED)


@dataclass(frozen=True, slots=True)
class Cell:
    """One row of the grid. `missing`, `on_its_way` and `received` are copies and add up to what is owed;
    nothing is missing of what is owed no longer;
    `why` is set in the row that was asked about; `file_waits` where a file awaits the library's answer;
    `promised` where a replacement is promised."""

    row: ObligationRow
    status: Status
    role: str
    missing: int
    on_its_way: int
    days_late: int
    why: Why | None
    file_waits: bool
    promised: Promised | None

    @property
    def not_owed_on_its_way(self) -> int:
        """Copies that are on their way beyond what is owed still."""
        return self.row.in_transit - self.on_its_way

    @property
    def late(self) -> bool:
        """Whether the row stands out."""
        return self.status in LATE

    @property
    def is_file(self) -> bool:
        """Whether it is met by an upload."""
        return self.row.form == Form.FILE

    @property
    def note(self) -> str | None:
        """What the chip says instead of its own word."""
        if self.status is Status.LATE:
            return ngettext("%(num)s day late", "%(num)s days late", self.days_late)
        return gettext("Number not known") if self.status is Status.UNKNOWN else None


@dataclass(frozen=True, slots=True)
class Question:
    """A rule that waits for facts, by their names."""

    rule: str
    facts: str


@dataclass(frozen=True, slots=True)
class Grid:
    """All that the law makes of a release, as far as the reader may see it."""

    cells: Sequence[Cell]
    questions: Sequence[Question]
    exemptions: Sequence[Exemption]

    @property
    def standing(self) -> list[Cell]:
        """What is owed still, or was met."""
        return [cell for cell in self.cells if cell.status not in (Status.CANCELLED, Status.EXCUSED)]

    @property
    def owed(self) -> int:
        """Copies owed in all."""
        return sum(cell.row.copies or 0 for cell in self.standing)

    @property
    def received(self) -> int:
        """Copies received of those owed."""
        return sum(min(cell.row.received, cell.row.copies or 0) for cell in self.standing)


def grid_of(actor: Actor, release: Release, *, asked: int | None, today: date) -> Grid:
    """Return the grid; `asked` is the obligation whose date is to be explained, if it is in it.

    Raises:
        DomainError: `calendar.missing`.
    """
    rows = obligations_of(actor, release.id)
    explained = None
    if asked in {row.id for row in rows} and asked is not None:
        explained = explain_obligation(actor, asked, today=today).why
    files = obligations_with_waiting_files([release.id])
    promises = promises_of(actor, [row.id for row in rows])
    cells = [
        _cell(row, explained if row.id == asked else None, today, row.id in files, promises.get(row.id))
        for row in rows
    ]
    return Grid(cells, _questions(release.id), _exemptions(release, today))


def summary(grid: Grid) -> str:
    """Say in one line how it stands."""
    total = len(grid.standing)
    if not total:
        return gettext("Not decided yet") if grid.questions else gettext("Nothing is owed")
    parts = [ngettext("%(num)s obligation", "%(num)s obligations", total)]
    met = sum(cell.status is Status.RECEIVED for cell in grid.standing)
    late = sum(cell.late for cell in grid.standing)
    if met:
        parts.append(ngettext("%(num)s met", "%(num)s met", met))
    if late:
        parts.append(ngettext("%(num)s late", "%(num)s late", late))
    return ", ".join(parts)


def _cell(
    row: ObligationRow, why: Why | None, today: date, file_waits: bool, promised: Promised | None
) -> Cell:
    lacking = 0 if row.ended else max(0, (row.copies or 0) - row.handed_over)
    on_its_way = min(row.in_transit, lacking)
    late = (today - row.last_day).days if row.last_day is not None else 0
    role = str(DEPOSITORS[row.depositor_role])
    status = row.status(today)
    return Cell(row, status, role, lacking - on_its_way, on_its_way, late, why, file_waits, promised)


def _questions(release_id: int) -> list[Question]:
    laws = {law.id: law.rule_set for law in rule_sets()}
    return [
        Question(
            in_readers_language(laws[waiting.rule_set_id].rules[waiting.rule_id].title),
            ", ".join(word(FACTS, fact) for fact in waiting.missing),
        )
        for waiting in undecided_of(release_id)
        if waiting.rule_set_id in laws
    ]


def _exemptions(release: Release, today: date) -> list[Exemption]:
    """Each exemption that holds, once; none is told where the calendar cannot judge."""
    if release.withdrawal is not None:
        return []
    facts = facts_of(release)
    try:
        return exemptions_of(judge(facts, today=today), facts)
    except DomainError:
        return []
