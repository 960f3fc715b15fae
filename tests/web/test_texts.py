"""What templates say: in HTML the values put into a text are escaped, in a letter they are not."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask, render_template_string

from app.infra.i18n import force_locale, month_name, ngettext

pytestmark = pytest.mark.one_database

NAMED = "{{ _('Choose %(name)s', name=name) }}"
COUNTED = "{{ ngettext('%(num)s day late', '%(num)s days late', days) }}"


def test_values_are_escaped_in_pages(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        assert render_template_string(NAMED, name="<b>A & B</b>") == "Choose &lt;b&gt;A &amp; B&lt;/b&gt;"


def test_values_stand_as_they_are_in_letters(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        letter = app.jinja_env.overlay(autoescape=False).from_string(NAMED)
        assert letter.render(name="A & B") == "Choose A & B"


@pytest.mark.parametrize(
    ("language", "days", "said"),
    [
        ("en", 21, "21 days late"), ("ru", 21, "просрочка 21 день"),
        ("en", 100_000, "100,000 days late"), ("ru", 100_000, "просрочка 100\u00a0000 дней"),
    ],
)  # fmt: skip
def test_each_language_has_its_own_forms_and_figures(app: Flask, language: str, days: int, said: str) -> None:
    with app.test_request_context(), force_locale(language):
        assert render_template_string(COUNTED, days=days) == said
        assert ngettext("%(num)s day late", "%(num)s days late", days) == said


def test_a_text_remembered_in_one_language_is_said_in_another(app: Flask) -> None:
    with app.test_request_context():
        told = []
        for language in ("en", "ru", "uz", "uz_Cyrl", "en"):
            with force_locale(language):
                told.append(render_template_string("{{ _('Obligations') }} {{ _('below 70 %%') }}"))
    assert told[0] == told[4] == "Obligations below 70 %"
    assert len(set(told)) == 4


def test_the_day_of_a_moment_is_the_country_s(app: Flask) -> None:
    """At 20:30 in Greenwich it is half past one of the next day in Tashkent."""
    shown = "{{ at | date_short }} {{ at | date }} {{ at | day }} {{ at | weekday }} {{ day | date_short }}"
    with app.test_request_context(), force_locale("en"):
        at = datetime(2026, 12, 31, 20, 30, tzinfo=UTC)
        told = render_template_string(shown, at=at, day=date(2026, 12, 31)).replace("\xa0", " ")
    assert told == "01.01.2027 1 January 2027 1 January Friday 31.12.2026"


def test_months_are_spelt_in_cyrillic_as_the_transliteration_spells_them(app: Flask) -> None:
    """CLDR writes 28-ноябр; the papers write 28 ноябрь, and without the soft sign before an ending."""
    shown = "{{ day | day }}; {{ day | date }}; {{ _('Deliver the copies by %(day)s', day=day | day) }}"
    with app.test_request_context(), force_locale("uz_Cyrl"):
        told = render_template_string(shown, day=date(2026, 11, 28)).replace("\xa0", " ")
        assert told == "28 ноябрь; 28 ноябрь, 2026; Нусхаларни 28 ноябргача топширинг"
        assert [month_name(month) for month in (1, 2, 5, 6, 9)] == [
            "январь",
            "февраль",
            "май",
            "июнь",
            "сентябрь",
        ]
        written = "Дневник: июньские записки"
        assert render_template_string("{{ _('See %(name)s', name=name) }}", name=written).endswith(written)
    with app.test_request_context(), force_locale("uz"):
        assert render_template_string("{{ day | day }}", day=date(2026, 11, 28)) == "28-noyabr"
