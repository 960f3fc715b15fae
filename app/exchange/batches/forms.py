"""Forms of batches: a file, how it is to be read, and why it is taken back."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Optional, ValidationError

from app.domain.errors import DomainError
from app.domain.kinds import DETAILS
from app.exchange.columns import BY_NAME, COLUMNS
from app.exchange.reading.delimited import DELIMITERS
from app.exchange.reading.marc.texts import MARC8
from app.exchange.records import Asked, Format
from app.exchange.values import Surroundings
from app.exchange.words import codes_and_names, known
from app.infra import clock
from app.infra.encodings import ENCODINGS
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.infra.settings import settings
from app.web.forms import SubmissionForm, at_most, choices_of, text_of
from app.web.messages import message_for

FOUND_OUT = ("", _("Find out"))
NO_CODE = "-"
"""So a list of codes says that none of them is meant."""
_CODES_OF: Mapping[str, str] = {"subjects": "subject", "audiences": "audience"}
_WORDS_OF: Mapping[str, str] = {
    "edition_status": "edition",
    **dict.fromkeys(
        ("restricted", "original_deposited", "print_on_demand", "hire_only", "another_title"), "truth"
    ),
}
HEADING = "heading-"
VALUE = "value-"


class ReadingForm(SubmissionForm):
    """How a file is to be read; what is left open is found out by evidence."""

    format = SelectField(_("Format"), default="")
    encoding = SelectField(_("Encoding of the letters"), default="")
    delimiter = SelectField(_("What stands between cells"), default="")
    sheet = StringField(_("Sheet of the workbook"), validators=[at_most(100)])

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.format.choices = choices_of([FOUND_OUT, *((each.value, each.value.upper()) for each in Format)])
        self.encoding.choices = choices_of([FOUND_OUT, *((name, name) for name in (*ENCODINGS, MARC8))])
        self.delimiter.choices = choices_of([FOUND_OUT, *DELIMITERS.items()])

    @property
    def asked(self) -> Asked:
        """What was chosen."""
        return Asked(
            format=Format(self.format.data) if self.format.data else None,
            encoding=self.encoding.data or None,
            delimiter=self.delimiter.data or None,
            sheet=text_of(self.sheet).strip() or None,
        )


class UploadForm(ReadingForm):
    """Sends a file."""

    file = FileField(_("The file"), validators=[FileRequired(_("Choose a file with publications."))])


class AnswerForm(SubmissionForm):
    """The buttons of a file that was looked at. `withdrawals`: how many registrations may be withdrawn,
    `endings`: how many titles may be amended although duties end."""

    withdrawals = IntegerField(validators=[Optional()])
    endings = IntegerField(validators=[Optional()])


class UndoForm(SubmissionForm):
    """Takes back what a batch has registered."""

    reason = StringField(
        _("Reason"),
        validators=[InputRequired(_("Write why the registrations are withdrawn.")), at_most(500)],
    )


def mapping_form(headings: Sequence[str], asked: Asked, mapping: dict[str, str]) -> ReadingForm:
    """Return the form in which each heading of a table is given a column, and a value for all records."""
    columns = [(column.name, str(column.label)) for column in COLUMNS]
    of_headings = choices_of([("", gettext("Not read")), *columns])
    inputs: dict[str, Any] = {
        f"{HEADING}{number}": SelectField(heading, choices=of_headings)
        for number, heading in enumerate(headings)
    }
    for name in CHOSEN_FOR_ALL:
        codes = choices_of([("", gettext("Not said")), *_choices(name)])
        inputs[f"{VALUE}{name}"] = SelectField(BY_NAME[name].label, choices=codes)
    for name in TYPED_FOR_ALL:
        most = DETAILS[name].most if name in DETAILS else 40
        checks = [at_most(most), partial(_check_readable, name)]
        inputs[f"{VALUE}{name}"] = StringField(BY_NAME[name].label, validators=checks)
    data: dict[str, object] = {
        "format": asked.format or "", "encoding": asked.encoding or "", "delimiter": asked.delimiter or "",
        "sheet": asked.sheet or "",
        **{f"{HEADING}{number}": mapping.get(heading, "") for number, heading in enumerate(headings)},
        **{f"{VALUE}{name}": _code_of(name, asked.constants.get(name, "")) for name in CHOSEN_FOR_ALL},
        **{f"{VALUE}{name}": asked.constants.get(name, "") for name in TYPED_FOR_ALL},
    }  # fmt: skip
    made: ReadingForm = type("MappingForm", (ReadingForm,), inputs)(data=data)
    return made


CHOSEN_FOR_ALL = ("kind", "language", "carrier", "origin", "restricted", "subjects", "audiences",
                  "edition_status", "original_deposited", "print_on_demand", "hire_only",
                  "frequency", "another_title")  # fmt: skip
"""What a table often leaves out because it is the same for every record, and for what else rules may ask."""
TYPED_FOR_ALL = ("print_run", "import_copies", "price", "pages", "first_on", "first_number", "deposit_reason")
"""Numbers for which rules may ask, what catalogues of periodicals cannot know (from which issue on they are
announced here), and the reason for which no element of a message has room."""
ASKED_FOR_ALL = (*CHOSEN_FOR_ALL, *TYPED_FOR_ALL)


def mapped(form: ReadingForm, headings: Sequence[str]) -> Asked:
    """Return what a valid form of `mapping_form` says."""
    fields: Any = form
    asked = form.asked
    mapping = {
        heading: fields[f"{HEADING}{number}"].data
        for number, heading in enumerate(headings)
        if fields[f"{HEADING}{number}"].data
    }
    constants = {
        name: text.strip() for name in ASKED_FOR_ALL if (text := text_of(fields[f"{VALUE}{name}"])).strip()
    }
    return Asked(asked.format, asked.encoding, asked.delimiter, asked.sheet, mapping, constants)


def same_in_all(asked: Asked) -> str:
    """Return in the reader's language what was said of every record; empty where nothing was."""
    said = ((BY_NAME[name].label, _word(name, text)) for name, text in asked.constants.items())
    return "; ".join(f"{label}: {word}" for label, word in said)


def _word(name: str, text: str) -> str:
    if name not in CHOSEN_FOR_ALL:
        return text
    return dict(_choices(name)).get(_code_of(name, text), text)


def _choices(name: str) -> list[tuple[str, str]]:
    none = [(NO_CODE, gettext("None of these"))] if name in _CODES_OF else []
    return [*codes_and_names(_list_of(name)), *none]


def _code_of(name: str, text: str) -> str:
    return text if text == NO_CODE and name in _CODES_OF else known(_list_of(name), text) or ""


def _list_of(name: str) -> str:
    """The list of words in which the values of a column stand."""
    return _CODES_OF.get(name) or _WORDS_OF.get(name) or name


def _check_readable(name: str, form: object, field: StringField) -> None:
    """Refuse at its field a value that every record would be refused for."""
    written = text_of(field).strip()
    try:
        if written:
            BY_NAME[name].read(written, Surroundings(clock.today(), settings().jurisdiction))
    except DomainError as error:
        raise ValidationError(message_for(error)) from error
