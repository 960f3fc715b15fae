"""What a search means: words, and numbers however they are written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.domain.identifiers import parse_isbn
from app.domain.script import search_key
from app.domain.search_terms import MOST_SPELLINGS, mistyped_number, search_terms


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("978-9943-7251-3-3", "9789943725133"),
        ("ISBN: 978 9943 7251 3 3", "9789943725133"),
        ("9943-7251-3-3", "9789943725133"),  # of ten digits
        ("99437-2513-3", "9789943725133"),
        ("ISBN-13 978-9943-72", "978994372"),
        ("9943-7251", "97899437251"),
        ("ISSN 2091-7368", "20917368"),
        ("977209173600712", "20917368"),
        ("1234-567х", "1234567x"),
        ("M-2306-7118-7", "9790230671187"),
        ("979-0-2306-7118-7", "9790230671187"),
        ("https://doi.org/10.1000/182", "10 1000 182"),
        ("uzabc2600001", search_key("UZABC2600001")),
        ("0000-0000-D07A-0090-Q", "00000000d07a0090"),
        ("Ўткан кун", "otkan kun"),
    ],
)
def test_a_number_is_meant_however_it_is_written(typed: str, meant: str) -> None:
    assert tuple(meant.split()) in search_terms(typed)


@pytest.mark.parametrize("typed", ["", "  ", "-'\"", "ʻ", "()*"])
def test_without_letters_and_digits_nothing_is_meant(typed: str) -> None:
    assert search_terms(typed) == ()


@given(st.text(max_size=60))
def test_what_was_typed_comes_first_and_every_word_is_a_word_of_keys(typed: str) -> None:
    terms = search_terms(typed)
    assert not terms or terms[0] == tuple(search_key(typed).split())
    assert all(words and all(search_key(word) == word and word for word in words) for words in terms)


@given(st.from_regex(r"[0-9]{9}[0-9X]", fullmatch=True), st.sampled_from(["", "-", " "]))
def test_an_isbn_of_ten_digits_means_the_one_of_thirteen(isbn: str, sign: str) -> None:
    typed = sign.join((isbn[:4], isbn[4:8], isbn[8], isbn[9]))
    assert (parse_isbn(isbn).digits,) in search_terms(typed)


@pytest.mark.parametrize(
    ("typed", "scheme"),
    [("978-9943-7251-3-4", "ISBN"), ("2091-7369", "ISSN"), ("979-0-2306-7118-8", "ISMN"),
     ("978-9943-7251-3-3", None), ("Oʻtkan kunlar", None), ("978-9943", None)],
)  # fmt: skip
def test_a_mistyped_number_is_told_by_its_check_digit(typed: str, scheme: str | None) -> None:
    found = mistyped_number(typed)
    assert (found and found.name) == scheme


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("узбекистон", "Ўзбекистон"),
        ("узбекистон", "Oʻzbekiston"),
        ("хукук", "ҳуқуқ"),
        ("Узбек халки", "Oʻzbek xalqi"),
        ("китоб", "kitob"),
    ],
)
def test_letters_that_a_russian_keyboard_lacks_are_found(typed: str, meant: str) -> None:
    assert tuple(search_key(meant).split()) in search_terms(typed)


def test_a_long_text_is_asked_for_in_few_spellings() -> None:
    assert len(search_terms("укх" * 100)) <= MOST_SPELLINGS
    assert search_terms("kitob uy") == (("kitob", "uy"),)
