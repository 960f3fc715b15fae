"""What names and telephones of a record must be like, in forms and in lists."""

from wtforms import StringField
from wtforms.validators import ValidationError

from app.domain.organisation_names import turns_letters
from app.infra.i18n import lazy_gettext as _
from app.web.forms import text_of

LEAST_FIGURES = 4
"""The shortest numbers that organisations here are called on."""
NAME_TURNED = _("It held hidden characters that turn letters round. Write it without them.")
TELEPHONE_NEEDED = _("Write the telephone in figures, such as +998 71 200 00 00.")


def unturned(form: object, field: StringField) -> None:
    """Refuse a name with characters that show its letters in another order: it would be another name."""
    if turns_letters(text_of(field)):
        raise ValidationError(str(NAME_TURNED))


def telephone(form: object, field: StringField) -> None:
    """Refuse a telephone on which nobody can be called; none at all is good."""
    typed = text_of(field)
    if typed.strip() and not is_telephone(typed):
        raise ValidationError(str(TELEPHONE_NEEDED))


def is_telephone(text: str) -> bool:
    """Whether a text has figures to call; words beside them, as for an extension, are good."""
    return sum(character.isdecimal() for character in text) >= LEAST_FIGURES
