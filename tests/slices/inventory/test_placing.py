"""Placing many copies at once: the numbers of a range are those of one series, in its own order."""

from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.deposits.accessions.models import Accession
from app.deposits.accessions.services import define_series
from app.deposits.inventory.sections.models import Placement
from app.deposits.inventory.sections.services import Placed, place_many
from app.domain.errors import Conflict, DomainError
from app.infra.db import transaction
from tests.factories.receiving import World, make_world
from tests.slices.inventory.shelving import section, take_in


def series(world: World, prefix: str, digits: int, at: datetime, *, yearly: bool, first: int = 1) -> None:
    with transaction():
        define_series(
            prefix=prefix, kind="", yearly=yearly, digits=digits, next_number=first, by=world.librarian, at=at
        )


def placed(world: World, section_id: int, first: str, last: str, at: datetime) -> Placed:
    with transaction():
        return place_many(section_id=section_id, first=first, last=last, by=world.librarian, at=at)


def numbers_in(session: Session, section_id: int) -> list[str]:
    statement = select(Accession.number).join(Placement, Placement.scan_id == Accession.scan_id)
    return list(session.scalars(statement.where(Placement.section_id == section_id).order_by(Accession.id)))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("k2026-000011", "к2026-000013"),  # the second with a Cyrillic letter
        ("лк2026-000011", "KR2026-000013"),
        ("K2026000011", "K2026 000013"),
        ("K2026—000011", "K2026-000013"),
        ("K2026-000013", "K2026-000011"),
    ],
)
def test_a_range_is_read_as_numbers_of_the_series_whatever_the_keyboard(
    session: Session, at: datetime, first: str, last: str
) -> None:
    world = make_world(1, copies=9)
    series(world, "KR" if "KR" in last else "K", 6, at, yearly=True, first=10)
    take_in(world, [world.isbns[0]] * 6, at)
    shelf = section(world, "A", None, at)
    assert placed(world, shelf, first, last, at) == Placed(3, moved=0)
    assert [number[-2:] for number in numbers_in(session, shelf)] == ["11", "12", "13"]


def test_numbers_without_leading_zeros_and_of_two_years_follow_each_other_as_the_series_does(
    session: Session, at: datetime
) -> None:
    world = make_world(1, copies=9)
    series(world, "T-", 1, at, yearly=False, first=8)
    take_in(world, [world.isbns[0]] * 5, at)
    shelf, other = section(world, "A", None, at), section(world, "B", None, at)
    assert placed(world, shelf, "T-9", "T-11", at).copies == 3
    assert numbers_in(session, shelf) == ["T-9", "T-10", "T-11"]
    assert placed(world, other, "t8", "", at).copies == 1, "one number alone is a range of one"
    assert placed(world, other, "T-8", "T-10", at) == Placed(3, moved=2), "copies of another section are told"


def test_what_is_no_range_places_nothing(session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    series(world, "", 4, at, yearly=False)
    receipt = take_in(world, [world.isbns[0]] * 3, at)
    shelf = section(world, "A", None, at)
    for first, last in (("0001", "K2026-000002"), ("birinchi", "0002"), ("0002", "?")):
        with pytest.raises(DomainError, match=r"placing\.no_range"):
            placed(world, shelf, first, last, at)
    with pytest.raises(DomainError, match=r"placing\.nothing"):
        placed(world, shelf, "0007", "0009", at)
    with pytest.raises(Conflict, match=r"placing\.receipt_or_range"), transaction():
        place_many(section_id=shelf, receipt=receipt, first="0001", by=world.librarian, at=at)
    assert numbers_in(session, shelf) == []
    assert placed(world, shelf, "0002", "0003", at).copies == 2
    with transaction():
        sent = receipt.replace("-", "").lower().replace("q", "й")
        assert place_many(section_id=shelf, receipt=sent, by=world.librarian, at=at) == Placed(3, moved=0)
