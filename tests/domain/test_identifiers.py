"""ISBN, ISSN and STIR as people and scanners give them."""

import pytest
from hypothesis import given as given_any
from hypothesis import strategies as st
from stdnum import ean, isbn

from app.domain.errors import DomainError
from app.domain.identifiers import parse_isbn, parse_issn, parse_stir


@pytest.mark.parametrize(
    ("given", "hyphenated"),
    [
        ("9789943725133", "978-9943-7251-3-3"),
        ("978-9910-9143-9-3", "978-9910-9143-9-3"),
        (" 978 9943 7120 4 1 ", "978-9943-7120-4-1"),
        ("978–9943—7120‑4−1", "978-9943-7120-4-1"),
        ("ISBN-13: 978-9943-7120-4-1", "978-9943-7120-4-1"),
        ("isbn 9789943712041", "978-9943-7120-4-1"),
        ("978994371204112", "978-9943-7120-4-1"),
        ("978-9943-7120-4-1 51299", "978-9943-7120-4-1"),
        ("9789943712041 (qattiq muqova)", "978-9943-7120-4-1"),
        ("978-9943-7120-4-1 [1-jild]", "978-9943-7120-4-1"),
        ("0-306-40615-2 (pbk.)", "978-0-306-40615-7"),
        ("0-306-40615-2", "978-0-306-40615-7"),
        ("ISBN 1306406150", "978-1-306-40615-4"),
    ],
)
def test_an_isbn_is_read_in_every_usual_form(given: str, hyphenated: str) -> None:
    assert parse_isbn(given).hyphenated == hyphenated


def test_the_check_digit_ten_may_be_a_cyrillic_letter() -> None:
    cyrillic, latin = parse_isbn("0-8044-2957-Х"), parse_isbn("0-8044-2957-x")
    assert cyrillic == latin
    assert (cyrillic.digits, cyrillic.printed, cyrillic.valid) == ("9780804429573", "080442957X", True)


@pytest.mark.parametrize("wrong", ["978-9943-7251-3-4", "0-306-40615-3"])
def test_a_wrong_check_digit_is_told_and_not_refused(wrong: str) -> None:
    isbn = parse_isbn(wrong)
    assert not isbn.valid
    assert isbn.printed == wrong.replace("-", "")


def test_a_right_check_digit_is_told() -> None:
    assert parse_isbn("978-9943-7251-3-3").valid


@pytest.mark.parametrize(
    "given",
    [
        "",
        "(qattiq)",
        "0306406152 (978-0-306-40615-7)",
        "978",
        "97899437251333",
        "978994372513X",
        "٩٧٨٩٩٤٣٧٢٥١٣٣",
        "<script>",
        "9" * 5000,
    ],
)
def test_what_has_no_shape_of_an_isbn_is_refused(given: str) -> None:
    with pytest.raises(DomainError) as refusal:
        parse_isbn(given)
    assert (refusal.value.code, refusal.value.field) == ("isbn.malformed", "isbn")


@pytest.mark.parametrize("given", ["4780000000003", "9771234567003", "979-0-2600-0043-8"])
def test_the_bar_code_of_something_else_is_no_isbn(given: str) -> None:
    with pytest.raises(DomainError) as refusal:
        parse_isbn(given)
    assert refusal.value.code == "isbn.prefix"


@pytest.mark.parametrize("given", ["2091-7368", "20917368", "ISSN 2091‑7368", "eISSN: 2091-7368"])
def test_an_issn_is_read_in_every_usual_form(given: str) -> None:
    issn = parse_issn(given)
    assert (issn.hyphenated, issn.valid, issn.add_on) == ("2091-7368", True, "")


@pytest.mark.parametrize("given", ["977209173600707", "9772091736007 07", "9772091736007+07"])
def test_an_issn_is_taken_from_the_bar_code_of_an_issue(given: str) -> None:
    issn = parse_issn(given)
    assert (issn.hyphenated, issn.valid, issn.add_on) == ("2091-7368", True, "07")
    assert issn.with_add_on == "2091-7368 +07"
    assert parse_issn("9772091736007").with_add_on == "2091-7368"


@pytest.mark.parametrize("wrong", ["2091-7369", "9772091736008"])
def test_a_wrong_check_digit_of_an_issn_is_told(wrong: str) -> None:
    assert not parse_issn(wrong).valid


@pytest.mark.parametrize("given", ["2091-736", "9789943725133", "", "abcd-efgh"])
def test_what_has_no_shape_of_an_issn_is_refused(given: str) -> None:
    with pytest.raises(DomainError) as refusal:
        parse_issn(given)
    assert (refusal.value.code, refusal.value.field) == ("issn.malformed", "issn")


def test_a_stir_is_nine_digits() -> None:
    assert parse_stir("999 000 117") == "999000117"


@pytest.mark.parametrize("given", ["000000000", "111 111 111"])
def test_one_figure_nine_times_is_no_stir(given: str) -> None:
    with pytest.raises(DomainError) as refusal:
        parse_stir(given)
    assert (refusal.value.code, refusal.value.field) == ("stir.one_figure", "stir")


@pytest.mark.parametrize("given", ["99900011", "9990001170", "99900011A", "٩٩٩٠٠٠١١٧", ""])
def test_anything_else_is_no_stir(given: str) -> None:
    with pytest.raises(DomainError) as refusal:
        parse_stir(given)
    assert (refusal.value.code, refusal.value.field) == ("stir.malformed", "stir")


@given_any(
    st.sampled_from(["9789943", "9789910", "978", "979"]), st.text("0123456789", min_size=9, max_size=9)
)
def test_isbns_are_hyphenated_by_the_ranges_of_the_agency_however_many_came_before(
    start: str, figures: str
) -> None:
    twelve = (start + figures)[:12]
    number = twelve + ean.calc_check_digit(twelve)
    if not number.startswith("9790"):
        assert parse_isbn(number).hyphenated == isbn.format(number)
