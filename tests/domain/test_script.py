"""Uzbek in two scripts, and the search key under which all spellings meet."""

import string

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.domain.script import in_other_letters, person_name, search_key, to_cyrillic, to_latin
from app.domain.script.letters import APOSTROPHES, CYRILLIC_TO_LATIN, LATIN_TO_CYRILLIC, SEARCH_FOLDING
from app.domain.script.loanwords import LATIN_TOKENS, SOFT_WHEN_BARE, STEMS
from tests.domain.parallel_sentences import SENTENCES

WORDS = {
    "e at the beginning and after a vowel": (
        "Elektron eʼlon poeziya qayerda sheʼr → Электрон эълон поэзия қаерда шеър"
    ),
    "y with a vowel": "yoʻl yoz tayyor dunyo yuk yakun → йўл ёз тайёр дунё юк якун",
    "tutuq": "sanʼat maʼno qurʼon Isʼhoq Asʼhob mashʼal → санъат маъно қуръон Исҳоқ Асҳоб машъал",
    "digraphs": "shoir choy ming singil Shahar Choʻlpon → шоир чой минг сингил Шаҳар Чўлпон",
    "capitals": "SHAHAR EʼLON YOʻQ YANVAR Oʻz OʻZ → ШАҲАР ЭЪЛОН ЙЎҚ ЯНВАРЬ Ўз ЎЗ",
    "months": (
        "sentabr oktabrda noyabr dekabrgacha yanvar aprel iyul"
        " → сентябрь октябрда ноябрь декабргача январь апрель июль"
    ),
    "soft sign": (
        "kalendar kalendari filtr filmni albom parol parolni parallel"
        " → календарь календари фильтр фильмни альбом пароль паролни параллель"
    ),
    "ц": (
        "litsenziya aksiya redaksiya stansiya protsent sirk sirka"
        " → лицензия акция редакция станция процент цирк сирка"
    ),
    "с": "versiya sessiya pensiya sertifikat aytsin → версия сессия пенсия сертификат айтсин",
    "loans": "obyekt rayon bayon budjet broshura kompyuter → объект район баён бюджет брошюра компьютер",
    "lost tutuq": "moʻjiza moʻtabar moʻylov → мўъжиза мўътабар мўйлов",
    "abbreviations": "AKM MChJ OʻRQ-457 UOʻK STIR STIRni Nusxa → АКМ МЧЖ ЎРҚ-457 УЎК СТИР СТИРни Нусха",
    "initials": "A. Sh. Yu. Oʻ. Karimov → А. Ш. Ю. Ў. Каримов",
    "apostrophes": "O'zbek o’g‘il ma'no to`g`ri sanʻat → Ўзбек ўғил маъно тўғри санъат",
    "next Latin": "Ötkan tuğ şoir çiroq ŞAHAR → Ўткан туғ шоир чироқ ШАҲАР",
    "Karakalpak": "Aral tolqını jańa ǵárezsizlik sóz ÚLKE → Арал толқыны жаңа ғәрезсизлик сөз ҮЛКЕ",
    "dates": (
        "2026-yil 4-dekabrgacha %(year)s-yilda {day}-may → 2026 йил 4 декабргача %(year)s йилда {day} май"
    ),
    "ordinals": "0.1-tahrir 12.4-bandi 2026-000417-son → 0.1-таҳрир 12.4-банди 2026-000417-сон",
    "quotation marks": "“Davot” MChJ, “Maʼno”gi → «Давот» МЧЖ, «Маъно»ги",
    "formats": "PDFni QR-kod CSV-fayl SHA-256 PDF/A-3a A4 F2 → PDFни QR-код CSV-файл SHA-256 PDF/A-3a A4 F2",
    "roman numerals": "XXI asr II-bob V-bob V. Karimov → XXI аср II-боб V-боб В. Каримов",
}


@pytest.mark.parametrize("pair", WORDS.values(), ids=WORDS.keys())
def test_words_are_spelled_by_the_rules(pair: str) -> None:
    latin, cyrillic = pair.split(" → ")
    assert to_cyrillic(latin) == cyrillic


@pytest.mark.parametrize(("latin", "cyrillic"), SENTENCES)
def test_the_sentences_of_the_notice_agree_in_both_scripts(latin: str, cyrillic: str) -> None:
    assert to_cyrillic(latin) == cyrillic
    assert to_latin(cyrillic) == latin


@pytest.mark.parametrize(
    "text",
    [
        "%(name)s %s %d {count} {title!r} %(share).1f",
        '<a class="nav" href="/uz/yordam"></a><br>&nbsp;&#8239;&laquo;',
        "<code>yordam</code> <kbd>Enter</kbd>",
        "https://nusxa.example/t/K7QM-4R2X-9TDV nusxa.example/t qabul@kutubxona.example hisobot.xlsx",
        "PDF QR CSV XLSX ISBN ISSN XML YAML EPUB ICS Code 128 SHA-256 UTC",
        "uz-draft uz-Latn uz_Cyrl J26-004173-J C26-0138042-E K7QM-4R2X-9TDV",
        "XIX II IV MCMXCI",
        "Excel Microsoft Windows www",
        "",
    ],
)
def test_what_is_no_uzbek_stays(text: str) -> None:
    assert to_cyrillic(text) == text


def test_text_around_protected_pieces_is_converted() -> None:
    assert (
        to_cyrillic("<strong>%(count)s ta</strong> nusxa &ndash; https://lex.uz/docs/1. Rahmat!")
        == "<strong>%(count)s та</strong> нусха &ndash; https://lex.uz/docs/1. Раҳмат!"
    )


@pytest.mark.parametrize(
    ("cyrillic", "latin"),
    [
        ("Ўзбекистон Республикаси", "Oʻzbekiston Respublikasi"),
        ("ШАҲАР ЎҚУВЧИ Шоир Ш. МЧЖ", "SHAHAR OʻQUVCHI Shoir Sh. MChJ"),
        ("ер қаерда поезд объект меъёр", "yer qayerda poyezd obyekt meʼyor"),
        ("цирк лицей концерт милиция акция", "sirk litsey konsert militsiya aksiya"),
        ("Исҳоқ санъат мўъжиза", "Isʼhoq sanʼat moʻjiza"),
        ("альбом батальон пьеса сентябрь 5 октябрда", "albom batalyon pyesa sentabr 5-oktabrda"),
        ("щётка выставка", "shchyotka vistavka"),
        ("5 йил, 2026 йил", "5 yil, 2026-yil"),
        ("«Фан» PDF", "“Fan” PDF"),
    ],
)
def test_cyrillic_is_read_in_latin(cyrillic: str, latin: str) -> None:
    assert to_latin(cyrillic) == latin


@given(st.text("abdefghijklmnopqrstuvxyz ", max_size=30))
def test_no_latin_letter_of_an_uzbek_word_is_left(text: str) -> None:
    assume(not any(token in text for token in ("email", *LATIN_TOKENS)))  # these stay as they are
    assert not set(to_cyrillic(text)) & set(string.ascii_letters)


@given(st.text(max_size=60))
def test_conversion_twice_changes_nothing_more(text: str) -> None:
    assert to_latin(to_latin(text)) == to_latin(text)


def test_the_tables_hold_only_what_they_should() -> None:
    assert all(
        key == key.lower() for key in (*LATIN_TO_CYRILLIC, *CYRILLIC_TO_LATIN, *STEMS, *SOFT_WHEN_BARE)
    )
    assert not [stem for stem in STEMS if set(STEMS[stem]) & set(string.ascii_letters)]
    assert len(set(STEMS.values())) == len(STEMS)


@pytest.mark.parametrize("latin", sorted(STEMS))
def test_a_stem_comes_back_from_cyrillic(latin: str) -> None:
    assert to_latin(to_cyrillic(latin)) == latin


@pytest.mark.parametrize(
    "spellings",
    [
        "Ўткан кунлар|Oʻtkan kunlar|O'tkan kunlar|O`tkan  kunlar|O’TKAN-KUNLAR|Ötkan kunlar|otkan kunlar",
        "Toʻgʻri soʻz|Тўғри сўз|Töğri söz|To'g'ri so'z",
        "Sheʼriyat|Шеърият|Şeʼriyat|she'riyat",
        "Choʻlpon|Чўлпон|Çölpon",
        "Yer|Ер|er",
        "Isʼhoq|Исҳоқ|is'hoq|ishoq",
        "Sentabr konserti|Сентябрь концерти",
        "Qaraqalpaqstan tariyxı|Қарақалпақстан тарийхы",
        "Óbekler, sóz hám ǵárezsizlik|Өбеклер, сөз ҳәм ғәрезсизлик",
        "jańa|жаңа|жаӊа",
        "Елка|Elka",
        "Résumé naïve|resume naive",
        "Gʻijduvon choʻli|Ḡijduvon çōli|Ğijduvon cöli|Ğijduvon çŏli|Ğijduvon cõli|Ғиждувон чўли",
        "Toʻngʻich tong|Tönğiç toñ|Тўнғич тонг",
        "masʼul sanʼat|мас'ул сан`ат|mas´ul sanʿat|масъул санъат",
        "Sayyed|Sayed",
        "ISBN 978-9943-7120-4-1|isbn 9789943712041|ISBN 978 9943 7120 4 1",
        "2-jild (1941–1945)|2 jild 1941 1945",
    ],
)
def test_spellings_find_each_other(spellings: str) -> None:
    assert len({search_key(spelling) for spelling in spellings.split("|")}) == 1


def test_nothing_of_ascii_is_folded_beside_apostrophes() -> None:
    """So that a key of ASCII text needs none of the tables."""
    ascii_letters = "".join(map(chr, range(128)))
    assert to_latin(ascii_letters) == ascii_letters
    assert not any(letter.isascii() for letter in SEARCH_FOLDING)


def test_different_words_keep_different_keys() -> None:
    assert len({search_key(word) for word in ("qum", "kum", "gul", "goʻl", "sher", "ser")}) == 6


@given(st.text(max_size=60))
def test_a_search_key_is_ascii_and_stable(text: str) -> None:
    key = search_key(text)
    assert set(key) <= set(string.ascii_lowercase + string.digits + " ")
    assert key == " ".join(key.split())
    assert search_key(key) == key


ALPHABETS = {
    "1995": {},
    "1993": {"oʻ": "ö", "gʻ": "ğ", "sh": "ş", "ch": "ç", "ng": "ñ", "j": "ɉ"},
    "2018": {"oʻ": "ŏ", "gʻ": "ğ", "sh": "ş", "ch": "ç"},
    "2021": {"oʻ": "ō", "gʻ": "ḡ", "sh": "ş", "ch": "ç"},
    "2023": {"oʻ": "õ", "gʻ": "ğ", "sh": "ş", "ch": "c"},
}


@given(st.text("абвгдежзийклмнопрстуфхчшўқғҳъэюяё ", max_size=30), st.sampled_from(APOSTROPHES))
def test_every_alphabet_of_uzbek_finds_every_other(cyrillic: str, apostrophe: str) -> None:
    assume("чҳ" not in cyrillic)  # no word has it; the alphabet of 2023 writes it as the other ones do ч
    latin = to_latin(cyrillic)
    written = {cyrillic, cyrillic.replace("ъ", apostrophe), latin.upper()}
    for letters in ALPHABETS.values():
        text = latin
        for old, new in letters.items():
            text = text.replace(old, new)
        written.add(text.replace("ʻ", apostrophe).replace("ʼ", apostrophe))
    assert len({search_key(text) for text in written}) == 1


@given(st.text("ceyhts nñçşöʻ", max_size=30))
def test_a_search_key_is_stable_where_letters_meet(text: str) -> None:
    assert search_key(search_key(text)) == search_key(text)


@given(st.text("97812 -.", max_size=40))
def test_numbers_keep_their_digits(text: str) -> None:
    key = search_key(text)
    assert key.replace(" ", "") == "".join(character for character in text if character.isdigit())
    assert search_key(key) == key


@pytest.mark.parametrize(
    ("name", "language", "own", "written"),
    [
        ("Ulugʻbek Xolmatov", "ru", "", "Улугбек Холматов"),
        ("Ulugʻbek Xolmatov", "uz_Cyrl", "Улугбек", "Улуғбек Холматов"),
        ("S. M. Qodirova", "ru", "С. М. Кадырова", "С. М. Кадырова"),
        ("Ҳикмат Ўринов", "ru", "", "Хикмат Уринов"),
        ("Ҳикмат Ўринов", "uz", "", "Hikmat Oʻrinov"),
        ("D. R. Tursunov", "en", "", "D. R. Tursunov"),
    ],
)
def test_a_person_is_named_in_the_script_of_the_paper(
    name: str, language: str, own: str, written: str
) -> None:
    assert person_name(name, language, own) == written


@pytest.mark.parametrize(
    ("text", "script", "other"),
    [
        ("Ўткан кунлар", "Latn", True),
        ("Oʻtkan kunlar", "Cyrl", True),
        ("Ўткан кунлар", "Cyrl", False),
        ("1C: бухгалтерия", "Latn", False),
        ("1984", "Cyrl", False),
        ("Ўткан кунлар", "Zyyy", False),
    ],
)
def test_the_letters_of_a_text_are_compared_with_its_script(text: str, script: str, other: bool) -> None:
    assert in_other_letters(text, script) is other
