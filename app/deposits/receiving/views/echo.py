"""The large echo of a scan: what it was, how many now, and whether the hands can go on."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.deposits.receiving.books import Book
from app.deposits.receiving.forms import CONDITIONS
from app.deposits.receiving.lines import ParcelLine
from app.deposits.receiving.messages import OUTCOMES
from app.deposits.receiving.models import Decision, Scan
from app.deposits.receiving.queries import CountedLabel, Parcel, SlipElsewhere
from app.deposits.receiving.services import ASKING, Outcome
from app.domain.receiving import Condition, DiscrepancyKind
from app.infra.i18n import format_moment, format_time, gettext, ngettext, organisation_name
from app.organisations.models import Organisation
from app.web.telling import Told

UNDONE, NOTHING_OF_DESK, TAKEN_OVER, BY_TITLE = "undone", "nothing_of_desk", "taken_over", "by_title"
NOTHING_SCANNED = "nothing_scanned"
GOOD, LOOK, WRONG = "done", "soon", "late"
_OF_NO_SCAN = (NOTHING_OF_DESK, NOTHING_SCANNED, UNDONE)
_LOOK_UP = (Outcome.ALREADY_COUNTED, *ASKING)


@dataclass(frozen=True, slots=True)
class Echo:
    """What the desk says about the last scan; `tone` picks colour, sign and sound, None before the first.

    `slip` is the code of the other parcel to which the copy belongs, where it can be opened.
    """

    tone: str | None
    word: str
    book: Book | None = None
    text: str = ""
    count: int | None = None
    of: int | None = None
    ident: str = ""
    note: str = ""
    slip: str = ""


def echo_of(
    parcel: Parcel,
    told: Told,
    scan_id: int | None,
    counted: CountedLabel | None = None,
    slip: SlipElsewhere | None = None,
    addressed_to: Organisation | None = None,
) -> Echo:
    """Return the echo of what just happened; without anything said, of the last scan. `counted` is where the
    label counts that was scanned once more, `slip` the other parcel to which the copy belongs, `addressed_to`
    the other library for which it is."""
    said, text = told.said, told.text
    if said in _OF_NO_SCAN:
        return _of_no_scan(said, text)
    standing = {scan.id: scan for scan in parcel.tally.scans}
    scan = standing.get(scan_id) if scan_id else next(reversed(parcel.tally.scans), None)
    if said == Outcome.BOX_ARRIVED:
        return _of_box(parcel, text)
    if said in OUTCOMES and said != Outcome.RECORDED:
        outcome = Outcome(said)
        refusal = Echo(LOOK if outcome in _LOOK_UP else WRONG, str(OUTCOMES[outcome]), text=text)
        return _counted_at(refusal, counted, parcel) if counted else refusal
    line = parcel.line_of(scan.id) if scan else None
    if scan is None or line is None:
        return Echo(
            None, gettext("Nothing scanned yet"), note=gettext("Scan the ISBN or the label of a copy.")
        )
    echo = _of_scan(parcel, scan, line)
    if said == BY_TITLE:
        return _with_code_of_its_own(echo, scan.text)
    if said == TAKEN_OVER:
        return _counted_once(echo, text, told.condition)
    echo = _beside_surplus(echo, parcel, scan, line)
    return _belonging(echo, parcel, slip, addressed_to)


def _of_no_scan(said: str, text: str) -> Echo:
    if said == NOTHING_OF_DESK:
        return Echo(LOOK, gettext("There is no scan of this desk to take back"))
    if said == NOTHING_SCANNED:
        return Echo(
            LOOK, gettext("Nothing was scanned"), note=gettext("Scan the ISBN or the label of a copy.")
        )
    return Echo(LOOK, gettext("Taken back"), text=text)


def _belonging(echo: Echo, parcel: Parcel, slip: SlipElsewhere | None, library: Organisation | None) -> Echo:
    if library is not None:
        note = gettext("It is addressed to %(library)s.", library=organisation_name(library))
        echo = replace(echo, note=" ".join(filter(None, (note, echo.note))))
    return _of_other_parcel(echo, slip, parcel) if slip is not None else echo


def _with_code_of_its_own(echo: Echo, code: str) -> Echo:
    note = gettext("The copy has the code %(code)s from now on. F9 prints its label.", code=code)
    return replace(echo, note=" ".join(filter(None, (note, echo.note))))


def _of_other_parcel(echo: Echo, slip: SlipElsewhere, parcel: Parcel) -> Echo:
    """Say that a copy for this library was announced in another parcel, and by whom."""
    note = gettext("It was announced in parcel %(parcel)s.", parcel=slip.code)
    tone = echo.tone
    if not slip.is_of(parcel.arrival.depositor):
        note = gettext(
            "It comes from another sender: %(sender)s, parcel %(parcel)s.",
            sender=organisation_name(slip.sender), parcel=slip.code,
        )  # fmt: skip
        tone = LOOK if tone == GOOD else tone
    return replace(
        echo,
        tone=tone,
        note=" ".join(filter(None, (note, echo.note))),
        slip=slip.code if slip.openable else "",
    )


def refused(errors: Sequence[str]) -> Echo:
    """Return the echo of what was not even looked up, such as a text too long for a code."""
    return Echo(WRONG, errors[0])


def _of_box(parcel: Parcel, code: str) -> Echo:
    """Which of the boxes are here; one that is still missing is named."""
    missing = ", ".join(box.code for box in parcel.boxes if box.arrived_at is None)
    note = gettext("Not here yet: %(boxes)s", boxes=missing) if missing else gettext("All boxes are here.")
    word = str(OUTCOMES[Outcome.BOX_ARRIVED])
    return Echo(GOOD, word, text=code, count=parcel.boxes_here, of=len(parcel.boxes), note=note)


def _counted_once(echo: Echo, isbn: str, said_before: str) -> Echo:
    """Say that a copy scanned by its ISBN and by its label is one copy, and what was said of it before."""
    note = gettext(
        "This label belongs to a copy already scanned as %(isbn)s: it counts once. If it is another copy, "
        "scan the ISBN again.",
        isbn=isbn,
    )
    earlier = ""
    if said_before != Condition.GOOD:
        earlier = gettext(
            "Said of it before: %(condition)s. The worse of both stays.",
            condition=str(CONDITIONS[Condition(said_before)]).lower(),
        )
    tone = LOOK if echo.tone == GOOD else echo.tone
    return replace(echo, tone=tone, note=" ".join(filter(None, (note, earlier, echo.note))))


def _counted_at(refusal: Echo, counted: CountedLabel, parcel: Parcel) -> Echo:
    """Say which copy it is, and where, by whom and when it was counted, or set aside."""
    if counted.set_aside:
        refusal = replace(refusal, word=gettext("This copy was set aside already"))
    if counted.arrival is None:
        return replace(refusal, book=counted.book, ident=refusal.text, note=gettext("At another library."))
    slip = counted.arrival.consignment
    where = gettext("Consignment %(code)s", code=slip.code) if slip else gettext("Copies without a slip")
    if counted.arrival.id == parcel.arrival.id:
        where = gettext("In this parcel")
    receipt = gettext("Receipt %(number)s", number=counted.receipt) if counted.receipt else ""
    note = ", ".join(filter(None, (where, receipt, counted.name, format_moment(counted.at))))
    return replace(refusal, book=counted.book, ident=refusal.text, note=note)


def _of_scan(parcel: Parcel, scan: Scan, line: ParcelLine) -> Echo:
    tone, word, note = _judgement(parcel, scan, line)
    return Echo(
        tone,
        word,
        line.book,
        text=scan.text,
        count=line.scanned,
        of=line.announced,
        ident=f"{scan.text} · {format_time(scan.at)}",
        note=note,
    )


def _beside_surplus(echo: Echo, parcel: Parcel, scan: Scan, line: ParcelLine) -> Echo:
    """Say that another copy is surplus now that this one counts: a label goes before what has none of the
    slip, and both may be of one book."""
    surplus = (other for other in line.scans if parcel.tally.faults[other.id] is DiscrepancyKind.SURPLUS)
    other = next(surplus, None)
    if other is None or echo.tone != GOOD or scan.decision is not None:
        return echo
    note = gettext(
        "Copy %(code)s is surplus now. If both are the same book, take this scan back.", code=other.text
    )
    return replace(
        echo, tone=LOOK, word=gettext("Surplus"), note=" ".join((_for_other(parcel, scan), note)).strip()
    )


def _judgement(parcel: Parcel, scan: Scan, line: ParcelLine) -> tuple[str, str, str]:
    fault = parcel.tally.faults[scan.id]
    if scan.decision is not None:
        return _decision(scan, counts=parcel.tally.obligation_ids[scan.id] is not None)
    if line.book is None:
        return LOOK, gettext("Unknown book"), gettext("Nobody has registered this number. Set it aside.")
    if fault is DiscrepancyKind.ADDRESSED_ELSEWHERE:
        return WRONG, gettext("Addressed elsewhere"), _of_another(parcel.tally.lacking[scan.release_id or 0])
    if scan.condition is not Condition.GOOD:
        return LOOK, str(CONDITIONS[scan.condition]), gettext("It does not count until you accept it.")
    if fault is DiscrepancyKind.SURPLUS:
        return LOOK, gettext("Surplus"), gettext("No more copies of it are owed to the library.")
    if fault is DiscrepancyKind.UNANNOUNCED:
        return LOOK, gettext("Unannounced"), gettext("It is owed to the library, so it counts.")
    return GOOD, gettext("Counted"), " ".join(filter(None, (_for_other(parcel, scan), _expected(line))))


def _of_another(lacking: int) -> str:
    if not lacking:
        return gettext("Set it aside, or accept it with a reason.")
    return ngettext(
        "This library is owed %(num)s copy of it too: set it aside, or accept it here with a reason.",
        "This library is owed %(num)s copies of it too: set it aside, or accept it here with a reason.",
        lacking,
    )


def _decision(scan: Scan, *, counts: bool) -> tuple[str, str, str]:
    if scan.decision is not Decision.ACCEPTED:
        return LOOK, gettext("Goes back"), scan.reason
    if counts:
        return GOOD, gettext("Accepted"), scan.reason
    note = gettext("No more copies of it are owed to the library, so it counts towards nothing.")
    return LOOK, gettext("Accepted"), note


def _for_other(parcel: Parcel, scan: Scan) -> str:
    libraries = parcel.for_others([scan])
    if not libraries:
        return ""
    name = organisation_name(libraries[0])
    return str(gettext("It is for %(library)s and is passed on.", library=name))


def _expected(line: ParcelLine) -> str:
    if line.announced is None:
        return ""
    if not line.missing:
        return str(gettext("All announced copies of this title are here."))
    return str(ngettext("%(num)s more copy is expected", "%(num)s more copies are expected", line.missing))
