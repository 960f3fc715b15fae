"""What papers print of an organisation's record, in the language of each."""

import pytest
from sqlalchemy.orm import Session

from app.domain.actor import SYSTEM
from app.infra.db import transaction
from app.organisations.addresses import postal_address
from app.organisations.letterheads import authority_letterhead, signatory_of
from app.organisations.models import Organisation
from app.organisations.services import load_places
from tests.factories.organisations import MADE_AT, make_organisation


@pytest.fixture
def house(session: Session) -> Organisation:
    with transaction():
        load_places(by=SYSTEM, at=MADE_AT)
    return make_organisation(name="Namuna nashr")


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("uz", "Toshkent shahri, Namuna koʻchasi, 1-uy"),
        ("uz_Cyrl", "Тошкент шаҳри, Намуна кўчаси, 1-уй"),
        ("ru", "город Ташкент, Namuna koʻchasi, 1-uy"),
        ("en", "Namuna koʻchasi, 1-uy, Tashkent City"),
    ],
)
@pytest.mark.parametrize("written", ["Toshkent sh., ", "г. Ташкент, ", "Tashkent, ", ""])
def test_a_region_stands_once_in_an_address_in_the_language_of_the_paper(
    house: Organisation, written: str, language: str, said: str
) -> None:
    house.address = f"{written}Namuna koʻchasi, 1-uy"
    assert postal_address(house, language) == said


def test_a_town_is_not_taken_for_the_region_that_bears_its_name(house: Organisation) -> None:
    house.region_soato, house.address = "1706", "Buxoro, Namuna koʻchasi, 12"
    assert postal_address(house, "uz") == "Buxoro viloyati, Buxoro, Namuna koʻchasi, 12"
    house.district_soato = "1706401"
    assert postal_address(house, "ru") == "Бухарская область, Бухара, Namuna koʻchasi, 12"
    house.address_ru = "г. Бухара, ул. Намуна, 12"
    assert postal_address(house, "ru") == "Бухарская область, Бухара, ул. Намуна, 12"


def test_a_place_alone_is_no_address(house: Organisation) -> None:
    assert postal_address(house, "ru") == ""


def test_a_paper_in_another_language_is_signed_in_it(house: Organisation) -> None:
    house.head_post, house.head_name = "Inspeksiya boshligʻi", "N. N. Namunayev"
    assert signatory_of(house, "ru").post == "Inspeksiya boshligʻi", "where no other is given"
    assert signatory_of(house, "uz_Cyrl").post == "Инспекция бошлиғи"
    house.head_post_ru, house.head_name_ru = "Начальник инспекции", "Н. Н. Намунаев"
    house.address, house.address_ru = "Namuna koʻchasi, 1-uy", "ул. Намуна, д. 1"
    head = signatory_of(house, "ru")
    assert (head.post, head.name) == ("Начальник инспекции", "Н. Н. Намунаев")
    assert authority_letterhead(house, "ru").contacts == ("город Ташкент, ул. Намуна, д. 1",)
    assert signatory_of(house, "en").post == "Inspeksiya boshligʻi"
