"""Applications, made through the pages as a person makes them."""

import re

from flask.testing import FlaskClient
from sqlalchemy import select

from app.infra.db import session, transaction
from app.infra.mail import Message
from app.organisations.models import District
from tests.factories.organisations import make_region

LINK = re.compile(r"https://nusxa\.test(/join/[\w-]+)")


def make_places() -> None:
    """Add two regions, with a district in each."""
    for soato, district, name in (
        ("1726", "1726262", "Chilonzor tumani"),
        ("1718", "1718401", "Samarqand shahri"),
    ):
        make_region(soato)
        if session().get(District, district) is None:
            with transaction() as current:
                names = {"name_uz": name, "name_uz_cyrl": name, "name_ru": name}
                current.add(District(soato=district, region_soato=soato, kind="district", **names))


def typed(**changed: str) -> dict[str, str]:
    """Return what an ordinary publisher types, but for `changed`."""
    ordinary = {
        "submission_key": "first", "kind": "publisher", "stir": "301 222 333", "name": "«Шарқ тонги» МЧЖ",
        "name_ru": "ООО «Шарк тонги»", "name_en": "Sharq Tongi LLC", "region_soato": "1726",
        "district_soato": "1726262", "legal_address": "Chilonzor 1", "address": "Chilonzor 2",
        "licence_number": "AA 0123",
        "licensed_on-day": "5", "licensed_on-month": "1", "licensed_on-year": "2024",
        "isbn_prefixes": "978-9943-7251, 978-9910-01", "contact_name": "Nodira Namunayeva",
        "phone": "+998 71 200 00 00", "email": "Nodira@Example.uz",
    }  # fmt: skip
    return ordinary | changed


def letters(to: str = "nodira@example.uz") -> list[Message]:
    """Return the letters to somebody, the oldest first."""
    return list(session().scalars(select(Message).where(Message.to == to).order_by(Message.id)))


def private_link(to: str = "nodira@example.uz") -> str:
    """Return the path of the private link in the newest letter that has one."""
    found = [match[1] for letter in letters(to) if (match := LINK.search(letter.body))]
    return found[-1]


def applied(client: FlaskClient, **changed: str) -> str:
    """Apply and confirm the e-mail; return the path of the private link."""
    make_places()
    answer = client.post("/join", data=typed(**changed))
    assert (answer.status_code, answer.location) == (303, "/join/sent"), answer.text
    link = private_link(changed.get("email", "nodira@example.uz").lower())
    assert client.post(f"{link}/confirm").status_code == 303
    return link
