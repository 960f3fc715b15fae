"""Accession numbers as they are typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.accessions import OwnNumber, accession_number, may_be_number, numbers_meant

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
