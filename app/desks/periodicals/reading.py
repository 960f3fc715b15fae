"""What was typed, read as facts, patterns and numbers."""

import re
from collections.abc import Sequence

from app.desks.periodicals.facts_form import LARGEST_NUMBER, FactsForm
from app.desks.periodicals.forms import FirstIssueFields
from app.desks.periodicals.pattern_form import PatternFields
from app.desks.registration.answering import find_printer, line
from app.desks.registration.forms import truth
from app.domain.errors import DomainError
from app.domain.periodicals import Frequency, Pattern
from app.organisations.models import Organisation
from app.publications.periodicals.given import FirstIssue, GivenIssn, TitleFacts, Usual

_FIGURES = re.compile(r"([0-9]{1,7})(?:\s*[-‐–—/]\s*([0-9]{1,7}))?")
_MONTH_DAYS = re.compile(r"[0-9]{1,2}(?:[\s,;]+[0-9]{1,2})*")


def read_facts(form: FactsForm) -> TitleFacts:
    """Return what was said of the title. Read it once the form is valid."""
    issn = form.number
    return TitleFacts(
        title=line(form.title.data),
        parallel_title=line(form.parallel_title.data),
        kind=form.kind.data or "",
        language=form.language.data,
        script=form.script.data,
        carrier=form.carrier.data,
        origin=form.origin.data,
        issn=GivenIssn(issn.digits, line(form.issn_reason.data)) if issn else None,
        newspaper_level=form.newspaper_level.data or None,
        subjects=frozenset({form.subjects.data}) if form.subjects.data else None,
        audiences=frozenset({form.audiences.data}) if form.audiences.data else None,
        restricted=truth(form.restricted),
    )


def read_usual(form: FactsForm, printers: Sequence[Organisation]) -> Usual:
    """Return what was said to be usual. Read it once the form is valid."""
    typed = line(form.printer.data)
    printer = find_printer(typed, printers)
    return Usual(
        print_run=form.print_run.number,
        pages=form.pages.number,
        price=form.price.number,
        printer_id=printer.id if printer else None,
        printer_name="" if printer else typed,
        depositor_region=form.depositor_region.data or None,
    )


def read_pattern(form: PatternFields) -> Pattern:
    """Return the pattern that was chosen; what its frequency does not ask is left out.

    Raises:
        DomainError: `periodical.month_day`, what was typed are no days of the month.
    """
    frequency = Frequency(form.frequency.data)
    weekly = frequency in (Frequency.DAILY, Frequency.SEVERAL_A_WEEK, Frequency.WEEKLY)
    return Pattern(
        frequency=frequency,
        weekdays=_numbers(form.weekdays.data) if weekly else frozenset(),
        month_days=frozenset() if weekly else _month_days(form.month_days.data or ""),
        months=_numbers(form.months.data),
        combined=_numbers(form.combined.data),
        supplements=_numbers(form.supplements.data),
        times=form.times.number if frequency is Frequency.TIMES_A_YEAR else None,
        omits_holidays=bool(form.omits_holidays.data),
        restarts_yearly=form.numbering.data != "continue",
    )


def read_first(form: FirstIssueFields) -> FirstIssue:
    """Return the first issue. Raises `ValueError` unless the form is valid."""
    on, number = form.on.value, form.first_number.number
    if on is None or number is None:
        raise ValueError("a first issue without day or number")
    return FirstIssue(on, number, form.volume.number, form.whole.number)


def read_figures(typed: str) -> tuple[int, int] | None:
    """Return first and last number of what is printed on an issue ("45", "7–8"); None when it is neither.

    "3–3" is none: one of the two is a slip, and nobody knows which.
    """
    found = _FIGURES.fullmatch(typed.strip())
    if found is None:
        return None
    first, last = int(found[1]), int(found[2] or found[1])
    if found[2] and first == last:
        return None
    return (first, last) if 1 <= first <= last <= LARGEST_NUMBER else None


def _numbers(chosen: Sequence[str] | None) -> frozenset[int]:
    return frozenset(int(number) for number in chosen or ())


def _month_days(typed: str) -> frozenset[int]:
    days = typed.strip()
    if days and not _MONTH_DAYS.fullmatch(days):
        raise DomainError("periodical.month_day", "month_days")
    return frozenset(int(day) for day in re.findall(r"[0-9]+", days))
