"""Encodings: declared, found by evidence, or asked for."""

import pytest

from app.infra.encodings import single_byte
from tests.slices.exchange.reading_files import Reading

TEXT = (
    "Название;Язык;Вид издания;Происхождение;Носитель\r\n"
    "Собрание сочинений. Том 1: «Повести»;ru;book;domestic;print\r\n"
    "Ўзбекистон тарихи – 2-жилд;uz;book;domestic;print\r\n"
)


@pytest.mark.parametrize(
    ("codec", "told"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("cp1251", "cp1251"),
        ("cp866", "cp866"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-16", "utf-16-le"),
    ],
)
def test_the_encoding_is_found_by_evidence(reading: Reading, codec: str, told: str) -> None:
    text = TEXT.replace("«", '""').replace("»", '""').replace("–", "-") if codec == "cp866" else TEXT
    report = reading.report(text.replace('""', "").encode(codec))
    assert report["encoding"] == told
    assert report["records"]["accepted"] == 2
    titles = [
        checked.answers.title
        for checked in reading.checked(text.replace('""', "").encode(codec))
        if checked.answers
    ]
    assert titles[1].startswith("Ўзбекистон тарихи")
    guessed = [problem["code"] for problem in report["problems"]]
    assert guessed == (["exchange.encoding_guessed"] if codec in ("cp1251", "cp866") else [])


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-16"])
@pytest.mark.parametrize("asked", [False, True])
def test_letters_whose_halves_part_fields_of_marc_are_letters(
    reading: Reading, codec: str, *, asked: bool
) -> None:
    text = TEXT.replace("Собрание", "О Новом, ПППППП: собрание").encode(codec)
    named = {"encoding": "utf-16-be" if codec == "utf-16-be" else "utf-16-le"}
    report = reading.report(text, **(named if asked else {}))
    assert (report["format"], report["records"]["accepted"]) == ("csv", 2)
    assert report["mapping"]["Название"] == "title", "a mark of the byte order is no part of a heading"


def test_western_letters_are_not_taken_for_cyrillic(reading: Reading) -> None:
    text = "title,language,kind,origin,carrier\nLes élèves à l'école,fr,book,imported,print\n"
    report = reading.report(text.encode("cp1252"))
    assert report["encoding"] == "cp1252"
    assert reading.answers(text.encode("cp1252")).title == "Les élèves à l'école"


def test_an_encoding_can_be_asked_for(reading: Reading) -> None:
    assert reading.answers(TEXT.encode("cp1251"), encoding="cp1251").title.startswith("Собрание")
    report = reading.report(TEXT.encode("cp1251"), encoding="cp1251")
    assert report["problems"] == []


def test_one_damaged_letter_costs_one_record_and_not_the_encoding(reading: Reading) -> None:
    damaged = TEXT.encode().replace("Собрание".encode(), "Собрани".encode() + b"\xd0", 1)
    report = reading.report(damaged)
    assert report["encoding"] == "utf-8"
    assert report["records"] == {"read": 2, "accepted": 1, "with_warnings": 0, "refused": 1}
    assert (1, "Название", "unreadable_characters") in reading.codes(damaged)


def test_letters_far_down_in_a_file_decide_too(reading: Reading) -> None:
    rows = "Plain;en;book;domestic;print\r\n" * 50_000
    rest = TEXT.splitlines(keepends=True)[1:]
    english = "title;language;kind;origin;carrier\r\n"
    report = reading.report((english + rows + "".join(rest)).encode("cp1251"))
    assert (report["encoding"], report["records"]["accepted"]) == ("cp1251", 50_002)


def test_bytes_that_make_no_words_are_refused(reading: Reading) -> None:
    assert reading.refusal(bytes(range(128, 256)) * 20).code == "exchange.binary"


def test_russian_is_told_apart_whatever_its_case() -> None:
    for text in ("ВОЙНА И МИР", "Война и мир", "война и мир"):
        assert single_byte(text.encode("cp1251")) == "cp1251"
        assert single_byte(text.encode("cp866")) == "cp866"
