"""Identifiers of every scheme: read as they are written, told apart, and kept though they are wrong."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.errors import DomainError
from app.domain.schemes import SHARED, Number, Scheme, parse_number
from tests.factories.kinds import NUMBERS


@pytest.mark.parametrize(("scheme", "text"), NUMBERS.items())
def test_a_right_number_of_each_scheme(scheme: Scheme, text: str) -> None:
    number = parse_number(scheme, text)
    assert (number.scheme, number.printed, number.valid) == (scheme, text, True)
    assert parse_number(scheme, number.printed) == number


@pytest.mark.parametrize(
    ("scheme", "text", "value"),
    [
        ("isbn", "ISBN 5-640-00001-X", "9785640000016"),
        ("ismn", "M-2306-7118-7", "9790230671187"),
        ("ismn", "ISMN 979-0-2306-7118-7", "9790230671187"),
        ("issn", "ISSN 2049-3630", "20493630"),
        ("doi", "https://doi.org/10.1000/ABC", "10.1000/abc"),
        ("doi", "doi:10.1000/abc", "10.1000/abc"),
        ("isrc", "ISRC uzabc2600001", "UZABC2600001"),
        ("isan", "ISAN 0000-0000-D07A-0090-Q", "00000000D07A0090"),
        ("eidr", "10.5240/7791-8534-2c23-9030-8610-5", "10.5240/7791-8534-2C23-9030-8610-5"),
        ("standard", "  OʻzDSt   1234:2020 ", "oʻzdst 1234:2020"),
        ("urn", "URN:NBN:uz:1", "urn:nbn:uz:1"),
    ],
)
def test_numbers_are_compared_by_one_value(scheme: str, text: str, value: str) -> None:
    assert parse_number(scheme, text).value == value


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("isbn", "978-9943-7251-3-4"),
        ("ismn", "979-0-2306-7118-8"),
        ("issn", "2049-3631"),
        ("isan", "0000-0000-D07A-0090-A"),
        ("eidr", "10.5240/7791-8534-2C23-9030-8610-6"),
        ("isrc", "XX-ABC-26-00001"),
    ],
)
def test_a_wrong_check_digit_is_a_doubt_and_no_refusal(scheme: str, text: str) -> None:
    assert parse_number(scheme, text).valid is False


@pytest.mark.parametrize(
    ("scheme", "text", "other"),
    [
        ("isbn", "2049-3630", "ISSN"),
        ("isbn", "979-0-2306-7118-7", "ISMN"),
        ("issn", "978-9943-7251-3-3", "ISBN"),
        ("ismn", "978-9943-7251-3-3", "ISBN"),
        ("isbn", "10.1000/182", "DOI"),
        ("isan", "10.5240/7791-8534-2C23-9030-8610-5", "EIDR"),
        ("eidr", "0000-0000-D07A-0090-Q-0000-0000-X", "ISAN"),
        ("isbn", "UZ-ABC-26-00001", "ISRC"),
    ],
)
def test_a_number_of_another_scheme_is_called_by_its_name(scheme: str, text: str, other: str) -> None:
    with pytest.raises(DomainError) as refused:
        parse_number(scheme, text)
    assert refused.value.code == "identifier.another_scheme"
    assert refused.value.params == {"other": other}


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("isbn", "12345"),
        ("ismn", "979-1-2306-7118-7"),
        ("issn", "2049-363"),
        ("doi", "1000/182"),
        ("urn", "nbn:uz"),
        ("isrc", "ABC"),
        ("isan", "0000"),
        ("eidr", "10.5240"),
        ("standard", "1234"),
        ("patent", "no number"),
        ("own", "  "),
    ],
)
def test_what_cannot_be_such_a_number_is_refused(scheme: str, text: str) -> None:
    with pytest.raises(DomainError) as refused:
        parse_number(scheme, text)
    assert refused.value.code == f"{scheme}.malformed"


def test_a_number_shared_by_titles_is_unusual_in_some_schemes_only() -> None:
    assert Scheme.ISSN in SHARED
    assert not {Scheme.ISBN, Scheme.ISMN, Scheme.DOI, Scheme.ISAN} & SHARED


@given(scheme=st.sampled_from(Scheme), text=st.text(max_size=40))
def test_any_text_is_a_number_or_a_refusal(scheme: Scheme, text: str) -> None:
    try:
        number = parse_number(scheme, text)
    except DomainError:
        return
    assert isinstance(number, Number)
    assert number.value
    assert number.printed
