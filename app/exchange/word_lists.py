"""What codes are called beside their names in the interface."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.infra.i18n import lazy_gettext as _
from app.infra.i18n import weekday_name
from app.publications.detail_names import WORDS
from app.publications.languages import LANGUAGES, OTHER_CODES
from app.publications.periodicals.vocabulary import FREQUENCIES, NUMBERINGS
from app.publications.vocabulary import (
    AUDIENCES,
    CARRIERS,
    EDITIONS,
    NEWSPAPER_LEVELS,
    ORIGINS,
    ROLES,
    SCRIPTS,
    SUBJECTS,
)

LISTS: Mapping[str, Mapping[str, LazyString]] = {
    "language": LANGUAGES,
    "script": SCRIPTS,
    "role": ROLES,
    "origin": ORIGINS,
    "carrier": CARRIERS,
    "subject": SUBJECTS,
    "audience": AUDIENCES,
    "edition": EDITIONS,
    "newspaper_level": NEWSPAPER_LEVELS,
    "frequency": FREQUENCIES,
    "numbering": NUMBERINGS,
    "weekday": {str(day + 1): LazyString(weekday_name, day) for day in range(7)},  # as in ISO 8601
    "truth": {"yes": _("Yes"), "no": _("No")},
    **WORDS,  # each detail that is a code has a list of its own name
}
ALSO: Mapping[str, Mapping[str, str]] = {
    "language": {
        **OTHER_CODES,
        "o'zbek": "uz",
        "qoraqalpoq": "kaa",
        "rus tili": "ru",
        "узб": "uz",
        "рус": "ru",
    },
    "script": {
        "lotin yozuvi": "Latn",
        "kirill yozuvi": "Cyrl",
        "кирилл": "Cyrl",
        "lotin": "Latn",
        "latinica": "Latn",
    },
    "kind": {
        "study guide": "textbook",
        "darslik": "textbook",
        "oʻquv qoʻllanma": "textbook",
        "qoʻllanma": "textbook",
        "учебник": "textbook",
        "учебное пособие": "textbook",
        "uslubiy qoʻllanma": "textbook",
        "dictionary": "book",
        "lugʻat": "book",
        "словарь": "book",
        "conference proceedings": "book",
        "monografiya": "book",
        "monograph": "book",
        "монография": "book",
        "kitoblar": "book",
        "risola": "brochure",
        "broshyura": "brochure",
        "брошюра": "brochure",
        "pamphlet": "brochure",
    },
    "role": {
        "muharrir": "editor",
        "tarjimon": "translator",
        "tuzuvchi": "compiler",
        "muallif": "author",
        "ред": "editor",
        "пер": "translator",
        "сост": "compiler",
        "ed": "editor",
        "tr": "translator",
    },
    "carrier": {
        "qogʻoz": "print",
        "bosma": "print",
        "paper": "print",
        "печатное": "print",
        "onlayn": "online",
    },
    "frequency": {
        "kunlik": "daily",
        "haftalik": "weekly",
        "oylik": "monthly",
        "choraklik": "quarterly",
        "yillik": "yearly",
        "еженедельно": "weekly",
        "ежемесячно": "monthly",
        "раз в квартал": "quarterly",
        "ежегодно": "yearly",
        "annual": "yearly",
        "semiannual": "half_yearly",
        "biweekly": "fortnightly",
    },
    "truth": {"true": "yes", "1": "yes", "false": "no", "0": "no"},
    "origin": {
        "mahalliy": "domestic",
        "oʻzbekiston": "domestic",
        "узбекистан": "domestic",
        "uzbekistan": "domestic",
    },
}
"""What the lists of the interface do not say: ISO 639-2, short forms, and kinds that others count apart."""
