"""What the texts of the notice and what is wrong with them are called."""

from collections.abc import Mapping
from itertools import islice
from textwrap import shorten

from babel import Locale
from flask_babel import LazyString

from app.compliance.wordings.messages import PROBLEMS
from app.compliance.wordings.slots import built_in
from app.domain.wordings import TextProblem
from app.infra.i18n import language_code
from app.infra.i18n import lazy_gettext as _

_CALLED = 60
GROUP_NAMES: Mapping[str, LazyString] = {
    "head": _("Heading"),
    "finding": _("What was found"),
    "table": _("Table"),
    "cure": _("What must be done"),
    "objection": _("How to object"),
    "basis": _("Consequence and legal basis"),
    "foot": _("Signature and foot"),
}


def label_of(key: str) -> str:
    """The built-in text in the reader's language: what an editor knows a text by."""
    known, name = built_in(language_code()), key.partition(".")[0]
    return known.get(key) or next(text for other, text in known.items() if other.partition(".")[0] == name)


def numbers_of_form(key: str, language: str) -> str:
    """The first numbers for which a form of a text is taken: `1, 21, 31`."""
    name, _dot, form = key.partition(".")
    plural, known = Locale.parse(language).plural_form, built_in(language)
    rest = f"{name}.other" if f"{name}.other" in known else f"{name}.many"

    def taken(number: int) -> str:
        wanted = f"{name}.{plural(number)}"
        return wanted if wanted in known else rest

    fitting = (str(number) for number in range(1, 200) if taken(number) == f"{name}.{form}")
    return ", ".join(islice(fitting, 3))


def refusal(problem: TextProblem) -> str:
    """What is wrong with a text of the notice and what to do, in the reader's language; it is called as its
    field is."""
    called = shorten(label_of(problem.key), _CALLED, placeholder="…")
    return str(PROBLEMS[problem.code]) % {**problem.params, "key": called, "line": problem.line}
