"""Sums as tables: the same rows for the page, its files and the map."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from typing import NamedTuple

from app.domain.actor import Actor
from app.infra.i18n import gettext, organisation_name
from app.organisations.queries.records import region_names
from app.oversight.asking import Asked, address
from app.oversight.outcomes import Outcome
from app.oversight.queries.figures import Figures, by_kind, by_publisher, by_region, by_time
from app.publications.vocabulary import kind_name
from app.web.exports import Cell


class Line(NamedTuple):
    """A row: what it is called, where its name leads, its figures, and where its lists are."""

    code: str
    name: str
    url: str
    figures: Figures
    lists: dict[str, str]


def region_lines(actor: Actor, asked: Asked, today: date) -> list[Line]:
    """Every region within reach in which something fell due, by its code."""
    names = region_names()
    return [
        _line(asked, code, names[code], address("overview", asked, region=code), figures, region=code)
        for code, figures in sorted(by_region(actor, asked.wanted, today=today).items())
    ]


def kind_lines(actor: Actor, asked: Asked, today: date) -> list[Line]:
    """Every kind of publication of which something fell due, most first."""
    return [
        _line(asked, code, kind_name(code), address("overview", asked, kind=code), figures, kind=code)
        for code, figures in by_kind(actor, asked.wanted, today=today).items()
    ]


def time_lines(actor: Actor, asked: Asked, today: date) -> list[Line]:
    """The months, quarters or years, the latest first."""
    found = by_time(actor, asked.wanted, asked.step, today=today)
    lines = []
    for begin in sorted(found, reverse=True):
        part = asked.wanted.stretch.within(asked.step, begin)
        of_part = asked._replace(wanted=replace(asked.wanted, stretch=part))
        url, lists = address("overview", of_part), _lists(of_part)
        lines.append(Line(begin.isoformat(), asked.step.named(begin), url, found[begin], lists))
    return lines


def publisher_lines(
    actor: Actor, asked: Asked, today: date, *, after: tuple[int, int] | None = None, limit: int | None = None
) -> list[Line]:
    """Depositors, those of whom most is missing first."""
    return [
        _line(
            asked,
            str(row.id),
            organisation_name(row),
            address("overview", asked, depositor=row.id),
            row.figures,
            depositor=row.id,
        )
        for row in by_publisher(actor, asked.wanted, today=today, after=after, limit=limit)
    ]


TABLES: dict[str, Callable[[Actor, Asked, date], list[Line]]] = {
    "regions": region_lines,
    "kinds": kind_lines,
    "times": time_lines,
    "publishers": publisher_lines,
}


def whole(asked: Asked, lines: Iterable[Line]) -> Line:
    """All lines together; its lists are those of everything that is looked at."""
    total = Figures()
    for line in lines:
        total = total.plus(line.figures)
    return _line(asked, "", gettext("Total"), address("overview", asked), total)


def head(name: str) -> list[str]:
    """The heads of a file's columns."""
    firsts = {
        "regions": gettext("Region"),
        "kinds": gettext("Kind"),
        "times": gettext("Period"),
        "publishers": gettext("Depositor"),
    }
    return [
        firsts[name], gettext("Fell due"), gettext("Received in time"), gettext("Received late"),
        gettext("Missing"), gettext("In time, per cent"), gettext("Copies due"), gettext("Copies missing"),
        gettext("Specimen, of a hypothetical rule set"),
    ]  # fmt: skip


def cells(lines: Iterable[Line], *, specimen: bool) -> Iterable[list[Cell]]:
    """The rows of a file."""
    play = gettext("yes") if specimen else gettext("no")
    for line in lines:
        of = line.figures
        yield [
            line.name, of.due, of.in_time, of.late, of.missing, of.percent, of.copies, of.copies_missing, play
        ]  # fmt: skip


def _line(asked: Asked, code: str, name: str, url: str, figures: Figures, **more: str | int) -> Line:
    return Line(code, name, url, figures, _lists(asked, **more))


def _lists(asked: Asked, **more: str | int) -> dict[str, str]:
    """Where the obligations behind the figures of a line are listed, by outcome; `due` are all of them."""
    found = {outcome.value: address("behind", asked, outcome=outcome.value, **more) for outcome in Outcome}
    return {"due": address("behind", asked, **more), "copies_missing": found[Outcome.MISSING], **found}
