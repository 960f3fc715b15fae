"""The lines of a receipt as its page and its act show them: copies that are alike in one row."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from app.deposits.obligations.models import Obligation
from app.deposits.receiving.models import Decision, Receipt, ReceiptLine, Scan
from app.deposits.receiving.queries.otherwise import CameOtherwise
from app.deposits.receiving.tally import announced_lines
from app.domain.receiving import Condition
from app.domain.slips import announced_among
from app.infra.db import session
from app.organisations.models import Organisation
from app.publications.models import Release

_Key = tuple[int | None, Condition, str, str, Organisation | None]


@dataclass(frozen=True, slots=True)
class ReceiptRow:
    """Copies of one book with the same condition and fault; `release` None: nobody registered `note`.

    `announced` of the `copies` were on the slip. `held_for` is the library to which they are to be passed on.
    `accepted` and `returned`: of so many the desk decided so; an accepted copy counts where it is owed.
    """

    release: Release | None
    announced: int
    copies: int
    counted: int
    condition: Condition
    discrepancy: str
    note: str
    held_for: Organisation | None
    accepted: int = 0
    returned: int = 0


def rows_of(
    receipt: Receipt, lines: Sequence[ReceiptLine], otherwise: Sequence[CameOtherwise]
) -> list[ReceiptRow]:
    """Return these lines of a receipt, which has its releases and its parcel loaded, as rows. What came
    `otherwise` fills its places on the slip."""
    copies: Counter[_Key] = Counter()
    counted: Counter[_Key] = Counter()
    releases = {line.release_id: line.release for line in lines}
    libraries, decided = _held_for(receipt), _decisions(receipt)
    decisions: Counter[tuple[_Key, Decision | None]] = Counter()
    for line in lines:
        library = libraries.get(line.held_for_id or 0)
        key = (line.release_id, line.condition, line.discrepancy, line.note, library)
        copies[key] += line.copies
        counted[key] += line.copies if line.handed_over_for is not None else 0
        decisions[key, decided.get(line.scan_id or 0)] += line.copies
    gone = Counter(came.line_id for came in otherwise)
    announced = _announced(receipt, gone, [(key[0], key[2], number) for key, number in copies.items()])
    return [
        ReceiptRow(
            releases[key[0]],
            on_slip,
            number,
            counted[key],
            *key[1:],
            decisions[key, Decision.ACCEPTED],
            decisions[key, Decision.RETURNED],
        )
        for (key, number), on_slip in zip(copies.items(), announced, strict=True)
    ]


def _decisions(receipt: Receipt) -> dict[int, Decision]:
    """By scan what was decided at the desk; what is taken back decides nothing."""
    if receipt.reverses_id is not None:
        return {}
    scans = [line.scan_id for line in receipt.lines if line.discrepancy]
    decided = select(Scan.id, Scan.decision).where(Scan.id.in_(scans))
    found = session().execute(decided) if scans else ()
    return {scan_id: decision for scan_id, decision in found if decision is not None}


def _held_for(receipt: Receipt) -> dict[int, Organisation]:
    """By obligation to another library, that library."""
    ids = {line.held_for_id for line in receipt.lines if line.held_for_id is not None}
    if not ids:
        return {}
    owed_to = select(Obligation.id, Organisation).join(Obligation.depository).where(Obligation.id.in_(ids))
    return dict(iter(session().execute(owed_to)))


def _announced(
    receipt: Receipt, gone: Mapping[int, int], rows: Sequence[tuple[int | None, str, int]]
) -> list[int]:
    """Tell how many copies of each row the slip announced; rows are (release, fault, copies)."""
    announced = [0] * len(rows)
    if receipt.reverses_id is not None:
        return announced
    for line in announced_lines(receipt.consignment, gone) or ():
        mine = [place for place, row in enumerate(rows) if row[0] == line.release_id]
        places, _missing = announced_among(line.copies, [rows[place][1:] for place in mine])
        for place, copies in zip(mine, places, strict=True):
            announced[place] = copies
    return announced
