"""Forms of the texts of the notice."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired

from app.compliance.wordings.naming import label_of, numbers_of_form, refusal
from app.compliance.wordings.slots import GROUPS, built_in, problems_of, slots
from app.infra.i18n import gettext
from app.infra.i18n import lazy_gettext as _
from app.infra.wording import Texts
from app.web.fields import select
from app.web.forms import TEXT_LIMIT, DateField, SubmissionForm, at_most

LONGEST_TYPED = 2000
"""More than any text may have, so that what is too long is refused with its own measure."""


class BeginForm(SubmissionForm):
    """In which language texts are begun."""

    language = select(_("Language"))


class SeenForm(SubmissionForm):
    """A button on the page of texts that were seen."""

    seen = HiddenField(validators=[at_most(64)])


class DecideForm(SeenForm):
    """From when proposed texts shall be in force, and why."""

    from_on = DateField(_("First day in force"))
    reason = StringField(
        _("Reason"),
        description=_("Why the texts change; it stays in the record."),
        validators=[InputRequired(_("Write why the texts change.")), at_most(TEXT_LIMIT)],
    )


class TakeBackForm(SubmissionForm):
    """Why adopted texts are not to come into force after all."""

    reason = StringField(
        _("Reason"),
        description=_("Why the texts are taken back; it stays in the record."),
        validators=[InputRequired(_("Write why the texts are taken back.")), at_most(TEXT_LIMIT)],
    )


class TextsForm(SeenForm):
    """Every text of one language; made by `texts_form`, which adds the fields."""

    language = ""

    def texts(self) -> dict[str, str]:
        """What was typed, by key."""
        return {key: self[field_name(key)].data or "" for key in built_in(self.language)}

    def groups(self) -> Mapping[str, list[Any]]:
        """The fields, by the part of the paper."""
        return {
            group: [
                self[field_name(key)] for key in built_in(self.language) if key.partition(".")[0] in names
            ]
            for group, names in GROUPS.items()
        }

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Check every text, and say at each what is wrong in which line."""
        valid = bool(super().validate(extra_validators))
        for problem in problems_of(self.texts(), self.language):
            field = self[field_name(problem.key)]
            field.errors = [*field.errors, refusal(problem)]
            valid = False
        return valid


def texts_form(language: str, texts: Texts, seen: str) -> TextsForm:
    """Return the form of the texts of a language, each called by the built-in text in the reader's own."""
    fields: dict[str, Any] = {
        field_name(key): TextAreaField(
            label_of(key), description=_hint(key, language), validators=[at_most(LONGEST_TYPED)]
        )
        for key in built_in(language)
    }
    kind = type("LanguageTextsForm", (TextsForm,), {**fields, "language": language})
    form: TextsForm = kind(data={field_name(key): text for key, text in texts.items()} | {"seen": seen})
    return form


def field_name(key: str) -> str:
    """What the field of a text is called: `t_listed-one` for `listed.one`."""
    return f"t_{key.replace('.', '-')}"


def _hint(key: str, language: str) -> str:
    slot, said = slots(language)[key], []
    if "." in key:
        said.append(gettext("For the numbers %(numbers)s …", numbers=numbers_of_form(key, language)))
    if slot.values:
        values = ", ".join(f"{{{name}}}" for name in sorted(slot.values))
        said.append(gettext("Must name: %(values)s.", values=values))
    said.append(gettext("At most %(most)s characters.", most=slot.most))
    return " ".join(said)
