"""Addresses of a search: the page, its files, and the page without one part of the filter."""

from typing import Any

from flask import url_for

from app.desks.finding.reading import Asked
from app.desks.finding.wanted import Wanted
from app.infra.i18n import format_short
from app.web.templating import Link


def address(endpoint: str, wanted: Wanted, without: str = "", **more: Any) -> str:
    """The address of a page with this filter, but for one part of it."""
    parts = {name: value for name, value in _parts(wanted).items() if value and name != without}
    return url_for(endpoint, **parts, **more)


def chips(asked: Asked) -> list[Link]:
    """The parts of the filter in use, each with the way to drop it."""
    wanted, names, labels = asked.wanted, asked.choices, asked.choices.labels
    words = {
        "q": f"“{wanted.text}”" if wanted.text else "",
        "kind": names.kinds.get(wanted.kind),
        "language": names.languages.get(wanted.language),
        "script": names.scripts.get(wanted.script),
        "region": asked.regions.get(wanted.region),
        "depositor": asked.depositor,
        "year": str(wanted.year or ""),
        "state": f"{labels['state']}: {names.states[wanted.state]}" if wanted.state else "",
        "since": f"{labels['since']}: {format_short(wanted.since)}" if wanted.since else "",
        "until": f"{labels['until']}: {format_short(wanted.until)}" if wanted.until else "",
    }
    return [
        Link(label, address("desks.search", wanted, without=name)) for name, label in words.items() if label
    ]


def _parts(wanted: Wanted) -> dict[str, Any]:
    return {
        "q": wanted.text,
        "kind": wanted.kind,
        "language": wanted.language,
        "script": wanted.script,
        "region": wanted.region,
        "depositor": wanted.depositor_id,
        "year": wanted.year,
        "state": wanted.state,
        "since": wanted.since and wanted.since.isoformat(),
        "until": wanted.until and wanted.until.isoformat(),
    }
