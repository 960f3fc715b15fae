"""Where the texts of the notice stand, in the order of the paper, and what fits there.

The built-in texts give the measure: the values that a text must name are those of the built-in text of its
language. The marks of a specimen and of a preview are no texts of anybody: they cannot be edited.
"""

from collections.abc import Mapping
from functools import cache

from app.domain.wordings import Slot, TextProblem, text_problems, values_of
from app.infra.fonts import can_print
from app.infra.i18n import BY_CODE
from app.infra.wording import Texts, built_in_texts

DOCUMENT = "notice"
TIGHT = (
    "missing",
    "library",
    "copies",
    "copies_and_files",
    "due",
    "received",
    "due_on",
    "days_late",
    "clause",
)
GROUPS: Mapping[str, tuple[str, ...]] = {
    "head": (
        "title", "about", "number_written", "case", "sent", "sent_account", "sent_post", "sent_hand",
    ),
    "finding": (
        "finding", "finding_obligations", "finding_copies", "finding_files", "listed", "checked",
    ),
    "table": (
        "caption", "caption_with_files", *TIGHT, "file", "total_with_files", "note",
    ),
    "cure": (
        "cure", "cure_rule", "cure_how", "cure_how_rule", "cure_how_weekend", "cure_1", "cure_file", "cure_2",
        "cure_3", "cure_3_rule",
    ),
    "objection": (
        "objection", "objection_rule", "objection_how", "objection_how_rule", "objection_how_weekend",
        "objection_1", "objection_2", "objection_3",
    ),
    "basis": ("otherwise", "basis", "basis_text", "clauses_one", "clauses_many"),
    "foot": ("sealed", "executor", "countersigned", "qr", "foot"),
}  # fmt: skip


@cache
def built_in(language: str) -> Texts:
    """The texts of version 0 that can be edited, by key, in the order of the paper."""
    known = built_in_texts(DOCUMENT, language)
    return {
        key: text
        for group in GROUPS.values()
        for name in group
        for key, text in known.items()
        if key.partition(".")[0] == name
    }


def whole(texts: Texts, language: str) -> dict[str, str]:
    """Every text of a language: where texts were written before one existed, the built-in one stands."""
    return {key: texts.get(key, text) for key, text in built_in(language).items()}


@cache
def slots(language: str) -> Mapping[str, Slot]:
    """What may stand in each place in a language."""
    return {key: _slot(key, text) for key, text in built_in(language).items()}


def problems_of(texts: Texts, language: str) -> list[TextProblem]:
    """Everything that is wrong with texts in a language."""
    return text_problems(texts, slots(language), can_print)


def _slot(key: str, text: str) -> Slot:
    """Half as much again as the longest built-in text of any language; in a narrow cell as much."""
    name = key.partition(".")[0]
    known = [
        said
        for language in BY_CODE
        for other, said in built_in(language).items()
        if other.partition(".")[0] == name
    ]
    longest = max(map(len, known))
    if name in TIGHT:
        words = [word for said in known for word in said.split()]
        return Slot(values_of(text), longest, max(map(len, words)))
    return Slot(values_of(text), longest * 3 // 2 + 10)
