"""People at browsers without scripts: they open pages, fill in the forms they see, and send them."""

import json
import re
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from lxml import etree
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

Fields = MultiDict[str, Any]
Element = Any  # of lxml, which tells the checker of types nothing
PARSER = etree.HTMLParser(remove_comments=True)


@dataclass(frozen=True)
class Form:
    """A form of a page with what it holds before anybody types."""

    action: str
    method: str
    fields: Fields

    def filled(self, **typed: Any) -> Fields:
        """Return what is sent when this is typed; a dash in a name is written as two underscores."""
        sent = self.fields.copy()
        for name, value in typed.items():
            sent.setlist(name.replace("__", "-"), value if isinstance(value, list) else [value])
        return sent


@dataclass(frozen=True)
class Page:
    """An answer as a person sees it."""

    answer: TestResponse

    @property
    def status(self) -> int:
        """Its HTTP status."""
        return self.answer.status_code

    @property
    def path(self) -> str:
        """Where the person is now, after every redirection."""
        return self.answer.request.path

    @property
    def source(self) -> str:
        """Its text with the marks of HTML."""
        return self.answer.text

    @cached_property
    def root(self) -> Element:
        """Its elements."""
        return etree.fromstring(self.source.replace("\r\n", "\n"), PARSER)

    @cached_property
    def words(self) -> str:
        """What it says, in one line."""
        body = self.root.find("body")
        return " ".join("".join(body.itertext() if body is not None else ()).split())

    @property
    def forms(self) -> list[Form]:
        """Its forms in order, but for that of the language buttons, which a person does not see."""
        shown = (element for element in self.root.iter("form") if element.get("id") != "sent-form")
        return [read_form(element, self.path) for element in shown]

    def form(self, ending: str = "") -> Form:
        """Return the form that posts to an address with this ending (its own address by default)."""
        found = [
            form for form in self.forms if form.method == "post" and form.action.endswith(ending or self.path)
        ]
        assert found, f"no form to {ending or self.path} on {self.path} ({self.status}): {self.words[:300]}"
        return found[0]

    def links(self, beginning: str) -> list[str]:
        """Return where its links with this beginning lead."""
        addresses = (link.get("href", "") for link in self.root.iter("a"))
        return [address for address in addresses if re.match(beginning, address)]


def read_form(element: Element, path: str) -> Form:
    """Return what a browser would send if the person pressed Enter."""
    fields: Fields = MultiDict()
    for field in element.iter():
        name = field.get("name")
        if not name or field.get("disabled") is not None:
            continue
        if field.tag == "input" and (field.get("type", "text") not in ("checkbox", "radio", "submit", "file")
                                     or field.get("checked") is not None):  # fmt: skip
            fields.add(name, field.get("value", ""))
        elif field.tag == "textarea":
            fields.add(name, "".join(field.itertext()).removeprefix("\n"))
        elif field.tag == "select":
            options = list(field.iter("option"))
            chosen = [option for option in options if option.get("selected") is not None] or options[:1]
            for option in chosen:
                fields.add(name, option.get("value", "".join(option.itertext())))
    action = urlsplit(element.get("action") or path).path
    return Form(action, element.get("method", "get").lower(), fields)


class Person:
    """Somebody at a browser of his own; reads English unless told otherwise."""

    def __init__(self, app: Flask, language: str = "en") -> None:
        self.client = app.test_client()
        self.client.get(f"/language/{language}")

    def open(self, address: str) -> Page:
        """Go to an address and wherever it leads."""
        return Page(self.client.get(address, follow_redirects=True))

    def get(self, address: str) -> TestResponse:
        """Ask for an address, going no further."""
        return self.client.get(address)

    def send(self, page: Page, ending: str = "", **typed: Any) -> Page:
        """Fill in a form of the page and send it."""
        form = page.form(ending)
        return self.post(form.action, form.filled(**typed))

    def post(self, address: str, fields: Any) -> Page:
        """Send fields to an address and go where the answer leads."""
        return Page(self.client.post(address, data=fields, follow_redirects=True))

    def send_twice(self, page: Page, ending: str = "", **typed: Any) -> Page:
        """Press the button twice; both answers must lead to the same place."""
        form = page.form(ending)
        sent = form.filled(**typed)
        first, second = (self.client.post(form.action, data=sent) for _click in range(2))
        assert (first.status_code, second.status_code) == (303, 303), (first.text, second.text)
        assert first.location == second.location
        return self.open(first.location)

    def sign_in(self, email: str, password: str) -> "Person":
        """Sign in through the page."""
        page = self.send(self.open("/sign-in"), email=email, password=password)
        assert page.path != "/sign-in", page.words
        return self


def guide_of(app: Flask) -> dict[str, Any]:
    """Return what `demo.json` says."""
    content: dict[str, Any] = json.loads((app.config["NUSXA"].instance / "demo.json").read_text("utf-8"))
    return content


def person(app: Flask, role: str, number: int = 0, language: str = "en") -> Person:
    """Return the demonstration's `number`-th person of a role, signed in; `public` has no account."""
    visitor = Person(app, language)
    if role == "public":
        return visitor
    account = [account for account in guide_of(app)["accounts"] if account["role"] == role][number]
    return visitor.sign_in(account["email"], account["password"])
