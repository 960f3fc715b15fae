"""Invented publications of other kinds than books, which came out in the last days; nothing is sent yet."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from app.desks.demo.books import weekday_before
from app.desks.demo.country import House
from app.desks.demo.timeline import Timeline, moment
from app.domain.actor import Actor
from app.domain.kinds import DETAILS, DetailType
from app.domain.publication import EditionStatus, Kind, Origin
from app.domain.registration import GivenIdentifier, Person, RegistrationAnswers
from app.domain.schemes import parse_number
from app.publications.services import register_release, save_draft, start_draft

FILE = Path(__file__).parent / "other_kinds.csv"

Row = Mapping[str, str]


def read_other_kinds() -> list[Row]:
    """Read every row of the file, in its order."""
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def plan_other_kinds(timeline: Timeline, houses: Iterable[House], today: date) -> None:
    """Let each be registered in the morning of the day it came out."""
    by_code = {house.code: house for house in houses}
    for number, row in enumerate(read_other_kinds()):
        house = by_code[row["house"]]
        out_on = weekday_before(today - timedelta(days=int(row["days"])))
        answers = answers_of_row(row, out_on, house.region_soato)
        timeline.plan(moment(out_on, 9, 3 * number), partial(_register, answers, house.clerk))


def answers_of_row(row: Row, out_on: date, region: str) -> RegistrationAnswers:
    """Return what there is to say of a publication that came out on a day."""
    return RegistrationAnswers(
        title=row["title"],
        people=tuple(_people(row["people"])),
        language=row["language"],
        script=row["script"],
        kind=row["kind"],
        origin=Origin.DOMESTIC,
        carrier=row["carrier"],
        subjects=frozenset({row["subject"]}),
        audiences=frozenset({"general"}),
        restricted=False,
        identifiers=tuple(_numbers(row)),
        title_details=dict(_details(row["title_details"])),
        edition_status=EditionStatus.FIRST,
        print_run=_number(row["print_run"]),
        pages=_number(row["pages"]),
        price=_number(row["price"]),
        year=out_on.year,
        events=dict.fromkeys(row["events"].split(), out_on),
        depositor_region=region,
        release_details=dict(_details(row["release_details"])),
    ).fitted()


def _register(answers: RegistrationAnswers, clerk: Actor, at: datetime) -> None:
    draft = start_draft(by=clerk, at=at - timedelta(minutes=12), kind=Kind(answers.kind))
    save_draft(draft_id=draft.id, answers=answers.to_json(), by=clerk, at=at - timedelta(minutes=4))
    register_release(draft_id=draft.id, by=clerk, at=at)


def _people(text: str) -> Iterator[Person]:
    for part in filter(None, text.split("|")):
        role, _, name = part.partition(":")
        yield Person(name, role)


def _numbers(row: Row) -> Iterator[GivenIdentifier]:
    if row["number"]:
        number = parse_number(row["scheme"], row["number"])
        yield GivenIdentifier(number.scheme, number.value, number.printed)


def _details(text: str) -> Iterator[tuple[str, object]]:
    for part in filter(None, text.split("|")):
        name, _, value = part.partition("=")
        counted = DETAILS[name].type in (DetailType.NUMBER, DetailType.DURATION)
        yield name, int(value) if counted else value


def _number(text: str) -> int | None:
    return int(text) if text else None
