"""Values: what a spreadsheet damaged, what is out of range, what cannot be kept."""

import pytest

from app.domain.registration import GivenIdentifier
from tests.slices.exchange.reading_files import Reading

WHOLE = "title;language;kind;origin;carrier"
ROW = "Bir;uz;book;domestic;print"


def one(column: str, value: str) -> str:
    return f"{WHOLE};{column}\n{ROW};{value}\n"


@pytest.mark.parametrize(
    ("column", "value", "code"),
    [
        ("isbn", "9.78E+12", "isbn_rounded"),
        ("isbn", "9,78043902348e+12", "isbn_rounded"),
        ("isbn", "9780000000000", "isbn_rounded"),
        ("isbn", "439023483", "isbn_lost_zero"),
        ("isbn", "2091-7368", "issn_as_isbn"),
        ("isbn", "2181-1234", "issn_as_isbn"),
        ("isbn", "ISSN 2181-1234", "issn_as_isbn"),
        ("isbn", "12345", "isbn.malformed"),
        ("isbn", "4780000000000", "isbn.prefix"),
        ("pages", "juda koʻp", "not_pages"),
        ("pages", "0", "out_of_range"),
        ("pages", "1E+3", "not_pages"),
        ("pages", "XII, 100000", "out_of_range"),
        ("print_run", "99999999999999999999", "out_of_range"),
        ("price", "12,5", "not_a_number"),
        *(
            (column, value, "not_a_number")
            for column in ("print_run", "price")
            for value in ("1.000", "10,000")
        ),
        ("year", "1200", "out_of_range"),
        ("year", "2028", "out_of_range"),
        ("print_run_completed", "31.02.2026", "not_a_day"),
        ("print_run_completed", "kecha", "not_a_day"),
        ("print_run_completed", "46037", "day_counted"),
        ("print_run_completed", "46037.5", "day_counted"),
        ("print_run_completed", "12345", "not_a_day"),
        ("print_run_completed", "03/04/2026", "ambiguous_day"),
        ("print_run_completed", "27.11.2026", "day_not_come"),
        ("audiences", "marsliklar", "unknown_word"),
        ("restricted", "balki", "unknown_word"),
        ("place", "x" * 101, "too_long"),
        ("author", "; ".join("A" * 31), "too_many"),
        ("author", "x" * 201, "too_long"),
        ("author", "(muharrir)", "no_name"),
        ("author", "A. Aliyev; (muharrir)", "no_name"),
        ("author", "Редактор", "no_name"),
        ("author", "12", "no_name"),
        ("author", "A. Aliyev (bezakchi usta)", "role_not_known"),
        ("people", "B. Boboyev; A. Aliyev (bezakchi usta)", "role_not_known"),
        ("author", "A. Aliyev\nM. Karimova", "name_on_lines"),
        ("editor", "Qodiriy,\r\nAbdulla", "name_on_lines"),
        ("parallel_title", "#N/A", "cell_error"),
        ("place", "#Н/Д", "cell_error"),
        ("author", "#ЗНАЧ!", "cell_error"),
        ("isbn", "#REF!", "cell_error"),
        ("place", "#ДЕЛ/0!", "cell_error"),
        ("place", "=VLOOKUP(A2;B:C;2)", "formula_without_value"),
        ("place", "'=B7&C7", "formula_without_value"),
        ("place", "Tosh\ufffdkent", "unreadable_characters"),
        ("place", "Tosh\ue000kent", "unreadable_characters"),
    ],
)
def test_a_value_that_cannot_be_read_is_an_error_at_its_column(
    reading: Reading, column: str, value: str, code: str
) -> None:
    quoted = f'"{value}"' if ";" in value or "\n" in value else value
    assert reading.codes(one(column, quoted)) == [(1, column, code)]
    assert reading.report(one(column, quoted))["records"]["refused"] == 1


@pytest.mark.parametrize(
    ("value", "names"),
    [
        ("A. Aliyev;\nM. Karimova", ["A. Aliyev", "M. Karimova"]),
        ("Abay Kunanbayev (1845–1904)", ["Abay Kunanbayev (1845–1904)"]),
        ("—", []),
    ],
)
def test_names_are_read_as_people_write_them(reading: Reading, value: str, names: list[str]) -> None:
    assert [person.name for person in reading.answers(one("author", f'"{value}"')).people] == names


def test_pages_of_several_parts_are_added_up_and_told(reading: Reading) -> None:
    for written in ("XII, 320", "xii + 320 b."):
        assert reading.answers(one("pages", written)).pages == 332
        (problem,) = reading.report(one("pages", written))["problems"]
        assert (problem["severity"], problem["field"]) == ("warning", "pages")
        assert f"“{written}” was added up to 332 pages" in problem["message"]
    (problem,) = reading.report(one("pages", "koʻp"))["problems"]
    assert "XII, 320" in problem["message"]


def test_what_is_wrong_with_a_name_says_what_to_write(reading: Reading) -> None:
    told = {
        value: reading.report(one("author", f'"{value}"'))["problems"][0]["message"]
        for value in ("(muharrir)", "A. Aliyev (bezakchi)", "A. Aliyev\nM. Karimova")
    }
    assert "“(muharrir)” names nobody" in told["(muharrir)"]
    assert "“bezakchi”" in told["A. Aliyev (bezakchi)"]
    assert "editor (Editor)" in told["A. Aliyev (bezakchi)"]
    assert "Write ; between" in told["A. Aliyev\nM. Karimova"]


@pytest.mark.parametrize(
    "value",
    ["9789943725133", "978-9943-7251-3-3", "978 9943 7251 3 3", "ISBN 9789943725133", "9789943725133.0",
     "\u2066978-9943-7251-3-3"],
)  # fmt: skip
def test_an_isbn_is_read_as_people_write_it(reading: Reading, value: str) -> None:
    assert reading.answers(one("isbn", value)).identifiers[0].value == "9789943725133"


def test_several_isbns_stand_in_one_cell_and_the_same_one_is_kept_once(reading: Reading) -> None:
    text = one("isbn;isbn13", '"978-9943-7251-3-3; 0-439-02348-3";9780439023481')
    digits = [isbn.value for isbn in reading.answers(text).identifiers]
    bound = one("isbn", '"9789943725133 (1-jild, qattiq muqova); 978-0-439-02348-1 (yumshoq)"')
    assert [isbn.value for isbn in reading.answers(bound).identifiers] == digits
    assert digits == ["9789943725133", "9780439023481"]


def test_a_wrong_check_digit_refuses_its_record_and_takes_a_reason(reading: Reading) -> None:
    told = reading.report(one("isbn", "9789943725134"))
    [problem] = told["problems"]
    assert (problem["severity"], problem["needs_reason"]) == ("error", True)
    assert (told["records"]["accepted"], told["records"]["refused"]) == (0, 1)
    given = one("isbn;isbn reason", "9789943725134;Kitobda shunday bosilgan")
    [problem] = reading.report(given)["problems"]
    assert problem["needs_reason"] is False
    assert reading.answers(given).identifiers == (
        GivenIdentifier("isbn", "9789943725134", "978-9943-7251-3-4", "Kitobda shunday bosilgan"),
    )


def test_the_same_isbn_on_another_title_is_told_with_the_record_that_had_it(reading: Reading) -> None:
    rows = [f"{title};uz;book;domestic;print;9789943725133" for title in ("Bir", "БИР", "Ikki")]
    problems = reading.report("\n".join([f"{WHOLE};isbn", *rows]))["problems"]
    assert [(found["record"], found["code"]) for found in problems] == [(3, "exchange.isbn_on_another_title")]
    assert "record 1" in problems[0]["message"]


def test_a_record_that_stands_twice_is_told_with_the_first(reading: Reading) -> None:
    rows = [f"{title};uz;book;domestic;print" for title in ("Bir", "Ikki", "Bir")]
    told = reading.report("\n".join([WHOLE, *rows]))
    assert told["records"] == {"read": 3, "accepted": 3, "with_warnings": 1, "refused": 0}
    assert [(found["record"], found["code"]) for found in told["problems"]] == [(3, "exchange.same_record")]
    assert "record 1" in told["problems"][0]["message"]


def test_a_title_has_a_limit_and_a_long_text_harms_nobody(reading: Reading) -> None:
    assert reading.codes(f"{WHOLE}\n{'x' * 5000};uz;book;domestic;print\n") == [(1, "title", "too_long")]
    assert reading.codes(f"{WHOLE}\n{'x' * 60000};uz;book;domestic;print\n") == [(1, "title", "too_long")]
    assert reading.checked(f"{WHOLE}\n{'x' * 500};uz;book;domestic;print\n")[0].accepted


@pytest.mark.parametrize("hidden", ["\x00", "\x07", "\u202e", "\u200b", "\ufeff", "\u00ad", "\x1b"])
def test_what_cannot_be_seen_is_taken_out_and_told(reading: Reading, hidden: str) -> None:
    text = f"{WHOLE}\nOʻt{hidden}kan;uz;book;domestic;print\n"
    assert reading.answers(text).title == "Oʻtkan"
    assert reading.codes(text) == [(1, "title", "invisible_characters")]


def test_what_is_taken_out_of_a_text_that_cannot_be_read_is_told_too(reading: Reading) -> None:
    text = f"{WHOLE}\n" + "Kitob;uz;no\u200bvel;domestic;print\n" * 2
    told = [(row, "kind", code) for row in (1, 2) for code in ("invisible_characters", "unknown_word")]
    assert reading.codes(text) == told


def test_letters_are_composed_and_joiners_stay(reading: Reading) -> None:
    text = f"{WHOLE}\nNa\u0301wkar  \u00a0 می\u200cروم;fa;book;domestic;print\n"
    assert reading.answers(text).title == "Náwkar می\u200cروم"
    assert reading.codes(text) == []


@pytest.mark.parametrize(
    ("written", "kept"),
    [("ze\u200dro", "zero"), ("bir\u200d ikki", "bir ikki"), ("но\u200cль", "ноль"), ("A 👩\u200d", "A 👩")],
)
def test_joiners_that_join_nothing_are_taken_out(reading: Reading, written: str, kept: str) -> None:
    text = f"{WHOLE}\n{written};uz;book;domestic;print\n"
    assert reading.answers(text).title == kept
    assert reading.codes(text) == [(1, "title", "invisible_characters")]


@pytest.mark.parametrize(
    "title",
    ["می\u200cروم", "A 👩\u200d💻", "A 👩🏽\u200d🔬", "A ❤\ufe0f\u200d🔥", "क\u094d\u200dष", "ه\u200d"],
)
def test_joiners_stay_between_emoji_and_in_scripts_that_need_them(reading: Reading, title: str) -> None:
    text = f"{WHOLE}\n{title};fa;book;domestic;print\n"
    assert reading.answers(text).title == title
    assert reading.codes(text) == []


@pytest.mark.parametrize("title", ["-", "!!!", "😀", "\u0327\u030b"])
def test_a_title_has_a_letter_or_a_figure(reading: Reading, title: str) -> None:
    assert reading.codes(f"{WHOLE}\n{title};uz;book;domestic;print\n") == [(1, "title", "no_title")]


def test_a_title_may_be_a_number(reading: Reading) -> None:
    assert reading.answers(f"{WHOLE};script\n1984;uz;book;domestic;print;Latn\n").title == "1984"
    [problem] = reading.report(f"{WHOLE}\n1984;uz;book;domestic;print\n")["problems"]
    assert (problem["code"], problem["field"]) == ("exchange.script_unseen", "script")
    assert "has no letter from which the script could be seen" in problem["message"]


@pytest.mark.parametrize("title", ["Namuna kitob", "NAMUNA JURNAL", "Намуна китоб"])
def test_a_row_of_the_template_is_no_publication(reading: Reading, title: str) -> None:
    assert reading.codes(f"{WHOLE}\n{title};uz;book;domestic;print\n") == [(1, "title", "example_row")]


def test_a_title_of_nothing_that_can_be_seen_is_missing(reading: Reading) -> None:
    codes = reading.codes(f"{WHOLE}\n\u200b\u200b;uz;book;domestic;print\n")
    assert (1, "title", "missing") in codes


def test_a_counted_day_is_told_as_both_days_it_can_be(reading: Reading) -> None:
    [problem] = reading.report(one("print_run_completed", "46037"))["problems"]
    told = problem["message"].replace("\u00a0", " ")
    assert "15 January 2026 if it counts from 1900, 16 January 2030 if from 1904" in told


def test_a_missing_word_of_a_list_is_told_with_the_words_there_are(reading: Reading) -> None:
    [problem] = reading.report("title;language;kind;origin;carrier\nBir;uz;book;;print\n")["problems"]
    assert "It is one of: domestic (" in problem["message"]
    assert "“Read it otherwise” (in a mapping: “=value=origin”)" in problem["message"]


def test_a_row_whose_two_columns_disagree_is_refused(reading: Reading) -> None:
    """Which of them is right nobody can know, and the wrong one would be registered."""
    text = f"{WHOLE};yili;year\n{ROW};2024;2025\n"
    assert reading.codes(text) == [(1, "year", "columns_differ")]
    [problem] = reading.report(text)["problems"]
    assert problem["message"].startswith("“2024” of “yili” and “2025” of “year” cannot both be right.")
    assert reading.answers(text.replace("2025", "2024")).year == 2024
    assert reading.answers(text.replace("2025", "")).year == 2024


def test_a_row_with_two_different_titles_under_one_heading_is_refused(reading: Reading) -> None:
    text = f"{WHOLE};title\n{ROW};Boshqa\n"
    assert reading.codes(text) == [(1, "title", "columns_differ")]
    assert reading.report(text)["records"]["refused"] == 1


def test_a_kind_that_is_no_word_of_the_list_is_told(reading: Reading) -> None:
    text = f"{WHOLE}\nBir;uz;Xalta;domestic;print\n"
    assert reading.codes(text) == [(1, "kind", "unknown_word")]
    assert all(len(problem["message"]) < 250 for problem in reading.report(text)["problems"])


@pytest.mark.parametrize(
    ("written", "code"),
    [("pol", "pl"), ("Polish", "pl"), ("польский", "pl"), ("Polyakcha", "pl"), ("Полякча", "pl"),
     ("uzb", "uz"), ("ger", "de"), ("deu", "de"), ("per", "fa"), ("kaa", "kaa"), ("crh", "crh")],
)  # fmt: skip
def test_every_language_of_iso_639_is_read(reading: Reading, written: str, code: str) -> None:
    assert reading.answers(f"{WHOLE}\nBir;{written};book;domestic;print\n").language == code


def test_a_dash_says_that_there_is_none_and_an_empty_cell_says_nothing(reading: Reading) -> None:
    assert reading.answers(one("audiences", "-")).audiences == frozenset()
    assert reading.answers(one("audiences", "")).audiences is None
    assert reading.answers(one("subjects", '"Science; education"')).subjects == {"science", "education"}
