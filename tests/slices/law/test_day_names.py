"""Names of days and places in the law, in the reader's language and script."""

import holidays
import pytest
from flask import Flask

from app.infra.i18n import force_locale
from app.law.calendars.day_names import NAMES, day_name
from app.law.calendars.known import plain_name
from app.law.wording import clause_text

TEACHERS = "Oʻqituvchi va murabbiylar kuni"


@pytest.mark.parametrize(
    ("language", "name", "said"),
    [
        ("uz", TEACHERS, TEACHERS),
        ("uz_Cyrl", TEACHERS, "Ўқитувчи ва мураббийлар куни"),
        ("ru", TEACHERS, "День учителя и наставника"),
        ("en", TEACHERS, "Day of Teachers and Mentors"),
        ("ru", "Yangi yil (koʻchirilgan)", "Новый год (перенос)"),
        ("en", "Dam olish kuni (12/12 2026 dan koʻchirilgan)", "Day off (moved from 12.12.2026)"),
        ("en", "Mustaqillik kuni; Qurbon hayit", "Independence Day; Qurbon Hayit (Eid al-Adha)"),
        ("en", "Shahar kuni", "Shahar kuni"),
        ("ru", "Shahar kuni (koʻchirilgan)", "Shahar kuni (koʻchirilgan)"),
        ("uz_Cyrl", "Shahar kuni", "Шаҳар куни"),
        ("ru", "", ""),
    ],
)
def test_a_day_is_called_in_the_readers_language(app: Flask, language: str, name: str, said: str) -> None:
    with app.app_context(), force_locale(language):
        assert day_name(name) == said


def test_names_of_another_country_stay_as_they_are_stored(app: Flask) -> None:
    with app.app_context(), force_locale("uz_Cyrl"):
        assert day_name("Neujahr", "DE") == "Neujahr"
        assert clause_text("§ 14 Abs. 1", "DE") == "§ 14 Abs. 1"


def test_every_name_that_the_package_gives_is_translated(app: Flask) -> None:
    known = holidays.country_holidays("UZ", years=range(2018, 2036), language="uz")
    with app.app_context(), force_locale("en"):
        for name in {plain_name(text) for text in known.values()}:
            assert "kuni" not in day_name(name)
            assert "hayit" not in day_name(name)
    assert len(NAMES) > 10


@pytest.mark.parametrize(
    ("language", "said"),
    [("uz", "6-modda, 1-qism"), ("uz_Cyrl", "6-модда, 1-қисм"), ("ru", "6-modda, 1-qism")],
)
def test_a_clause_stands_in_the_readers_script(app: Flask, language: str, said: str) -> None:
    with app.app_context(), force_locale(language):
        assert clause_text("6-modda, 1-qism") == said
