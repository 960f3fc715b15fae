"""A day with its year ends in a full stop in Russian; a sentence that ends with it has no second one."""

import re
from datetime import date
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from flask import Flask, render_template_string
from markupsafe import Markup

from app.domain.errors import DomainError
from app.infra.i18n import TRANSLATIONS, force_locale, format_long, gettext, ngettext
from app.web.messages import message_for

DAY = date(2026, 11, 22)
_NAMES = re.compile(r"%\((\w+)\)s")


def said_twice(text: str) -> bool:
    return re.search(r"(?<!\.)\.(?:</\w+>)*\.(?!\.)", text) is not None


@pytest.mark.usefixtures("app")
def test_no_russian_message_ends_a_day_with_two_stops(app: Flask) -> None:
    """Every message, with the day in each of its places."""
    with (Path(TRANSLATIONS) / "ru" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        messages = [message for message in read_po(file) if message.id]
    with app.app_context(), force_locale("ru"):
        day = format_long(DAY)
        for message in messages:
            if isinstance(message.id, str):
                names = _NAMES.findall(message.id)
                told = [gettext(message.id, **dict.fromkeys(names, day))] if names else []
            else:
                singular, plural = message.id[:2]
                names = [name for name in _NAMES.findall(plural) if name != "num"]
                told = [ngettext(singular, plural, num, **dict.fromkeys(names, day)) for num in (1, 2, 5)]
            assert not [text for text in told if said_twice(text)]


def test_pages_and_refusals_end_in_one_stop_too(app: Flask) -> None:
    template = (
        "{{ _('The authority answers by %(day)s. The letter goes to %(email)s.', day=day, email='a@b') }}"
    )
    with app.test_request_context(), force_locale("ru"):
        for day in (format_long(DAY), Markup("<time>{}</time>").format(format_long(DAY))):
            text = render_template_string(template, day=day)
            assert "г." in text
            assert not said_twice(text)
        refused = message_for(DomainError("exchange.day_not_come", day=DAY))
        assert refused.startswith("22\u00a0ноября\u00a02026\u00a0г.")
        assert not said_twice(refused)


def test_an_ellipsis_and_what_people_write_stay(app: Flask) -> None:
    with app.app_context(), force_locale("ru"):
        assert gettext("%(day)s...", day="2026 г.") == "2026 г...."
        assert gettext("%(day)s, %(name)s.", day="2026 г.", name="A..") == "2026 г., A..."
