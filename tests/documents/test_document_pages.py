"""What the pages say, before they become files."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from app.domain.documents import (
    AttestationPaper,
    Awaited,
    BoxLabel,
    Party,
    ReceiptActPaper,
    Recipient,
    RuleSetName,
    Term,
    Work,
)
from app.infra.papers import DESIGNS, numbered_parts, paper_html, template_version
from app.infra.wording import Wording, figures
from tests.documents.makers import MAKERS, paper
from tests.documents.samples import LANGUAGES, labels, memorandum, notice, receipt_act, slip

DATES = {
    "uz": ("2026-yil 20-noyabr", "2026-yil 20-noyabrgacha", "2026-yil 20-noyabrda", "20-noyabr"),
    "uz_Cyrl": ("2026 йил 20 ноябрь", "2026 йил 20 ноябргача", "2026 йил 20 ноябрда", "20 ноябрь"),
    "ru": ("20 ноября 2026 г.", "До 20 ноября 2026 г.", "20 ноября 2026 г.", "20-е"),
    "en": ("20 November 2026", "By 20 November 2026", "on 20 November 2026", "20 November"),
}
EVERY_LANGUAGE = pytest.mark.parametrize("language", LANGUAGES)


def plain(html: str) -> str:
    """The words of a page, without the descriptions of its drawings."""
    words = re.sub(r"<[^>]+>", "", re.sub(r"<title>.*?</title>", "", html))
    return " ".join(unescape(words).split())


@EVERY_LANGUAGE
def test_dates_read_as_each_language_writes_them_and_never_break(language: str) -> None:
    words = Wording("notice", language)
    written = [words.date(form, date(2026, 11, 20)) for form in ("long", "by", "on", "day")]
    assert [text.striptags() for text in written] == list(DATES[language])
    assert all(re.fullmatch(r'<span class="nb">[^<]+</span>', text) for text in written)


def test_ending_takes_the_soft_sign_from_every_cyrillic_month() -> None:
    words = Wording("notice", "uz_Cyrl")
    endings = [words.date("by", date(2026, month, 1)).striptags() for month in range(1, 13)]
    assert not [ending for ending in endings if "ьгача" in ending]
    assert endings[3] == "2026 йил 1 апрелгача"


@pytest.mark.parametrize("kind", MAKERS)
def test_wordings_hold_the_same_sentences_in_every_language(kind: str) -> None:
    words = DESIGNS[type(paper(kind, "uz", 1))].wording
    known = [set(Wording(words, language)._sentences) for language in LANGUAGES]
    assert known[0] == known[1] == known[2] == known[3]


@pytest.mark.parametrize("kind", MAKERS)
def test_uzbek_letters_carry_their_own_marks(kind: str) -> None:
    page = plain(paper_html(paper(kind, "uz", 6), "uz"))
    assert not re.search(r"[A-Za-z]['’‘`][A-Za-z]", page)
    assert not re.search(r"[oOgG]ʼ|[^oOgG]ʻ", page)


@EVERY_LANGUAGE
def test_unknown_day_of_service_gives_the_rule_and_no_date(language: str) -> None:
    sample = replace(notice(language, 3), cure=Term(10), objection=Term(15))
    page = plain(paper_html(sample, language))
    closing = page[page.index(Wording("notice", language).plain("cure")) :]
    months = Wording("notice", language)._sentences["stems"]
    assert not [month for month in months if re.search(rf"\d\W{month}", closing) and "2018" not in closing]
    days = Wording("notice", language).count("working_days", 10).striptags()
    assert Wording("notice", language)("cure_rule", days=days).striptags() in closing


def test_only_clauses_of_the_lines_are_named_in_the_order_of_their_numbers() -> None:
    page = plain(paper_html(notice("uz", 1), "uz"))
    assert "5.1-band (nusxalar)" in page
    assert "5.2" not in page
    assert notice("uz", 9).clauses == ("5.1", "5.2", "5.10")


def test_abbreviations_are_explained_only_where_they_occur() -> None:
    assert "AKM – axborot-kutubxona markazi, FA – Fanlar akademiyasi." in plain(
        paper_html(notice("uz", 3), "uz")
    )
    assert "axborot-kutubxona markazi" not in plain(paper_html(notice("uz", 1), "uz"))


@pytest.mark.parametrize(
    ("language", "amount", "upload"),
    [
        ("uz", "jami 3 ta majburiy nusxani va 1 ta faylni", "Faylni shaxsiy kabinetda yuklang"),
        ("uz_Cyrl", "жами 3 та мажбурий нусхани ва 1 та файлни", "Файлни шахсий кабинетда юкланг"),
        ("ru", "всего 3 экз. и 1 файл по 3 обязательствам", "Файлы загрузите"),
        ("en", "3 mandatory copies and 1 file, due", "Upload each file"),
    ],
)
def test_a_file_owed_is_said_to_be_one_and_counted_apart(language: str, amount: str, upload: str) -> None:
    sample = notice(language, 3)
    file = replace(sample.lines[1], is_file=True)
    page = plain(paper_html(replace(sample, lines=(sample.lines[0], file, sample.lines[2])), language))
    assert amount in page
    assert upload in page
    assert f"{file.library}, {Wording('notice', language)('file')}" in page
    assert str(Wording("notice", language)("caption_with_files")) in page
    without = plain(paper_html(sample, language))
    assert upload not in without
    only = plain(paper_html(replace(sample, lines=(file,)), language))
    assert Wording("notice", language).plain("cure_1") not in only
    assert upload in only


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (1, "всего 1 экз. по 1 обязательству. Он указан"),
        (21, "по 21 обязательству"),
        (22, "по 22 обязательствам"),
    ],
)
def test_russian_numbers_take_their_endings(lines: int, said: str) -> None:
    sample = notice("ru", lines)
    first = replace(sample.lines[0], due=1)
    assert said in plain(paper_html(replace(sample, lines=(first, *sample.lines[1:])), "ru"))


def test_values_are_escaped_and_unknown_ones_leave_no_trace() -> None:
    bare = replace(
        notice("uz", 1),
        party=Party("<b>“A & B” MChJ</b>"),
        recipient=Recipient(),
        executor=None,
    )
    page = paper_html(bare, "uz")
    assert "&lt;b&gt;“A &amp; B” MChJ&lt;/b&gt;" in page
    assert "STIR" not in page
    assert "Ijrochi" not in page
    assert "Hurmatli" not in page


def test_unsigned_file_shows_no_stamp() -> None:
    page = paper_html(notice("uz", 1), "uz")
    assert "Elektron raqamli imzo" not in page
    assert "A. N. Yoʻldoshev" in page


@pytest.mark.parametrize("kind", MAKERS)
def test_mark_stands_on_specimens_only(kind: str) -> None:
    specimen = paper(kind, "ru", 1)
    rules = RuleSetName("uz", "2.0", hypothetical=False)
    all_rules = {"laws": (rules,)} if isinstance(specimen, AttestationPaper) else {}
    real = replace(specimen, specimen=False, rules=rules, **all_rules)
    assert "ОБРАЗЕЦ" in plain(paper_html(specimen, "ru"))
    page = paper_html(real, "ru")
    assert "ОБРАЗЕЦ" not in page
    assert "условн" not in page
    assert 'class="specimen"' not in page


def test_every_line_stands_alone_with_days_late() -> None:
    sample = notice("uz", 3)
    assert [sample.days_late(line) for line in sample.lines] == [53, 52, 51]
    rows = re.findall(r'<tr><td class="row">', paper_html(sample, "uz"))
    assert len(rows) == 3
    assert (sample.due, sample.received, sample.missing) == (4, 0, 4)


def test_sum_of_a_receipt_act_closes() -> None:
    act = receipt_act("uz", 6)
    assert (act.announced, act.scanned, act.counted, act.returned, act.discrepancies) == (5, 6, 4, 1, 4)
    assert act.undecided == 1
    page = plain(paper_html(act, "uz"))
    assert (
        "6 ta kelgan nusxa = 4 ta hisobga olingan + 1 ta qaytariladigan + 1 ta hali qaror qilinmagan." in page
    )
    assert "Qaytariladigan 1 nusxani 30 kunda olib keting." in page
    assert "1 nusxa haqida kutubxona hali qaror qilmagan" in page
    settled = replace(act, lines=act.lines[:4])
    assert "4 ta kelgan nusxa" not in plain(paper_html(settled, "uz"))
    assert "3 ta kelgan nusxa = 2 ta hisobga olingan + 1 ta qaytariladigan." in plain(
        paper_html(settled, "uz")
    )
    assert "1, 2, 5 va 6-qatorlardagi 4 ta majburiyat 2026-yil 25-noyabrda bajarilgan." in page
    assert "3 va 4-qatorlardagi 2 ta majburiyat ochiq qoladi, muddati oʻzgarmaydi." in page


@EVERY_LANGUAGE
def test_an_act_of_nobody_known_asks_nobody_to_fetch(language: str) -> None:
    act = replace(receipt_act(language, 6), depositor=Party(""))
    page, words = plain(paper_html(act, language)), Wording("receipt_act", language)
    for key in ("depositor_unknown", "next_library", "unknown_sender"):
        assert words.plain(key) in page
    assert words.plain("next") not in page.replace(words.plain("next_library"), "")
    assert words.plain("next_rest") not in page


@EVERY_LANGUAGE
def test_an_act_of_what_was_passed_on_asks_the_library_that_collected_it(language: str) -> None:
    act = replace(receipt_act(language, 4), passed_on=True)
    short = replace(act.lines[2], left_open=frozenset(), awaited=(Awaited(7, act.library),))
    act = replace(act, lines=(*act.lines[:2], short, act.lines[3]))
    page, words = plain(paper_html(act, language)), Wording("receipt_act", language)

    def said(key: str, many: str, row: int) -> str:
        rows = words.listed(many, [row])
        return str(words.count(key, 1, rows=rows, library=act.library).striptags())

    assert said("awaited_rows", "in_rows", 3) in page
    assert said("next_pass_on", "in_rows", 3) in page
    assert words.plain("next_replaced_by_owner", rows=words.listed("rows", [4])) in page
    for key in ("next_nothing", "next_rest"):
        assert words.plain(key) not in page


@EVERY_LANGUAGE
def test_act_without_discrepancies_asks_nothing(language: str) -> None:
    act: ReceiptActPaper = receipt_act(language, 2)
    page = plain(paper_html(act, language))
    words = Wording("receipt_act", language)
    assert words.plain("next_nothing") in page
    assert words.plain("about_discrepancies") not in page


def test_work_without_identifier_or_copy_code_is_still_a_line() -> None:
    work = Work("Лола. Түсиник", "kaa")
    line = replace(slip("en", 1).lines[0], work=work, code="", copies=3)
    page = plain(paper_html(replace(slip("en", 1), lines=(line,)), "en"))
    assert "Лола. Түсиник" in page
    assert "Total: 1 title3" in page


@pytest.mark.parametrize(("count", "sheets"), [(1, 1), (24, 1), (25, 2), (48, 2), (49, 3)])
def test_labels_fill_sheets_of_24(count: int, sheets: int) -> None:
    page = paper_html(labels("uz", count), "uz")
    assert page.count('<section class="label"') == count
    assert page.count('<div class="sheet crossed">') == sheets
    assert "crossed" not in paper_html(replace(labels("uz", count), die_cut=True), "uz")


def test_labels_of_boxes_come_before_those_of_copies() -> None:
    boxes = tuple(BoxLabel(f"B26-000000{n}-K", "J26-004173-J", "ORKM", n, 2) for n in (1, 2))
    page = plain(paper_html(replace(labels("en", 23), boxes=boxes), "en"))
    assert page.index("Box 1 of 2") < page.index("Box 2 of 2") < page.index("C26-0138042-E")
    assert "1/2" in page
    slip_page = plain(paper_html(replace(slip("en", 1), boxes=tuple(box.code for box in boxes)), "en"))
    assert "2: B26-0000001-K, B26-0000002-K" in slip_page


def test_parts_of_a_long_annex_are_even_and_numbered_through() -> None:
    parts = numbered_parts(list("abcde"), 2)
    assert parts == [[(1, "a")], [(2, "b"), (3, "c")], [(4, "d"), (5, "e")]]
    assert [len(part) for part in numbered_parts(range(401), 200)] == [133, 134, 134]
    assert numbered_parts([], 200) == [[]]


def test_long_annex_is_several_tables_with_one_caption_and_one_total() -> None:
    page = paper_html(notice("en", 450), "en")
    assert page.count("<table>") == 3
    assert page.count("<caption>") == page.count('<tr class="total">') == page.count("missing: ") == 1
    assert '<td class="row">450</td>' in page


def test_versions_name_their_document_and_differ() -> None:
    versions = {template_version(kind) for kind in MAKERS}
    assert len(versions) == len(MAKERS)
    assert any(re.fullmatch(r"receipt-act-[0-9a-f]{12}", version) for version in versions)


def test_a_memorandum_shows_what_would_change() -> None:
    page = plain(paper_html(memorandum("en", 6), "en"))
    assert "uz-draft 0.2 compared with uz-draft 0.1" in page
    assert "+70" in page  # copies in all, from 70 to 140
    assert "copies of unknown price: 17" in page
    alone = plain(paper_html(memorandum("ru", 7), "ru"))
    assert "Чего потребовал бы свод правил uz-draft 0.1" in alone
    assert "По 3 выпускам часть правил осталась нерешённой" in alone


def test_tax_number_is_set_in_threes() -> None:
    assert figures("999000117") == "999\u00a0000\u00a0117"


def test_whole_names_of_libraries_get_room_in_a_notice() -> None:
    short = notice("ru", 4)
    name = "Бухарский областной информационно-библиотечный центр имени Абу Али ибн Сино"
    whole = replace(short, lines=(*short.lines[:3], replace(short.lines[3], library=name)))
    widths = [re.findall(r"width:(\d+)mm", paper_html(one, "ru")) for one in (short, whole)]
    assert [columns[1:3] for columns in widths] == [["59", "35"], ["40", "54"]]
    assert {sum(map(int, columns)) for columns in widths} == {170}
