"""ONIX: releases, both spellings, updates and deletions, and messages that break the form."""

import csv
from pathlib import Path

import pytest
from lxml import etree

from app.exchange.reading.onix.flavour import TAGS_FILE
from app.exchange.records import Act
from app.web.messages import message_for
from tests.slices.exchange.reading_files import Reading

DATA = Path(__file__).parents[2] / "data" / "exchange"
SPACE = "http://ns.editeur.org/onix"
HEADER = (
    "<Header><Sender><SenderName>Sharq</SenderName></Sender><SentDateTime>20261120</SentDateTime></Header>"
)
PRODUCT = """
<Product><RecordReference>uz.sharq.1</RecordReference><NotificationType>03</NotificationType>
<ProductIdentifier><ProductIDType>15</ProductIDType><IDValue>9789943725133</IDValue></ProductIdentifier>
<DescriptiveDetail><ProductComposition>00</ProductComposition><ProductForm>BB</ProductForm>
<TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>01</TitleElementLevel>
<TitleText>Oʻtkan kunlar</TitleText></TitleElement></TitleDetail>
<Contributor><ContributorRole>A01</ContributorRole><PersonNameInverted>Qodiriy, Abdulla</PersonNameInverted>
</Contributor>
<Contributor><ContributorRole>A38</ContributorRole><PersonName>Eski Ism</PersonName></Contributor>
<Language><LanguageRole>01</LanguageRole><LanguageCode>uzb</LanguageCode></Language></DescriptiveDetail>
<PublishingDetail><CountryOfPublication>UZ</CountryOfPublication><PublishingStatus>02</PublishingStatus>
<PublishingDate><PublishingDateRole>01</PublishingDateRole><Date>20261101</Date></PublishingDate></PublishingDetail>
<ProductSupply><SupplyDetail><Price><PriceAmount>45000.00</PriceAmount><CurrencyCode>UZS</CurrencyCode></Price>
</SupplyDetail></ProductSupply></Product>"""


SECOND_TITLE = (
    "<TitleDetail><TitleType>01</TitleType><TitleElement><TitleElementLevel>01</TitleElementLevel>"
    "<TitleText>Ikkinchi sarlavha</TitleText></TitleElement></TitleDetail>"
)


def message(*products: str, release: str = "3.0", header: str = HEADER, space: bool = True) -> str:
    named = f' xmlns="{SPACE}/{release}/reference"' if space else ""
    root = f'<?xml version="1.0"?>\n<ONIXMessage release="{release}"{named}>\n'
    return f"{root}{header}{''.join(products)}</ONIXMessage>\n"


@pytest.mark.parametrize("release", ["3.0", "3.1"])
@pytest.mark.parametrize("space", [True, False])
def test_a_product_arrives(reading: Reading, release: str, space: bool) -> None:
    text = message(PRODUCT, release=release, space=space)
    report = reading.report(text)
    assert (report["format"], report["schema"], report["version"]) == ("onix", "onix-reference", release)
    answers = reading.answers(text)
    assert (answers.title, answers.kind, answers.carrier) == ("Oʻtkan kunlar", "book", "print")
    assert (answers.language, answers.origin, answers.year, answers.price) == ("uz", "domestic", 2026, 45000)
    assert [(person.name, person.role) for person in answers.people] == [("Qodiriy, Abdulla", "author")]
    assert reading.codes(text) == [(1, "Product/DescriptiveDetail/Contributor", "role_unknown")]


def test_a_day_is_an_event_only_once_the_product_is_active(reading: Reading) -> None:
    assert reading.answers(message(PRODUCT)).events == {}
    active = message(PRODUCT.replace("<PublishingStatus>02", "<PublishingStatus>04"))
    assert reading.answers(active).events["publication"].isoformat() == "2026-11-01"


@pytest.mark.parametrize("notification", ["01", "02", "03"])
@pytest.mark.parametrize("release", ["3.0", "3.1"])
def test_a_day_to_come_is_a_promise_and_refuses_nothing(
    reading: Reading, notification: str, release: str
) -> None:
    soon = PRODUCT.replace("<PublishingStatus>02", "<PublishingStatus>04").replace("20261101", "20270301")
    text = message(soon.replace("Type>03", f"Type>{notification}"), release=release)
    answers = reading.answers(text)
    assert (dict(answers.events), answers.year) == ({}, 2027)
    assert (1, "Product/PublishingDetail/PublishingDate", "not_published_yet") in reading.codes(text)
    (told,) = [each for each in reading.report(text)["problems"] if "not_published" in each["code"]]
    assert told["severity"] == "warning"


def test_short_and_reference_tags_say_the_same(reading: Reading) -> None:
    reference = reading.answers(DATA / "single-book-onix3.xml")
    assert reading.answers(DATA / "single-book-onix3-short.xml") == reference
    assert reference.title == "Roseanna"
    assert [person.role for person in reference.people] == ["author", "author", "translator", "foreword"]


def test_the_pairs_of_tags_are_those_of_a_message_written_both_ways() -> None:
    ways = [
        [etree.QName(element).localname for element in etree.parse(DATA / name).getroot().iter("{*}*")]
        for name in ("single-book-onix3.xml", "single-book-onix3-short.xml")
    ]
    written = dict(zip(*ways, strict=True))
    with TAGS_FILE.open(encoding="utf-8", newline="") as file:
        ours = {row["reference"]: row["short"] for row in csv.DictReader(file)}
    shared = ours.keys() & written.keys()
    assert len(shared) > 40
    assert {name: ours[name] for name in shared} == {name: written[name] for name in shared}


def test_release_2_1_is_read(reading: Reading) -> None:
    report = reading.report(DATA / "valid_onix2_ref.xml")
    assert (report["version"], report["records"]["refused"]) == ("2.1", 1)
    answers = reading.answers(DATA / "valid_onix2_ref.xml", mapping="=de=language,=imported=origin")
    assert (answers.title, answers.kind, answers.carrier) == ("Some Title", "book", "online")


def test_entities_of_html_that_2_1_allows_are_letters(reading: Reading) -> None:
    dtd = '<!DOCTYPE ONIXMessage SYSTEM "http://www.editeur.org/onix/2.1/reference/onix-international.dtd">\n'
    text = (
        (DATA / "valid_onix2_ref.xml").read_text("utf-8-sig").replace("Some Title", "Caf&eacute; &amp; Bar")
    )
    text = text.replace("<ONIXMessage", f"{dtd}<ONIXMessage", 1)
    answers = reading.answers(text, mapping="=de=language,=imported=origin")
    assert answers.title == "Café & Bar"


def test_updates_and_deletions_are_marked_and_never_registered_as_new(reading: Reading) -> None:
    update = PRODUCT.replace("<NotificationType>03", "<NotificationType>04")
    block = update.replace(
        update[update.index("<DescriptiveDetail>") : update.index("<PublishingDetail>")], ""
    )
    delete = PRODUCT.replace("<NotificationType>03", "<NotificationType>05")
    text = message(update, block, delete)
    report = reading.report(text)
    assert report["marked"] == {"updates": 2, "deletes": 1}
    checked = reading.checked(text)
    assert [each.act for each in checked] == [Act.UPDATE, Act.UPDATE, Act.DELETE]
    assert {each.reference for each in checked} == {"uz.sharq.1"}
    assert checked[1].answers is not None
    assert (checked[1].answers.title, checked[1].answers.year) == ("", 2026)


BREACHES = {
    "no reference": ("<RecordReference>uz.sharq.1</RecordReference>", "", "onix_missing", "RecordReference"),
    "an empty reference": ("uz.sharq.1", " ", "onix_empty", "RecordReference"),
    "no such notification": ("Type>03", "Type>99", "onix_code", "NotificationType"),
    "no value of an identifier": (
        "<IDValue>9789943725133</IDValue>", "", "onix_missing", "ProductIdentifier/IDValue",
    ),
    "no title": ("TitleDetail>", "TitelDetail>", "onix_missing", "DescriptiveDetail/TitleDetail"),
    "no level": ("<TitleElementLevel>01</TitleElementLevel>", "", "onix_missing",
                 "DescriptiveDetail/TitleDetail/TitleElement/TitleElementLevel"),
    "a strange block": ("PublishingDetail>", "PublisherDetail>", "onix_unknown_element", "PublisherDetail"),
    "a misspelt person": (
        "Contributor>", "Contributer>", "onix_unknown_element", "DescriptiveDetail/Contributer",
    ),
    "misspelt pages": (
        "</DescriptiveDetail>", "<Extend><ExtentType>00</ExtentType></Extend></DescriptiveDetail>",
        "onix_unknown_element", "DescriptiveDetail/Extend",
    ),
    "a misspelt name": (
        "PersonName>", "PersonsName>", "onix_unknown_element", "DescriptiveDetail/Contributor/PersonsName",
    ),
    "a strange part of a title": (
        "<TitleElementLevel>", "<Foo>1</Foo><TitleElementLevel>", "onix_unknown_element",
        "DescriptiveDetail/TitleDetail/TitleElement/Foo",
    ),
    "a misspelt country": (
        "CountryOfPublication>", "CountryOfPublishing>", "onix_unknown_element",
        "PublishingDetail/CountryOfPublishing",
    ),
    "a text between elements": (
        "<DescriptiveDetail>", "<DescriptiveDetail>bu yerda", "onix_text", "DescriptiveDetail",
    ),
    "a misspelt publisher": (
        "<CountryOfPublication>",
        "<Publisher><PublishingRole>01</PublishingRole><PubName>Yurt</PubName></Publisher><CountryOfPublication>",
        "onix_unknown_element", "PublishingDetail/Publisher/PubName",
    ),
    "no such form": ("<ProductForm>BB", "<ProductForm>QQ", "onix_code", "DescriptiveDetail/ProductForm"),
    "a strange element": (
        "LanguageCode>", "LangCode>", "onix_unknown_element", "DescriptiveDetail/Language/LangCode",
    ),
}  # fmt: skip


@pytest.mark.parametrize("breach", BREACHES)
def test_a_breach_refuses_the_product_with_its_place_and_no_other(reading: Reading, breach: str) -> None:
    before, after, code, path = BREACHES[breach]
    text = message(PRODUCT, PRODUCT.replace(before, after), PRODUCT)
    report = reading.report(text)
    assert (report["records"]["accepted"], report["records"]["refused"]) == (2, 1)
    found = [problem for problem in report["problems"] if problem["severity"] == "error"]
    assert (2, f"Product/{path}", f"exchange.{code}") in [(p["record"], p["field"], p["code"]) for p in found]
    assert all(15 <= problem["row"] <= 40 for problem in found)


def test_a_form_that_is_no_form_is_the_one_thing_that_is_told(reading: Reading) -> None:
    strange = message(PRODUCT.replace("<ProductForm>BB", "<ProductForm>QQ"))
    (told,) = reading.report(strange)["problems"]
    assert "“QQ” is not in the code list" in told["message"]
    unknown_here = message(PRODUCT.replace("<ProductForm>BB", "<ProductForm>ZE"))
    codes = reading.codes(unknown_here)
    assert (1, "Product/DescriptiveDetail/ProductForm", "form_unread") in codes
    told = next(each for each in reading.report(unknown_here)["problems"] if "form_unread" in each["code"])
    assert "“ZE”" in told["message"]


@pytest.mark.parametrize(
    ("before", "after", "field", "code"),
    [
        ("<Date>20261101", "<Date>November", "PublishingDetail/PublishingDate", "year_unread"),
        ("</TitleDetail>", f"</TitleDetail>{SECOND_TITLE}", "DescriptiveDetail/TitleDetail", "given_twice"),
        (
            "<Language>", "<EditionNumber>ikki</EditionNumber><Language>",
            "DescriptiveDetail/EditionNumber", "edition_unread",
        ),
        (
            "<Language>", "<EditionNumber>27</EditionNumber><Language>",
            "DescriptiveDetail/EditionNumber", "edition_open",
        ),
        (
            "<Language>", "<EditionType>ILL</EditionType><Language>",
            "DescriptiveDetail/EditionType", "edition_type_unread",
        ),
    ],
)  # fmt: skip
def test_what_is_left_out_is_told_and_refuses_nothing(
    reading: Reading, before: str, after: str, field: str, code: str
) -> None:
    text = message(PRODUCT.replace(before, after, 1))
    assert (1, f"Product/{field}", code) in reading.codes(text)
    report = reading.report(text)
    assert report["records"]["accepted"] == 1
    told = next(each["message"] for each in report["problems"] if each["code"] == f"exchange.{code}")
    assert any(f"“{word}”" in told for word in ("November", "Ikkinchi sarlavha", "ikki", "27", "ILL"))


@pytest.mark.parametrize("first", [True, False])
def test_a_title_of_the_collection_alone_is_no_second_title(reading: Reading, first: bool) -> None:
    """Wherever it stands, the title of the product is taken, and nothing is told as lost."""
    collection = SECOND_TITLE.replace("Level>01", "Level>02")
    before, after = ("<TitleDetail>", f"{collection}<TitleDetail>") if first else (
        "</TitleDetail>", f"</TitleDetail>{collection}",
    )  # fmt: skip
    text = message(PRODUCT.replace(before, after, 1))
    assert reading.answers(text).title == "Oʻtkan kunlar"
    assert [code for _record, _field, code in reading.codes(text)] == ["role_unknown"]


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("<EditionType>ILL</EditionType><EditionType>REV</EditionType>", "revised"),
        ("<EditionType>UNR</EditionType><EditionNumber>2</EditionNumber>", "unchanged_reprint"),
        ("<EditionNumber>1</EditionNumber>", "first"),
        ("<NoEdition/>", None),
    ],
)
def test_what_an_edition_is_said_to_be_is_read_without_a_word(
    reading: Reading, said: str, status: str | None
) -> None:
    text = message(PRODUCT.replace("<Language>", f"{said}<Language>", 1))
    assert reading.answers(text).edition_status == status
    assert [code for _record, _field, code in reading.codes(text)] == ["role_unknown"]


def test_two_types_of_edition_that_exclude_each_other_are_told(reading: Reading) -> None:
    both = "<EditionType>UNR</EditionType><EditionType>REV</EditionType>"
    text = message(PRODUCT.replace("<Language>", f"{both}<Language>", 1))
    assert (1, "Product/DescriptiveDetail/EditionType", "given_twice") in reading.codes(text)
    assert reading.answers(text).edition_status == "unchanged_reprint"


@pytest.mark.parametrize(
    ("said", "element"),
    [
        ("<NoEdition/><NoEdition/>", "NoEdition"),
        ("<EditionNumber>2</EditionNumber><NoEdition/>", "NoEdition"),
        ("<EditionNumber>1</EditionNumber><EditionNumber>2</EditionNumber>", "EditionNumber"),
    ],
)
@pytest.mark.parametrize("modern", [True, False])
def test_an_edition_said_twice_refuses_the_product(
    reading: Reading, said: str, element: str, modern: bool
) -> None:
    if modern:
        text, path = message(PRODUCT.replace("<Language>", f"{said}<Language>", 1)), "DescriptiveDetail/"
    else:
        old = (
            "<Product><RecordReference>1</RecordReference><NotificationType>03</NotificationType>"
            "<ISBN>9789943725133</ISBN><ProductForm>BB</ProductForm><Title><TitleType>01</TitleType>"
            f"<TitleText>Sarob</TitleText></Title>{said}</Product>"
        )
        header = "<Header><FromCompany>Sharq</FromCompany><SentDate>20261120</SentDate></Header>"
        text, path = message(old, release="2.1", header=header, space=False), ""
    assert (1, f"Product/{path}{element}", "onix_order") in reading.codes(text)


def test_blocks_in_a_wrong_order_are_refused(reading: Reading) -> None:
    start, end = PRODUCT.index("<PublishingDetail>"), PRODUCT.index("<ProductSupply>")
    block = PRODUCT[start:end]
    moved = PRODUCT.replace(block, "").replace("<DescriptiveDetail>", f"{block}<DescriptiveDetail>")
    assert [code for _record, _field, code in reading.codes(message(moved))] == ["onix_order"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (message(PRODUCT, header=""), "onix_header"),
        (message(PRODUCT, header="<Header><Sender/></Header>"), "onix_header"),
        (message(PRODUCT, release="4.0"), "onix_release"),
        (message(PRODUCT).replace("3.0/reference", "3.0/short"), "onix_namespace"),
        (message(PRODUCT).replace("ONIXMessage", "OnixMessage"), "onix_root"),
        (message(PRODUCT, PRODUCT.replace("Product>", "product>")), "onix_stray"),
        (message(PRODUCT.replace("Product>", "product>")), "onix_stray"),
    ],
)
def test_a_message_that_is_none_is_refused_whole(reading: Reading, text: str, code: str) -> None:
    assert reading.refusal(text).code == f"exchange.{code}"


@pytest.mark.parametrize(
    ("text", "whole", "why"),
    [
        (message(PRODUCT, PRODUCT[:-200]), 1, "closed that is not the last one opened"),
        (message(PRODUCT, "\x01"), 1, "a character stands there that XML does not allow"),
        (message(PRODUCT, PRODUCT, PRODUCT)[:-300], 2, "ends in the middle"),
        (message(PRODUCT, PRODUCT)[:-3], 2, "ends in the middle"),
    ],
)
def test_a_message_that_breaks_is_refused_and_tells_how_much_was_whole(
    reading: Reading, text: str, whole: int, why: str
) -> None:
    error = reading.refusal(text)
    assert (error.code, error.params["whole"]) == ("exchange.xml_broken", whole)
    assert why in message_for(error)
    assert f"Whole records before: {whole}; none was taken" in message_for(error)


def test_two_products_with_one_reference_are_told(reading: Reading) -> None:
    other = PRODUCT.replace("Oʻtkan kunlar", "Mehrobdan chayon").replace("9789943725133", "9780439023481")
    elsewhere = other.replace("uz.sharq.1", "uz.sharq.2")
    codes = reading.codes(message(PRODUCT, elsewhere, other))
    assert [code for code in codes if code[2] != "role_unknown"] == [
        (3, "Product/RecordReference", "reference_twice"),
        (3, "", "same_record"),
    ]


def test_the_missing_sender_is_told_with_its_line(reading: Reading) -> None:
    error = reading.refusal(DATA / "invalid_onix3_ref.xml")
    assert (error.code, error.params["missing"], error.params["line"]) == (
        "exchange.onix_header",
        "Sender",
        3,
    )


def test_an_encoding_that_xml_declares_is_read(reading: Reading) -> None:
    text = message(PRODUCT.replace("Oʻtkan kunlar", "Ўткан кунлар")).replace(
        "?>", ' encoding="windows-1251"?>', 1
    )
    content = text.encode("cp1251", errors="xmlcharrefreplace")
    assert reading.report(content)["encoding"] == "windows-1251"
    assert reading.answers(content).title == "Ўткан кунлар"


def test_short_tags_of_what_is_not_read_are_known_too(reading: Reading) -> None:
    """Elements beside those that are read, in either spelling; one that ONIX has not is refused in both."""
    text = (DATA / "single-book-onix3-short.xml").read_text()
    for added, strange in (("<b369>Toshkent</b369><b370>2025</b370>", False), ("<b999>x</b999>", True)):
        found = reading.codes(text.replace("<contributor", f"{added}<contributor", 1))
        assert ("onix_unknown_element" in {code for _record, _field, code in found}) is strange
