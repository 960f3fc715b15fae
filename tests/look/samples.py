"""Invented records for the pages that show every macro; titles are classics, the day is 22 November 2026."""

from datetime import date, datetime, timedelta, timezone
from types import SimpleNamespace
from typing import Any

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 14, 35, tzinfo=timezone(timedelta(hours=5)))
CODES = [
    "forecast",
    "undecided",
    "waiting",
    "due_soon",
    "in_transit",
    "short",
    "late",
    "received",
    "cancelled",
    "noticed",
    "cured",
    "live",
    "withdrawn",
    "superseded",
    "draft",
    "open",
    "confirmed",
    "sent",
    "unannounced",
    "damaged",
    "surplus",
    "wrong_edition",
]

MONTHS = ("oktabr", "noyabr", "dekabr")
LATIN_TO_CYRILLIC = {"sh": "ш", "ch": "ч", "oʻ": "ў", "gʻ": "ғ", "ya": "я", "yo": "ё", "yu": "ю"} | dict(
    zip("abdefghijklmnopqrstuvxyzwcʼ", "абдэфгҳижклмнопқрстувхйзвцъ", strict=True)
)


def cyrillic(text: str) -> str:
    """The text in Cyrillic letters, roughly: enough to see widths; what stands in %(…)s is left alone."""
    parts = text.split("%(")
    return _letters(parts[0]) + "".join(f"%({p.split(')', 1)[0]}){_after(p)}" for p in parts[1:])


def _after(part: str) -> str:
    rest = part.split(")", 1)[1]
    return rest[:1] + _letters(rest[1:])


def _letters(text: str) -> str:
    for latin, letter in LATIN_TO_CYRILLIC.items():
        text = text.replace(latin, letter).replace(latin.capitalize(), letter.upper())
    return text


def day(value: date) -> str:
    return f"{value.day}-{MONTHS[value.month - 10]}"


def shell(lang: str) -> SimpleNamespace:
    """The shell as a signed-in clerk of a publisher sees it in the demonstration."""
    t = cyrillic if lang == "uz-Cyrl" else str
    places = ("Ish stoli", "Nashrlar", "Majburiyatlar", "Joʻnatmalar", "Xat va murojaatlar")
    languages = (("Oʻz", "uz-Latn"), ("Ўз", "uz-Cyrl"), ("Ru", "ru"), ("En", "en"))
    return SimpleNamespace(
        demo=True,
        hypothetical={"title": "uz-draft", "version": "0.1", "url": "#"},
        desk=t("Nashriyot ish stoli"),
        menu=[
            {"label": t(p), "url": "#", "current": i == 0, "count": 1 if i == 4 else None}
            for i, p in enumerate(places)
        ],
        search_url="/search",
        search_query="",
        languages=[
            {"code": code, "label": label, "title": label, "lang": code, "url": "#", "current": code == lang}
            for label, code in languages
        ],
        account={
            "name": t("Dilnoza Karimova"),
            "organisation": t("Lojuvard nashr"),
            "items": [{"label": t("Sozlamalar"), "url": "#"}],
            "sign_out_url": "/sign-out",
        },
        sign_in_url="/sign-in",
        now=NOW,
        lang=lang,
        footer=[
            {"label": t(f), "url": "#"} for f in ("Yordam", "Foydalanish qulayligi", "Shaxsiy maʼlumotlar")
        ],
    )


def _owed(due: date, title: str, library: str, code: str, **more: Any) -> dict[str, Any]:
    own = {
        "due": due,
        "title": title,
        "library": library,
        "code": code,
        "lang": None,
        "by": None,
        "isbn": "978-9943-6125-2-5",
    }
    return own | {"owed": 2, "received": 0, "way": 0, "file": False} | more


OBLIGATIONS = [
    _owed(date(2026, 10, 16), "Қобуснома", "Milliy kutubxona", "late", lang="uz-Cyrl", by="Кайковус"),
    _owed(
        date(2026, 11, 25),
        "Kecha va kunduz",
        "Oʻzbekiston Milliy kutubxonasi",
        "in_transit",
        by="Choʻlpon",
        way=2,
    ),
    _owed(
        date(2026, 11, 27),
        "Lison ut-tayr",
        "Toshkent shahar AKM",
        "due_soon",
        by="Alisher Navoiy",
        received=1,
    ),
    _owed(date(2026, 11, 23), "Shum bola", "Bolalar kutubxonasi", "due_soon", by="Gʻafur Gʻulom", owed=1),
    _owed(
        date(2026, 12, 3),
        "Boburnoma",
        "FA Asosiy kutubxonasi",
        "received",
        by="Zahiriddin Muhammad Bobur",
        received=2,
    ),
    _owed(date(2026, 12, 17), "Boburnoma", "Milliy kutubxona, fayl", "waiting", owed=1, file=True),
]

LINES = [
    {
        "title": "Темур тузуклари",
        "lang": "uz-Cyrl",
        "row": "is-hit",
        "owed": 2,
        "received": 1,
        "code": "short",
    },
    {
        "title": "Turkiy guliston yoxud axloq",
        "by": "Abdulla Avloniy",
        "row": "is-odd",
        "owed": 0,
        "extra": 1,
        "code": "unannounced",
        "figure": "1 / 0",
    },
    {
        "title": "Mahbub ul-qulub",
        "by": "Alisher Navoiy",
        "owed": 2,
        "code": "waiting",
        "text": "Skanerlanmagan",
    },
    {
        "title": "Padarkush",
        "by": "Mahmudxoʻja Behbudiy",
        "owed": 2,
        "received": 1,
        "damaged": 1,
        "code": "damaged",
        "figure": "2 / 2",
    },
]
LINE_FIELDS = {
    "isbn": "978-9910-9143-9-3",
    "lang": None,
    "by": None,
    "row": "",
    "received": 0,
    "damaged": 0,
    "extra": 0,
    "figure": None,
    "text": None,
}


def lines() -> list[dict[str, Any]]:
    return [LINE_FIELDS | line for line in LINES]


def page(lang: str) -> dict[str, Any]:
    """Everything the sample pages show, in one language and script."""
    t = cyrillic if lang == "uz-Cyrl" else str
    owed = [
        {
            "copies": 2,
            "library": t("Oʻzbekiston Milliy kutubxonasi"),
            "due": date(2026, 12, 3),
            "due_text": t("payshanba"),
            "why": t("Chiqqan kundan 10 ish kuni"),
            "clause": t("6-modda, 1-qism"),
            "clause_url": "#",
        },
        {
            "copies": 1,
            "file": True,
            "library": t("Milliy kutubxona"),
            "due": date(2026, 12, 17),
            "why": t("Bosmaga tayyor PDF"),
            "clause": t("9-modda"),
        },
        {
            "copies": 1,
            "library": t("Milliy bibliografiya boʻlimi"),
            "due_text": t("Buni bosmaxona topshiradi"),
            "other": True,
        },
    ]
    why = [
        {
            "label": t("Qoida"),
            "value": t("Bosma kitobning 2 nusxasi Milliy kutubxonaga 10 ish kuni ichida topshiriladi"),
        },
        {"label": t("Sanalmagan"), "value": t("4 dam olish kuni: 21, 22, 28 va 29-noyabr")},
        {"label": t("Tugashi"), "value": t("3-dekabr, payshanba, soat 24:00, Toshkent vaqti")},
    ]
    events = [
        {
            "at": NOW,
            "time_text": t("20-noyabr, 16:40"),
            "tone": "done",
            "icon": "check-circle-fill",
            "text": t("FA Asosiy kutubxonasi 1 nusxani qabul qildi"),
            "who": t("Nodira Ergasheva"),
        },
        {
            "at": NOW,
            "time_text": t("12-noyabr, 10:02"),
            "icon": "journal-text",
            "text": t("Nashr roʻyxatga olindi"),
        },
    ]
    return {
        "shell": shell(lang),
        "t": t,
        "today": TODAY,
        "codes": CODES,
        "obligations": OBLIGATIONS,
        "lines": lines(),
        "owed": owed,
        "why": why,
        "events": events,
        "weeks": weeks(t),
        "count": 1,
    }


def weeks(t: Any) -> list[list[dict[str, Any]]]:
    """Three weeks from Monday 16 November: an event on the 19th, ten working days, due on 3 December."""
    cells, counted = [], 0
    for offset in range(21):
        at = date(2026, 11, 16) + timedelta(days=offset)
        mark, note = "out", ""
        if at == date(2026, 11, 19):
            mark, note = "event", t("chiqdi")
        elif date(2026, 11, 19) < at <= date(2026, 12, 3):
            counted += at.weekday() < 5
            mark, note = (
                ("off", t("dam")) if at.weekday() > 4 else ("due" if counted == 10 else "counted", counted)
            )
        cells.append(
            {
                "day": at.day,
                "mark": mark,
                "note": note,
                "today": at == TODAY,
                "say": t("bugun") if at == TODAY else "",
            }
        )
    return [cells[i : i + 7] for i in range(0, 21, 7)]
