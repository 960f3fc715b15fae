"""Letters that were read in a wrong encoding are seen, and those of a language are not taken for such."""

import pytest

from app.exchange.legibility import letters_lost, looks_misread
from tests.slices.exchange.batch_steps import row, send, table
from tests.slices.exchange.reading_files import Reading
from tests.support.isolation import Browserless

HEAD = "title;language;kind;origin;carrier\n"
ENCODINGS = ("utf-8", "cp1251", "cp866", "cp1252", "koi8_r", "mac_cyrillic")
TITLES = ("Собрание сочинений", "Ўткан кунлар", "Шашмаком. Том 0", "Oʻzbekiston ertaklari")


def misread(title: str, written: str, read: str) -> str:
    return title.encode(written, errors="replace").decode(read, errors="replace")


@pytest.mark.parametrize(
    ("title", "written", "read"),
    [
        *((TITLES[0], "utf-8", read) for read in ("cp1251", "cp866", "cp1252")),
        *((TITLES[0], "cp1251", read) for read in ("cp866", "cp1252")),
        *((TITLES[0], "cp866", read) for read in ("cp1251", "cp1252")),
        *((TITLES[1], "utf-8", read) for read in ("cp1251", "cp866", "cp1252")),
        (TITLES[2], "mac_cyrillic", "cp866"),
        (TITLES[0], "koi8_r", "cp1251"),
        (TITLES[3], "utf-8", "cp1251"),
        (TITLES[3], "utf-8", "cp1252"),
    ],
)
def test_letters_read_in_a_wrong_encoding_are_seen(title: str, written: str, read: str) -> None:
    assert looks_misread(misread(title, written, read))


@pytest.mark.parametrize("title", ["\u0327\u030b\u0300 \u0328\u0326", "ʼŁ \u0309Ư·Æ ʼ\u0300·\u0307ƯÆ"])
def test_marks_over_nothing_are_seen(title: str) -> None:
    assert looks_misread(title)


@pytest.mark.parametrize(
    "title",
    [
        *TITLES, "Бердақ. Таңламалы шығармалар", "Әжинияз", "Мыӊ қыздыӊ ашығы", "Абай жолы – ұлттық дүние",
        "Ҳазору як шаб",
        "Історія України", "Гісторыя Беларусі ў ХХ ст.", "На Дрини ћуприја", "Крале Марко и ќерката", "Ъгъл",
        "Манас: кыргыз элинин баатырдык эпосу", "ДНК-анализ", "ВКонтакте и КиноПоиск", "СамГУ хабарлари",
        "Les élèves à l'école", "Garçon, où ça?", "Übermäßig", "İstanbul’un öyküsü", "Çağ", "Řeřicha",
        "Đường đi", "col·lecció", "Αθήνα", "تاريخ", "שלום", "日本の本", "한국어", "საქართველო", "C++ → Rust",
        "1984", "Cафар китоби", "C° 40 – «Fahrenheit»", "Ўқитувчи №1", "Naïve", "Þórður",
    ],
)  # fmt: skip
def test_languages_are_not_taken_for_misread(title: str) -> None:
    assert not looks_misread(title)


def test_a_title_that_looks_misread_warns_at_its_record(reading: Reading) -> None:
    utf8_among_cp1251 = f"{HEAD}".encode() + b"".join(
        f"{title};uz;book;domestic;print\n".encode(codec)
        for title, codec in (
            ("Ўткан кунлар", "utf-8"),
            *((f"Шашмаком. Том {part}", "cp1251") for part in "123"),
        )
    )
    report = reading.report(utf8_among_cp1251)
    assert report["encoding"] == "cp1251"
    assert reading.codes(utf8_among_cp1251) == [(1, "title", "looks_misread")]
    assert report["records"]["with_warnings"] == 1


@pytest.mark.parametrize(
    "title",
    [
        "Қалам ва дафтар",
        "Катта ғоялар",
        "ТОҒЛАР",
        "Тоғлар",
        "«Ҳақиқат» қиссаси",
        "Ҳуқуқ",
        "Oʻzbek",
        "Ота-ғазаб",
    ],
)
def test_letters_that_an_encoding_has_not_are_missed(title: str) -> None:
    assert letters_lost(title.encode("cp1251", errors="replace").decode("cp1251"))


@pytest.mark.parametrize(
    "title",
    ["Nima uchun?", "Кто? что? где?", "Kim?Nima?Qachon?", "Оқ олма", "What?!", "«Нега?» деб", "Bu (?) nima",
     "??? ва бошқалар", "https://example.uz/?qalam", "Nima ?", "2?", "Nega?, dedi"],
)  # fmt: skip
def test_questions_are_not_taken_for_lost_letters(title: str) -> None:
    assert not letters_lost(title)


def test_lost_letters_warn_at_every_text_in_command_and_page(reading: Reading) -> None:
    rest = "uz;book;domestic;print\n"
    text = f"author;{HEAD}Абдулла Қодирий;Қалам;{rest}А. Қаҳҳор;Нима учун?;{rest}"
    written = text.encode("cp1251", errors="replace")
    told = [problem for problem in reading.report(written)["problems"] if problem["record"] is not None]
    assert [(one["row"], one["field"], one["code"], one["severity"]) for one in told] == [
        (2, "author", "exchange.letters_lost", "warning"),
        (2, "title", "exchange.letters_lost", "warning"),
        (3, "author", "exchange.letters_lost", "warning"),
    ]
    assert "UTF-8" in told[1]["message"]
    assert reading.report(written)["records"] == {"read": 2, "accepted": 2, "with_warnings": 2, "refused": 0}


@pytest.mark.usefixtures("clerk")
def test_the_page_of_a_file_tells_of_lost_letters(client: Browserless) -> None:
    content = table(row("Қалам"), row("Нима учун?")).decode().encode("cp1251", errors="replace")
    page = client.get(f"/imports/{send(client, content)}").text
    assert "looks misread" in page
    assert "?алам" in page.partition('id="samples"')[2]


def test_titles_are_shown_as_read_also_of_what_is_refused(reading: Reading) -> None:
    plain = "".join(f"Book {number};en;book;domestic;print\n" for number in range(6))
    text = f"{HEAD}{plain}Ўткан\x00 кунлар;uz;kitobcha;domestic;print\n{'Я' * 600};ru;book;domestic;print\n"
    samples = reading.report(text)["samples"]
    assert [(sample["record"], sample["row"]) for sample in samples] == [
        (1, 2),
        (2, 3),
        (3, 4),
        (7, 8),
        (8, 9),
    ]
    assert [samples[0]["title"], samples[3]["title"]] == ["Book 0", "Ўткан кунлар"]
    assert samples[4]["title"] == "Я" * 200


@pytest.mark.usefixtures("clerk")
def test_the_page_of_a_file_shows_its_titles(client: Browserless) -> None:
    content = table(row("Собрание сочинений"), row("Мой сосед")).decode().encode("cp1251")
    page = client.get(f"/imports/{send(client, content)}").text
    shown = page.partition('id="samples"')[2]
    assert "Собрание сочинений" in shown
    assert "Мой сосед" in shown
