"""CSV and TSV: delimiters, headings in every language, rows that are damaged."""

import json

import pytest

from app.domain.registration import GivenIdentifier, Person
from tests.slices.exchange.reading_files import Reading

HEAD = "title;language;kind;origin;carrier"
ROW = "Oʻtkan kunlar;uz;book;domestic;print"
COUNTED = [("1", "Sarob"), ("2.", "Devon"), ("14)", "Navroʻz")]
ALL = "=domestic=origin,=print=carrier,=book=kind,=uz=language"


def table(*rows: str, head: str = HEAD) -> str:
    return "\n".join((head, *rows)) + "\n"


def test_a_whole_row_is_accepted_and_the_script_is_seen_from_the_title(reading: Reading) -> None:
    report = reading.report(table(ROW))
    assert report["records"] == {"read": 1, "accepted": 1, "with_warnings": 0, "refused": 0}
    assert report["problems"] == []
    assert (report["format"], report["encoding"], report["delimiter"]) == ("csv", "utf-8", ";")
    assert reading.answers(table(ROW)).script == "Latn"
    assert reading.answers(table(ROW.replace("Oʻtkan kunlar", "Ўткан кунлар"))).script == "Cyrl"


@pytest.mark.parametrize(("sign", "name"), [(",", ","), (";", ";"), ("\t", "tab"), ("|", "|")])
def test_the_delimiter_is_found_out(reading: Reading, sign: str, name: str) -> None:
    report = reading.report(table(ROW).replace(";", sign))
    assert report["delimiter"] == name
    assert report["format"] == ("tsv" if name == "tab" else "csv")
    assert report["records"]["accepted"] == 1


def test_a_delimiter_can_be_asked_for_or_declared(reading: Reading) -> None:
    text = table("Bir; ikki,uz", head="title,language")
    assert reading.answers(text, delimiter=",", mapping=ALL).title == "Bir; ikki"
    assert reading.answers("sep=|\n" + table(ROW).replace(";", "|")).title == "Oʻtkan kunlar"


@pytest.mark.parametrize(
    "head",
    [
        "Sarlavha;Tili;Nashr turi;Kelib chiqishi;Tashuvchi",
        "Сарлавҳа;Тили;Нашр тури;Келиб чиқиши;Ташувчи",
        "Название;Язык;Вид издания;Происхождение;Носитель",
        "TITLE;Language code;Type;Origin;Medium",
    ],
)
def test_headings_are_recognised_in_every_language_and_script(reading: Reading, head: str) -> None:
    mapping = reading.report(table(ROW, head=head))["mapping"]
    assert list(mapping.values()) == ["title", "language", "kind", "origin", "carrier"]


def test_short_headings_of_hand_made_lists_are_recognised(reading: Reading) -> None:
    mapping = reading.report(table("Ona,Письмо", head="Название,Письмо,Аудитория,Тираж изготовлен"))[
        "mapping"
    ]
    assert list(mapping.values()) == ["title", "script", "audiences", "print_run_completed"]


def test_words_are_understood_in_the_language_of_the_file(reading: Reading) -> None:
    answers = reading.answers(table("Дарслик;ўзбек;Дарслик;Printed in this country;На бумаге"))
    assert (answers.language, answers.kind, answers.origin, answers.carrier) == (
        "uz", "textbook", "domestic", "print",
    )  # fmt: skip


def test_a_mapping_goes_before_what_is_recognised(reading: Reading) -> None:
    text = table("Asl;Tarjima", head="title;Boshqa nom")
    wishes = {"Boshqa nom": "title", "title": "parallel_title", "=uz": "language", "=book": "kind"}
    wishes |= {"=domestic": "origin", "=print": "carrier"}
    mapped = reading.answers(text, mapping=json.dumps(wishes))
    assert (mapped.title, mapped.parallel_title) == ("Tarjima", "Asl")
    assert reading.refusal(text, mapping="Yoʻq=title").code == "exchange.mapping_missing"
    assert reading.refusal(text, mapping="title=nonsense").code == "exchange.mapping_unknown"
    assert reading.refusal(text, mapping="nonsense").code == "exchange.mapping_unreadable"


def test_headings_that_are_not_read_are_told(reading: Reading) -> None:
    problems = reading.report(table(f"{ROW};x;y", head=f"{HEAD};Ranggi;Ranggi"))["problems"]
    assert [(found["field"], found["code"]) for found in problems] == [
        ("Ranggi", "exchange.heading_unknown"),
        ("Ranggi", "exchange.heading_twice"),
    ]


def test_lines_above_the_headings_are_passed_over_and_rows_keep_their_numbers(reading: Reading) -> None:
    text = "Nashrlar roʻyxati;;;;\n\n" + table(
        "Bir;uz;book;domestic;print", ";;;;", "Ikki;uz;kitobcha;domestic;print"
    )
    problem = reading.report(text)["problems"][0]
    assert (problem["record"], problem["row"], problem["field"]) == (2, 6, "kind")


def test_columns_that_every_record_needs_are_told_once_and_for_each(reading: Reading) -> None:
    report = reading.report(table("Bir;uz;book", "Ikki;uz;book", head="title;language;kind"))
    whole = [found["field"] for found in report["problems"] if found["record"] is None]
    assert whole == ["origin", "carrier"]
    assert report["records"]["refused"] == 2
    assert reading.report(table("Bir"), mapping=ALL)["records"]["accepted"] == 1


def test_a_quotation_mark_that_is_not_closed_refuses_the_file(reading: Reading) -> None:
    error = reading.refusal(table(ROW, '"Bir;uz;book;domestic;print', ROW))
    assert (error.code, error.params["line"]) == ("exchange.quote_open", 3)
    endless = '"' + "Bir;uz;book;domestic;print\n" * 20_000
    assert reading.refusal(table(ROW) + endless).code == "exchange.cell_too_long"


def test_a_row_that_is_broken_costs_only_itself(reading: Reading) -> None:
    text = table(
        ROW,
        '"Bir" ikki;uz;book;domestic;print',
        "Uch;uz;book;domestic;print;ortiqcha",
        "Toʻrt;uz",
        "Besh;uz;book;domestic;print",
    )
    assert reading.codes(text)[:2] == [(2, "", "row_broken"), (3, "", "cell_without_heading")]
    assert (4, "", "row_short") in reading.codes(text)
    assert reading.report(text)["records"] == {"read": 5, "accepted": 2, "with_warnings": 0, "refused": 3}


def test_a_text_under_an_empty_heading_refuses_its_row_and_an_empty_column_does_not(
    reading: Reading,
) -> None:
    """Nobody would know that it is lost: as what stands beyond the last heading, it must be looked at."""
    head = HEAD.replace("title;", "title;;;")
    text = table("Bir;;;uz;book;domestic;print", "Ikki;;A. Qodiriy;uz;book;domestic;print", head=head)
    assert reading.codes(text) == [(2, "", "cell_without_heading")]
    [told] = reading.report(text)["problems"]
    assert "“A. Qodiriy” stands in column C" in told["message"]
    assert "heading" in told["message"]
    assert reading.report(text)["records"] == {"read": 2, "accepted": 1, "with_warnings": 0, "refused": 1}
    beyond = table(f"{ROW};;ortiqcha")
    assert "“ortiqcha” stands in column G" in reading.report(beyond)["problems"][0]["message"]


def test_a_column_that_numbers_the_rows_needs_no_heading(reading: Reading) -> None:
    rows = [f"{number};{title};uz;book;domestic;print" for number, title in COUNTED]
    assert reading.codes(table(*rows, head=f";{HEAD}")) == []
    isbn = table("978-9943-300-01-9;Kitob;uz;book;domestic;print", head=f";{HEAD}")
    assert reading.codes(isbn) == [(1, "", "cell_without_heading")]


def test_a_cell_may_hold_line_ends(reading: Reading) -> None:
    assert reading.answers(table('"Bir\nikki";uz;book;domestic;print')).title == "Bir ikki"


def test_rows_that_a_stray_quotation_mark_runs_together_are_told_and_those_between_are_read(
    reading: Reading,
) -> None:
    rest = "uz;book;domestic;print"
    pair = table(ROW, f'"Ikki;{rest}', f"Uch;{rest}", f"Toʻrt;{rest}", f'Besh qator";{rest}', f"Olti;{rest}")
    assert reading.codes(pair) == [(2, "", "quote_runs_on"), (5, "", "quote_runs_on")]
    read = [each.answers.title for each in reading.checked(pair) if each.answers]
    assert read == ["Oʻtkan kunlar", "Uch", "Toʻrt", "Olti"]
    assert [problem["row"] for problem in reading.report(pair)["problems"]] == [3, 6]
    inside = table(ROW, f'"Ikki;{rest}', f"Uch;{rest}", f'Toʻrt "besh" olti;{rest}', f"Yetti;{rest}")
    assert reading.codes(inside) == [(2, "", "quote_runs_on")]
    assert [each.answers.title for each in reading.checked(inside) if each.answers][1] == "Uch"
    opening = table(f'"Bir;{rest}', f"Ikki;{rest}", f'"Uch;{rest}', f"Toʻrt;{rest}")
    assert reading.codes(opening) == [(1, "", "quote_runs_on"), (3, "", "quote_runs_on")]
    assert [each.answers.title for each in reading.checked(opening) if each.answers] == ["Ikki", "Toʻrt"]


def test_a_text_of_several_lines_with_many_delimiters_is_one_cell(reading: Reading) -> None:
    row = '"A, b, c\ng, h, i, j, k, l, m",uz,book,domestic,print'
    assert reading.answers(table(row, head=HEAD.replace(";", ","))).title == "A, b, c g, h, i, j, k, l, m"


@pytest.mark.parametrize("text", ["", "  \n \n", "\ufeff"])
def test_an_empty_file_is_refused(reading: Reading, text: str) -> None:
    assert reading.refusal(text).code == "exchange.empty"


def test_a_file_without_headings_shows_what_it_has(reading: Reading) -> None:
    error = reading.refusal("salom;dunyo\nbir;ikki\n")
    assert error.code == "exchange.no_head"
    assert "salom" in str(error.params["found"])


def test_everything_that_a_row_can_say_arrives(reading: Reading) -> None:
    head = ("title;muallif;tarjimon;people;language;kind;origin;carrier;isbn;adadi;betlar soni;narxi;yili;"
            "printer;print_run_completed;audiences;restricted;hudud;udc")  # fmt: skip
    row = ("Nomi;T. Aliyev, M. Karimova;Qodirov, A.;Hasanov (muharrir);uz-Latn;kitob;domestic;print;"
           "978-9943-7251-3-3;3 000;320 b.;45 000 soʻm;2026-y.;"
           "301 234 567;22.11.2026;Bolalar;yoʻq;Toshkent shahri;004")  # fmt: skip
    [found] = reading.checked(table(row, head=head))
    answers = found.answers
    assert answers is not None, found.findings
    assert answers.people == (
        Person("T. Aliyev", "author"),
        Person("M. Karimova", "author"),
        Person("Qodirov, A.", "translator"),
        Person("Hasanov", "editor"),
    )
    assert answers.identifiers == (GivenIdentifier("isbn", "9789943725133", "978-9943-7251-3-3"),)
    assert (answers.print_run, answers.pages, answers.price, answers.year) == (3000, 320, 45000, 2026)
    assert (answers.audiences, answers.restricted, answers.depositor_region) == ({"children"}, False, "1726")
    assert answers.events["print_run_completed"].isoformat() == "2026-11-22"
    assert found.printer_stir == "301234567"
