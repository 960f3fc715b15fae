"""Names of organisations that are one name, and prefixes that ISBN agencies can give."""

import pytest

from app.domain.errors import DomainError
from app.domain.identifiers import hyphenated_isbn_prefix, parse_isbn_prefix
from app.domain.organisation_names import bare_name, is_same_name, marks_of, says_something


@pytest.mark.parametrize(
    "written",
    [
        "Sharq tongi",
        "«Шарқ тонги» МЧЖ",
        "ООО «Шарқ тонги»",
        "SHARQ TONGI LLC",
        "“Sharq  Tongi” MChJ",
        "Sharq-tongi XK",
    ],
)
def test_script_quotes_and_legal_form_make_no_other_name(written: str) -> None:
    assert bare_name(written) == "sharq tongi"


def test_different_names_stay_different() -> None:
    assert bare_name("Sharq") != bare_name("Sharq tongi")
    assert bare_name("Oʻqituvchi") == bare_name("O'qituvchi") != bare_name("Ukituvchi")


def test_a_name_of_nothing_but_legal_forms_stays() -> None:
    assert bare_name("МЧЖ") == "mchj"


@pytest.mark.parametrize("written", ["漢字", "ქართული", "!!!", "\u200b", "Ъ"])
def test_a_name_that_folds_to_nothing_stays_itself(written: str) -> None:
    assert bare_name(written) == bare_name(f" {written} ") == written.casefold()


@pytest.mark.parametrize(
    ("written", "says"), [("漢字", True), ("1984", True), ("№", False), ("!!!", False), ("\u200b", False)]
)
def test_a_name_says_something_by_letters_or_figures(written: str, says: bool) -> None:
    assert says_something(written) is says


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("978-9943-7251", "978-9943-7251"),
        ("97899437251", "978-9943-7251"),
        ("978 9910 01", "978-9910-01"),
        ("ISBN 978-5-17", "978-5-17"),
        ("978–9943—01", "978-9943-01"),
    ],
)
def test_a_prefix_is_read_in_every_usual_form(written: str, shown: str) -> None:
    assert hyphenated_isbn_prefix(parse_isbn_prefix(written)) == shown


@pytest.mark.parametrize(
    "written",
    ["", "978", "978-9943", "978-9943-72", "978-9943-72510", "979-0-12", "12345", "978-99４3-01", "abc"],
)
def test_what_no_agency_can_give_is_refused(written: str) -> None:
    with pytest.raises(DomainError) as refused:
        parse_isbn_prefix(written)
    assert refused.value.code == "isbn_prefix.malformed"


def test_two_records_are_alike_by_tin_name_or_prefix() -> None:
    sharq = marks_of(stir="301222333", names=("Sharq MChJ", "", "ООО «Шарқ»"), isbn_prefixes=("97899437251",))
    assert sharq == {("stir", "301222333"), ("name", "sharq"), ("prefix", "97899437251")}
    assert sharq & marks_of(stir=None, names=("«Шарқ» МЧЖ",))
    assert sharq & marks_of(stir="301222333", names=("Boshqa",))
    assert not sharq & marks_of(stir="", names=("Boshqa",), isbn_prefixes=("9789910",))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("Lojuvard Kids", "ЛОДЖУВАРД КИДС", True),
        ("Lojuvard Kids MChJ", "«Ложувард кидс»", True),
        ("Lojuvard Kids", "Lojuvard", False),
    ],
)
def test_a_name_is_the_same_in_russian_spelling(first: str, second: str, *, same: bool) -> None:
    assert is_same_name(first, second) is same
