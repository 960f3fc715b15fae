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


def rows(*written: tuple[str, str]) -> bytes:
    """Return rows whose titles are written each in its encoding."""
    return HEAD.encode() + b"".join(
        f"{title};uz;book;domestic;print\n".encode(codec) for title, codec in written
    )


MOST = tuple((f"Шашмаком. Том {part}", "cp1251") for part in "123456789")


def test_a_title_that_looks_misread_warns_at_its_record(reading: Reading) -> None:
    koi8_among_cp1251 = rows((TITLES[0], "koi8_r"), *MOST)
    report = reading.report(koi8_among_cp1251)
    assert report["encoding"] == "cp1251"
    assert reading.codes(koi8_among_cp1251) == [(1, "title", "looks_misread")]
    assert report["records"]["with_warnings"] == 1


@pytest.mark.parametrize(
    "title",
    ["Ўткан кунлар", "Oʻzbek", "O‘zbek", "Gʼalaba", "И мир", "Tarix – 1", "«Kitob»", "Qaraqalpaqstan tariyxı",
     "САМАРҚАНД Р"],
)  # fmt: skip
@pytest.mark.parametrize("codec", ["cp1251", "cp866"])
def test_a_text_that_is_certainly_utf8_among_others_refuses_its_record(
    reading: Reading, title: str, codec: str
) -> None:
    mixed = rows((title, "utf-8"), *((most, codec) for most, _ in MOST))
    report = reading.report(mixed)
    assert report["encoding"] == codec
    assert reading.codes(mixed) == [(1, "title", "mixed_encodings")]
    assert report["records"] == {"read": 10, "accepted": 9, "with_warnings": 0, "refused": 1}
    [told] = [problem for problem in report["problems"] if problem["record"]]
    assert "Save the whole file in one encoding" in told["message"]
    assert reading.report(mixed, encoding=codec)["records"]["refused"] == 1


@pytest.mark.parametrize(
    "title",
    [
        *TITLES[:3],
        "Её",
        "Её. ЕЁ",
        "«Я»",
        "РЎ",
        "О‘",
        "Группа «Я»",
        "№ 1 – «Ё»",
        "Rё",
        "ТЁ",
        "Илова №1",
        "Plain",
    ],
)
def test_a_text_of_the_files_own_encoding_is_not_taken_for_utf8(reading: Reading, title: str) -> None:
    assert "mixed_encodings" not in {code for _, _, code in reading.codes(rows((title, "cp1251"), *MOST))}


def test_western_texts_are_not_taken_for_utf8(reading: Reading) -> None:
    titles = ("Les élèves à l'école", "CAFÉ", "MAMÃ’s", "IRMÃ", "Garçon", "Übermäßig", "Ãº")
    western = rows(*((title, "cp1252") for title in titles))
    assert {code for _, _, code in reading.codes(western, encoding="cp1252")} <= {"looks_misread"}


def test_bytes_that_an_encoding_has_not_are_still_told(reading: Reading) -> None:
    broken = rows(("Катта\x00", "cp1251"), *MOST).replace(b"\x00", b"\x98")
    assert (1, "title", "unreadable_characters") in reading.codes(broken)


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
