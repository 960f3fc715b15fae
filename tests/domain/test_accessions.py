"""Accession numbers as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.accessions import OwnNumber, accession_number, lacks_figures, may_be_number, numbers_meant

LOOK_ALIKES = str.maketrans("ABEKMHPCTYX", "АВЕКМНРСТУХ")


@given(
    st.from_regex(r"[A-Z][A-Z-]{0,5}", fullmatch=True), st.integers(2000, 2099), st.integers(1, 99_999_999)
)
def test_an_own_number_is_understood_without_hyphens_and_with_cyrillic_letters(
    prefix: str, year: int, number: int
) -> None:
    yearly, running = accession_number(prefix, year, 6, number), accession_number(prefix, None, 4, number)
    for typed in (yearly, yearly.replace("-", ""), yearly.lower(), yearly.translate(LOOK_ALIKES)):
        assert numbers_meant(typed, prefix, yearly=True, digits=6) == [OwnNumber(yearly, year, number)]
    for typed in (running, f" {running.replace('-', '')} "):
        assert numbers_meant(typed, prefix, yearly=False, digits=4) == [OwnNumber(running, 0, number)]


@pytest.mark.parametrize(
    ("text", "prefix"),
    [("2026000123", ""), ("F-77", "K"), ("K2026-1", "K"), ("K2026-٠٠٠٠١١", "K"), ("", "K")],
)
def test_what_has_another_shape_is_none_of_a_series(text: str, prefix: str) -> None:
    assert numbers_meant(text, prefix, yearly=True, digits=6) == []


@pytest.mark.parametrize("text", ["000", "asdfgh", "?!", "12345 67890 12345 67890 12345", ""])
def test_what_no_library_writes_into_a_copy_is_no_number(text: str) -> None:
    assert not may_be_number(text)
    assert may_be_number("F-77")


def test_a_number_without_a_prefix_is_read_where_nothing_else_can_be_meant() -> None:
    assert numbers_meant(" 0012 ", "", yearly=False, digits=4, bare=True) == [OwnNumber("0012", 0, 12)]
    assert numbers_meant("2026–0012", "", yearly=True, digits=4, bare=True) == [
        OwnNumber("2026-0012", 2026, 12)
    ]
    assert numbers_meant("0012", "", yearly=False, digits=4) == []


def test_a_number_of_the_own_series_with_a_figure_left_out_is_known() -> None:
    for typed in ("K2026-00006", "к202600006", "K2026-1"):
        assert lacks_figures(typed, "K", yearly=True, digits=6), typed
    for typed in ("K2026-000006", "K2026", "KF2026-1", "F-77", "1234567"):
        assert not lacks_figures(typed, "K", yearly=True, digits=6), typed
    assert not lacks_figures("1234", "", yearly=False, digits=6)
