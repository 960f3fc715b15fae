"""Facts and patterns as the data of forms."""

from typing import Any

from app.desks.registration.answering import printer_label
from app.desks.registration.fields import spoken
from app.domain.periodicals import Pattern
from app.publications.periodicals.identifiers import ISSN
from app.publications.periodicals.models import Periodical

NUMBERS = ("print_run", "pages", "price")


def facts_data(periodical: Periodical) -> dict[str, Any]:
    """Return what a form shows of a periodical's facts and of what is usual."""
    publication = periodical.publication
    plain = ("title", "parallel_title", "kind", "language", "script", "carrier", "origin")
    issn = next((item for item in publication.identifiers if item.scheme == ISSN), None)
    printer = periodical.printer
    return {
        **{name: getattr(publication, name) for name in plain},
        **{name: "" if (value := getattr(periodical, name)) is None else str(value) for name in NUMBERS},
        "issn": issn.printed_form if issn else "",
        "issn_reason": issn.override_reason if issn else "",
        "newspaper_level": publication.newspaper_level or "",
        "subjects": min(publication.subjects or [""]),
        "audiences": min(publication.audiences or [""]),
        "restricted": spoken(publication.restricted),
        "printer": printer_label(printer) if printer else periodical.printer_name,
        "depositor_region": periodical.depositor_region or "",
    }


def pattern_data(pattern: Pattern) -> dict[str, Any]:
    """Return what a form shows of a pattern."""
    sets = ("weekdays", "months", "combined", "supplements")
    return {
        **{name: [str(number) for number in sorted(getattr(pattern, name))] for name in sets},
        "frequency": pattern.frequency.value,
        "month_days": ", ".join(str(day) for day in sorted(pattern.month_days)),
        "times": str(pattern.times or ""),
        "numbering": "restart" if pattern.restarts_yearly else "continue",
        "omits_holidays": pattern.omits_holidays,
    }
