"""Taking stock: what is expected, what a scan turns out to be, what is written down in the end."""

from datetime import datetime

import pytest
from sqlalchemy.orm import Session

from app.deposits.accessions.services import define_series
from app.deposits.inventory.sections.queries import sections_of, without_section
from app.deposits.inventory.sections.services import Placed, close_section, place_many, place_scanned
from app.deposits.inventory.stock_takes.lists import Listed, listed_page, whole_list
from app.deposits.inventory.stock_takes.models import StockTake, StockTakePart
from app.deposits.inventory.stock_takes.queries import stock_take_for
from app.deposits.inventory.stock_takes.services import (
    Outcome,
    begin_stock_take,
    close_stock_take,
    plan_stock_take,
    scan_shelf,
    undo_shelf_scan,
)
from app.deposits.inventory.stock_takes.sums import sums_of, whole
from app.deposits.receiving.services import reverse_receipt
from app.domain.documents import StockTakeSum
from app.domain.errors import Conflict, DomainError, NotFound
from app.domain.stock_taking import Verdict
from app.infra.db import transaction
from tests.factories.receiving import World, make_world
from tests.slices.inventory.shelving import PERIOD, begun, number_from_now_on, scanned, section, take_in


def parts_of(session: Session, take: StockTake) -> dict[int | None, int]:
    rows = session.query(StockTakePart).filter_by(stock_take_id=take.id)
    return {part.section_id: part.id for part in rows}


def total(take: StockTake) -> StockTakeSum:
    return whole(sums_of([take])[take.id].values())


def verdict(world: World, part: int, text: str, at: datetime) -> Verdict:
    result = scanned(world, part, text, at)
    assert result.scan is not None, result.outcome
    return result.scan.verdict


def test_each_scan_is_compared_with_what_the_receipts_say(session: Session, at: datetime) -> None:
    world = make_world(3, copies=9)
    plain = take_in(world, [world.isbns[0], world.isbns[0], world.isbns[1]], at)
    number_from_now_on(world, at)
    numbered = take_in(world, [world.isbns[1], world.isbns[2], world.isbns[2]], at)
    taken_back = take_in(world, [world.isbns[2]], at)
    with transaction():
        reverse_receipt(number=taken_back, reason="xato", by=world.librarian, at=at)
    first, second = section(world, "A-1", plain, at), section(world, "B-2", numbered, at)
    take = begun(world, [first, second], at)
    a, b = (parts_of(session, take)[place] for place in (first, second))
    assert total(take) == StockTakeSum(expected=6)
    assert verdict(world, a, world.isbns[0], at) is Verdict.FOUND
    assert verdict(world, b, world.isbns[0], at) is Verdict.MISPLACED
    assert verdict(world, b, "k0001", at) is Verdict.FOUND
    assert verdict(world, a, "K0002", at) is Verdict.MISPLACED
    assert verdict(world, b, "K0004", at) is Verdict.UNKNOWN, "struck out: its receipt was taken back"
    assert verdict(world, b, "BOSHQA-17", at) is Verdict.UNKNOWN
    assert verdict(world, b, "978-5-17-098765-8", at) is Verdict.UNKNOWN
    assert verdict(world, b, "9785170987658", at) is Verdict.UNKNOWN
    unknown = list(whole_list(take.id, Listed.UNKNOWN))
    assert [(line.text, line.copies) for line in unknown][1:] == [("BOSHQA-17", 1), ("978-5-17-098765-8", 2)]
    for garbage in ("asdfgh", "?!", "000", "https://nusxa.example/a1", "12345 67890 12345 67890 12345"):
        assert scanned(world, b, garbage, at).outcome is Outcome.NO_NUMBER, garbage
    assert scanned(world, b, "K0001", at).outcome is Outcome.ALREADY_SCANNED
    assert scanned(world, b, world.isbns[2], at).outcome is Outcome.SCAN_NUMBER
    assert scanned(world, b, "9789943725011", at).outcome is Outcome.CHECK_CHARACTER
    assert scanned(world, b, "4006381333931", at).outcome is Outcome.PRODUCT_CODE
    of = sums_of([take])[take.id]
    assert of[a] == StockTakeSum(expected=3, found=1, elsewhere=1, not_of_here=1)
    assert of[b] == StockTakeSum(expected=3, found=1, elsewhere=1, not_of_here=1, unknown=4)
    missing = list(whole_list(take.id, Listed.MISSING))
    assert [(line.number, line.belongs, line.title) for line in missing] == [
        ("", "A-1", "Kitob 1"), ("K0003", "B-2", "Kitob 2")
    ]  # fmt: skip
    assert [(line.belongs, line.shelf) for line in whole_list(take.id, Listed.MISPLACED)] == [
        ("A-1", "B-2"), ("B-2", "A-1")
    ]  # fmt: skip
    later = take_in(world, [world.isbns[0]], at)
    with transaction():
        place_many(section_id=second, receipt=later, by=world.librarian, at=at)
    assert verdict(world, b, "K0005", at) is Verdict.LATER
    assert [line.id for line in listed_page(take.id, Listed.MISSING, after=missing[0].id, limit=5)] == [
        missing[1].id
    ]


def test_a_copy_put_back_and_a_scan_taken_back_mend_the_figures(session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    only = section(world, "A", take_in(world, [world.isbns[0]], at), at)
    other = section(world, "B", take_in(world, [world.isbns[0]], at), at)
    take = begun(world, [only, other], at)
    a, b = (parts_of(session, take)[place] for place in (only, other))
    for key in ("one", "one", "two"):
        scanned(world, b, world.isbns[0], at, key)
    assert total(take) == StockTakeSum(expected=2, found=1, elsewhere=1, not_of_here=1)
    assert verdict(world, a, world.isbns[0], at) is Verdict.FOUND
    assert total(take) == StockTakeSum(expected=2, found=2, unknown=1), "there are two copies, not three"
    with transaction():
        undo_shelf_scan(part_id=a, scan_id=None, by=world.librarian, at=at)
    assert total(take) == StockTakeSum(expected=2, found=1, elsewhere=1, not_of_here=1)


def test_the_last_scan_taken_back_is_the_account_s_own_on_that_shelf(session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    take_in(world, [world.isbns[0]] * 3, at)
    take = begun(world, [section(world, "A", None, at)], at, unplaced=True)
    shelf, other = sorted(parts_of(session, take).values())
    own, elsewhere = (scanned(world, part, world.isbns[0], at).scan for part in (shelf, other))
    with transaction():
        scan_shelf(part_id=shelf, text=world.isbns[0], key="a", by=world.colleague, at=at)
        undone = undo_shelf_scan(part_id=shelf, scan_id=None, by=world.librarian, at=at)
    assert undone is own, "later ones are a colleague's, or lie on another shelf"
    with transaction():
        assert undo_shelf_scan(part_id=shelf, scan_id=None, by=world.librarian, at=at) is None
        assert undo_shelf_scan(part_id=other, scan_id=None, by=world.librarian, at=at) is elsewhere


def test_its_results_are_numbered_once_and_nothing_changes_after(session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    take_in(world, [world.isbns[0], world.isbns[0]], at)
    take = begun(world, [], at, unplaced=True)
    (part,) = parts_of(session, take).values()
    scanned(world, part, world.isbns[0], at)
    with transaction():
        closed = close_stock_take(stock_take_id=take.id, language="uz", by=world.librarian, at=at)
    assert (closed.number, closed.specimen) == ("2026-000001", True)
    for act in (
        lambda: close_stock_take(stock_take_id=take.id, language="uz", by=world.librarian, at=at),
        lambda: undo_shelf_scan(part_id=part, scan_id=None, by=world.librarian, at=at),
        lambda: scanned(world, part, world.isbns[0], at),
    ):
        with pytest.raises(Conflict, match=r"stock_take\.closed"), transaction():
            act()
    again = begun(world, [], at, unplaced=True)
    with pytest.raises(Conflict, match=r"stock_take\.counted_elsewhere"):
        begun(world, [section(world, "A", None, at)], at, unplaced=True)
    assert total(again) == StockTakeSum(expected=2)
    stranger = make_world(1).librarian
    with pytest.raises(NotFound):
        stock_take_for(stranger, take.id)
    with pytest.raises(NotFound), transaction():
        begin_stock_take(stock_take_id=again.id, by=stranger, at=at)


def test_sections_take_copies_one_by_one_and_many_at_once(session: Session, at: datetime) -> None:
    world = make_world(2, copies=9)
    take_in(world, [world.isbns[0], world.isbns[0]], at)
    number_from_now_on(world, at)
    take_in(world, [world.isbns[1]] * 4, at)
    a, b = section(world, "A", None, at), section(world, "B", None, at)
    section(world, "A-1", None, at)
    for alike in ("a", " А", "\N{CYRILLIC CAPITAL LETTER VE}", "A\N{EM DASH}1", "а \N{MINUS SIGN} 1"):
        with pytest.raises(Conflict, match=r"section\.mark_used"):
            section(world, alike, None, at)
    with transaction():
        for _ in range(2):
            place_scanned(section_id=a, text=world.isbns[0], by=world.librarian, at=at)
    with pytest.raises(DomainError, match=r"placing\.all_placed"), transaction():
        place_scanned(section_id=a, text=world.isbns[0], by=world.librarian, at=at)
    with transaction():
        placed = place_many(section_id=b, first="K0002", last="k0003", by=world.librarian, at=at)
        place_scanned(section_id=a, text="K0003", by=world.librarian, at=at)
    assert placed == Placed(2, moved=0)
    assert [copies for _, copies in sections_of(world.librarian)] == [3, 0, 1]
    assert without_section(world.librarian) == 2
    with transaction():
        assert place_many(section_id=b, by=world.librarian, at=at) == Placed(2, moved=0)
    with pytest.raises(DomainError, match=r"placing\.nothing"), transaction():
        place_many(section_id=b, receipt="Q26-999999-9", by=world.librarian, at=at)
    with pytest.raises(Conflict, match=r"section\.not_empty"), transaction():
        close_section(section_id=b, by=world.librarian, at=at)
    stranger = make_world(1)
    with pytest.raises(NotFound), transaction():
        place_many(section_id=b, by=stranger.librarian, at=at)
    with pytest.raises(NotFound), transaction():
        plan_stock_take(section_ids=[b], unplaced=False, period=PERIOD, by=stranger.librarian, at=at)
    with pytest.raises(DomainError, match=r"stock_take\.nothing_expected"):
        begun(stranger, [], at, unplaced=True)


def test_a_number_typed_with_other_letters_or_without_its_hyphens_means_the_own_copy(
    session: Session, at: datetime
) -> None:
    world = make_world(1, copies=9)
    with transaction():
        by = world.librarian
        define_series(prefix="KR", kind="", yearly=True, digits=4, next_number=7, by=by, at=at)
    only = section(world, "A", take_in(world, [world.isbns[0]] * 3, at), at)
    (shelf,) = parts_of(session, begun(world, [only], at)).values()
    for typed in ("KR20260007", "кr2026-0008", "лк2026-0009"):
        assert verdict(world, shelf, typed, at) is Verdict.FOUND, typed
    for mistyped in ("KR2026-0010", "kr20269999", "KR2031-0001", "КR2026-0010"):
        assert scanned(world, shelf, mistyped, at).outcome is Outcome.NOT_GIVEN, mistyped
    for too_short in ("KR2026-007", "кr20267"):
        assert scanned(world, shelf, too_short, at).outcome is Outcome.FIGURE_MISSING, too_short
    for on_paper in ("KR2026-0006", "KR2019-0001"):
        assert verdict(world, shelf, on_paper, at) is Verdict.UNKNOWN, on_paper


def test_an_unknown_issue_keeps_the_code_of_its_bar_code(session: Session, at: datetime) -> None:
    world = make_world(1, copies=9)
    take_in(world, [world.isbns[0]], at)
    (shelf,) = parts_of(session, take := begun(world, [], at, unplaced=True)).values()
    for code in ("977270000100774", "977270000100775", "977270000100775"):
        assert verdict(world, shelf, code, at) is Verdict.UNKNOWN
    unknown = [(line.text, line.copies) for line in whole_list(take.id, Listed.UNKNOWN)]
    assert [text.partition(" ")[2] for text, _ in unknown] == ["+74", "+75"]
    assert [copies for _, copies in unknown] == [1, 2]
