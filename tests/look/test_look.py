"""Every macro and the shell, rendered without the application and looked at in a real browser.

No accessibility violation, no sideways scroll, rows of 34 px, nothing refused by the strict content security
policy, and scanning that works without script (with one, it is tried on the product itself).
"""

from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs

import pytest
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined, Undefined
from playwright.sync_api import Browser, Page
from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    FileField,
    Form,
    FormField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from tests.look.samples import LATIN_TO_CYRILLIC, NOW, cyrillic, day, page

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("home", "form", "release", "receiving", "worklist", "parts")
WEB_TEMPLATES = [
    path for path in sorted((ROOT / "templates").rglob("*.html")) if "documents" not in path.parts
]
ERRORS = (400, 403, 404, 409, 413, 414, 429, 500, 503)
POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
AXE = (Path(__file__).parent / "vendor/axe/axe.min.js").read_text(encoding="utf-8")
AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

BROKEN_WORDS = """
() => [...document.querySelectorAll('.nx-count__w')].filter(word => {
  const text = document.createRange();
  text.selectNodeContents(word.lastChild);
  const lines = new Set([...text.getClientRects()].map(line => line.top)).size;
  const door = word.closest('.nx-count').getBoundingClientRect();
  const words = word.innerText.trim().split(/\\s+/).length;
  return text.getBoundingClientRect().right > door.right || lines > words;
}).map(word => word.innerText)
"""
"""Labels of doors that have more lines than words, or reach beyond their door."""


class Day(Form):
    day = StringField()
    month = StringField()
    year = StringField()


class Release(Form):
    kind = RadioField(
        "Qanday chiqarilish?",
        [InputRequired("Birini tanlang")],
        choices=[SelectChoice("first", "Birinchi nashr"), SelectChoice("reprint", "Qayta bosma")],
    )
    isbn = StringField("ISBN", [InputRequired()])
    pages = IntegerField("Sahifalar soni", [InputRequired()])
    published = FormField(Day, "Birinchi partiya chiqqan sana")
    language = SelectField("Tili", choices=[SelectChoice("uz", "Oʻzbekcha"), SelectChoice("ru", "Ruscha")])
    note = StringField("Yozuvi", [Optional()])
    formats = SelectMultipleField(
        "Shakllari",
        [Length(min=1, message="Kamida bittasini tanlang")],
        choices=[SelectChoice("print", "Bosma"), SelectChoice("file", "Fayl")],
    )
    scan = FileField("Muqova", [Optional()])
    secret = PasswordField("Parol", [InputRequired("Parolni yozing")])
    agree = BooleanField("Roziman")
    summary = TextAreaField("Qisqacha mazmuni", description="Ikki-uch gap.")


def bad_form() -> Release:
    sent = {
        "isbn": "978-9943-7251-3-3",
        "pages": "312 b.",
        "published-day": "19",
        "published-month": "11",
        "published-year": "2026",
    }
    form = Release(MultiDict(sent | {"language": "uz", "agree": "y"}))
    form.validate()
    form.published.form_errors.append("Sana kelajakda boʻlmasin")
    return form


def environment(lang: str = "uz-Latn", undefined: type[Undefined] = StrictUndefined) -> Environment:
    """The application's templates with nothing of the application: trivial messages, filters and URLs."""
    say = cyrillic if lang == "uz-Cyrl" else str
    env = Environment(
        loader=ChoiceLoader([FileSystemLoader(ROOT / "templates"), FileSystemLoader(Path(__file__).parent)]),
        autoescape=True,
        extensions=["jinja2.ext.i18n"],
        undefined=undefined,
    )
    env.install_gettext_callables(say, lambda one, many, n: say(one if n == 1 else many), newstyle=True)  # type: ignore[attr-defined]
    env.filters |= {"day": lambda d: say(day(d)), "datetime": lambda d: f"{say(day(d))}, {d:%Y, %H:%M}"}
    env.globals |= {
        "url_for": lambda endpoint, filename: f"/{endpoint}/{filename}",
        "icon_sheet": lambda: "/static/img/icons.svg",
        "csrf_token": lambda: "token",
        "acting_for": lambda: "",
        "request": None,
        "get_flashed_messages": lambda with_categories: [],
    }
    return env


def render(name: str, lang: str = "uz-Latn", **more: Any) -> str:
    env = environment(lang, Undefined)
    if name == "pages/home.html":
        env.globals["get_flashed_messages"] = lambda with_categories: [
            ("success", "Saqlandi."),
            ("error", "Saqlanmadi."),
        ]
    return env.get_template(name).render(page(lang) | {"form": bad_form()} | more)


class Handler(SimpleHTTPRequestHandler):
    """Serves static/ from the disk and the rendered sample pages; answers a scan with the page after it."""

    scans: list[dict[str, list[str]]] = []

    def log_message(self, *_message: Any) -> None:
        """Say nothing: a test's output is its result."""

    def do_GET(self) -> None:
        if self.path.startswith("/static/"):
            super().do_GET()
        else:
            kind, lang, name = self.path.split("?")[0].strip("/").split("/")
            self.answer(render(f"{kind}/{name}.html", lang))

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        if self.path == "/preview":
            self.answer("<h2 id='owe-title'>Yangi javob</h2>")
        else:
            self.scans.append(parse_qs(body))
            self.answer(render("pages/receiving.html", count=2))

    def answer(self, html: str) -> None:
        data = html.encode()
        self.send_response(200)
        for name, value in (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Length", str(len(data))),
            ("Content-Security-Policy", POLICY),
        ):
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=str(ROOT)))
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def opened(browser: Browser, url: str, width: int, **context: Any) -> tuple[Page, list[str]]:
    """The page at a width, and what its console complained of: a refused inline style is an error there."""
    tab = browser.new_context(viewport={"width": width, "height": 900}, **context).new_page()
    complaints: list[str] = []
    tab.on(
        "console",
        lambda message: complaints.append(message.text) if message.type in ("error", "warning") else None,
    )
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on(
        "response",
        lambda answer: (
            complaints.append(f"{answer.status} {answer.url}")
            if answer.status >= 400 and "favicon" not in answer.url
            else None
        ),
    )
    tab.goto(url)
    return tab, complaints


def violations(tab: Page) -> list[str]:
    # through the protocol, not a <script>: the page's own policy refuses inline scripts
    tab.evaluate(AXE)
    found = tab.evaluate("rules => axe.run(document, {runOnly: {type: 'tag', values: rules}})", AXE_RULES)
    return [
        f"{v['id']}: {n['html'][:160]} {n['failureSummary'][:200]}"
        for v in found["violations"]
        for n in v["nodes"]
    ]


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["uz-Latn", "uz-Cyrl"])
@pytest.mark.parametrize("name", PAGES)
def test_page_is_accessible_and_fits(browser: Browser, site: str, name: str, lang: str) -> None:
    tab, complaints = opened(browser, f"{site}/pages/{lang}/{name}", 1280)
    heights = tab.evaluate(
        "[...document.querySelectorAll('.nx-table > tbody > tr:not(.nx-why)')]"
        ".map(r => r.getBoundingClientRect().height)"
    )
    assert set(heights) <= {34, 33}  # the last row has no border below it
    for width in (1280, 390):
        tab.set_viewport_size({"width": width, "height": 900})
        assert violations(tab) == []
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert complaints == []
    tab.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("lang", ["uz-Latn", "uz-Cyrl"])
def test_a_long_word_of_a_door_is_not_broken_and_stays_within_it(
    browser: Browser, site: str, lang: str
) -> None:
    tab, _complaints = opened(browser, f"{site}/pages/{lang}/home", 1280)
    for width in (1280, 1024, 768, 390):
        tab.set_viewport_size({"width": width, "height": 900})
        assert (width, tab.evaluate(BROKEN_WORDS)) == (width, [])
    tab.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("code", ERRORS)
def test_error_page_is_accessible(browser: Browser, site: str, code: int) -> None:
    tab, complaints = opened(browser, f"{site}/errors/uz-Latn/{code}", 390)
    assert (violations(tab), complaints) == ([], [])
    assert tab.locator("main .btn-primary").get_attribute("href") == "/"
    tab.context.close()


@pytest.mark.browser
def test_error_summary_has_the_focus_and_leads_to_the_field(browser: Browser, site: str) -> None:
    tab, _complaints = opened(browser, f"{site}/pages/uz-Latn/form", 1280, java_script_enabled=True)
    assert tab.evaluate("document.activeElement.className") == "nx-errsum"
    targets = tab.eval_on_selector_all(".nx-errsum a", "links => links.map(a => a.hash)")
    assert targets == ["#kind-0", "#pages", "#published-day", "#formats-0", "#secret"]
    assert all(tab.locator(target).count() == 1 for target in targets)
    tab.context.close()


@pytest.mark.browser
def test_preview_answers_as_the_form_is_filled_in(browser: Browser, site: str) -> None:
    tab, complaints = opened(browser, f"{site}/pages/uz-Latn/form", 1280)
    tab.fill("#isbn", "9789943725010")
    tab.wait_for_selector("#owe-inside:has-text('Yangi javob')")
    assert complaints == []
    tab.context.close()


@pytest.mark.browser
def test_scanning_and_account_menu_work_without_script(browser: Browser, site: str) -> None:
    Handler.scans.clear()
    tab, _complaints = opened(browser, f"{site}/pages/uz-Latn/receiving", 1280, java_script_enabled=False)
    tab.click(".nx-acct summary")
    assert tab.locator(".nx-acct form[action='/sign-out'][method=post]").is_visible()
    tab.fill("#scan", "9789910914393")
    tab.press("#scan", "Enter")
    assert tab.locator(".nx-echo__n").inner_text() == "2 / 2"
    assert Handler.scans == [{"csrf_token": ["token"], "key": ["k1"], "code": ["9789910914393"]}]
    tab.context.close()


@pytest.mark.browser
def test_a_form_is_sent_once_and_asks_before_what_cannot_be_undone(browser: Browser, site: str) -> None:
    tab, _complaints = opened(browser, f"{site}/pages/uz-Latn/parts", 1280)
    asked: list[str] = []
    tab.on(
        "dialog",
        lambda dialog: (
            asked.append(dialog.message),
            dialog.dismiss() if len(asked) == 1 else dialog.accept(),
        ),
    )
    sent = "e => { window.count += !e.defaultPrevented; e.preventDefault(); }"
    tab.evaluate(f"() => {{ window.count = 0; window.addEventListener('submit', {sent}) }}")
    for _click in range(3):
        tab.click("main form[data-confirm] button", force=True)  # the button says it is disabled
    assert (tab.evaluate("window.count"), asked) == (1, ["Rostdanmi?", "Rostdanmi?"])
    tab.context.close()


def test_field_ties_hint_and_error_to_the_input() -> None:
    forms = environment().get_template("macros/forms.html").module
    html = str(forms.field(bad_form().pages, "Oxirgi sahifa", "6"))  # type: ignore[attr-defined]
    assert 'aria-describedby="pages-hint pages-error"' in html
    assert 'aria-invalid="true"' in html
    assert 'value="312 b."' in html
    assert (
        html.index("<label")
        < html.index("pages-hint")
        < html.index('id="pages-error"')
        < html.index("<input")
    )


def test_optional_fields_say_so_and_required_ones_do_not() -> None:
    forms = environment().get_template("macros/forms.html").module
    form = bad_form()
    said = [
        name
        for name in ("isbn", "note", "summary", "language")
        if "(optional)" in str(forms.field(form[name]))
    ]  # type: ignore[attr-defined]
    assert said == ["note", "summary"]


def test_every_status_has_an_icon_of_the_sprite_and_a_word() -> None:
    module = environment().get_template("macros/marks.html").module
    sprite = (ROOT / "static/img/icons.svg").read_text()
    for code in page("uz-Latn")["codes"]:
        chip = str(module.status(code))  # type: ignore[attr-defined]
        assert f'id="{chip.split("#")[1].split(chr(34))[0]}"' in sprite
        assert code not in chip.split("</svg>")[1] or code in ("late", "short")


def test_pips_show_each_copy_once_and_always_the_figure() -> None:
    module = environment().get_template("macros/marks.html").module
    html = str(module.pips(4, 1, 1, 1))  # type: ignore[attr-defined]
    assert [part.split('"')[0] for part in html.split("#copy-")[1:]] == ["done", "damaged", "way", "due"]
    assert html.endswith('<span class="nx-id">1 / 4</span></span>')
    assert "copy-" not in str(module.pips(40, 16))  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("due", "words"), [(20, "2 days late"), (22, "today"), (23, "tomorrow"), (27, "5 days left")]
)
def test_days_left_speaks_when_the_day_is_near(due: int, words: str) -> None:
    module = environment().get_template("macros/marks.html").module
    assert words in str(module.days_left(NOW.date().replace(day=due), NOW.date()))  # type: ignore[attr-defined]


def test_samples_transliterate_every_letter() -> None:
    assert not set(cyrillic("Oʻzbekcha gʻisht shaharcha")) & set(LATIN_TO_CYRILLIC)


@pytest.mark.parametrize("path", WEB_TEMPLATES, ids=lambda p: p.name)
def test_template_is_short_and_holds_no_inline_style_or_script(path: Path) -> None:
    text = path.read_text()
    assert text.count("\n") <= 150
    assert " style=" not in text
    assert "<script>" not in text
    assert " onclick=" not in text
