"""Forms of accounts."""

from wtforms import BooleanField, EmailField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, EqualTo, Regexp

from app.accounts.role_names import ROLE_NAMES
from app.accounts.services.accounts import ROLES
from app.infra.i18n import LANGUAGES
from app.infra.i18n import lazy_gettext as _
from app.web.forms import EMAIL_PATTERN, PageForm, SubmissionForm, at_most, choices_of

EMAIL = Regexp(EMAIL_PATTERN, message=_("Write a whole e-mail, such as name@example.uz."))
LANGUAGE_CHOICES = choices_of((language.code, language.title) for language in LANGUAGES)


def _lower(text: str | None) -> str:
    return (text or "").strip().lower()


def _email_field() -> EmailField:
    validators = [DataRequired(_("Write the e-mail.")), at_most(254), EMAIL]
    more = {"autocomplete": "username", "spellcheck": "false"}
    return EmailField(_("E-mail"), filters=[_lower], validators=validators, render_kw=more)


def _new_password_field() -> PasswordField:
    return PasswordField(
        _("New password"),
        validators=[DataRequired(_("Write the new password."))],
        description=_("At least 10 characters. A few words are easy to remember and hard to guess."),
        render_kw={"autocomplete": "new-password"},
    )


def _repeated_password_field() -> PasswordField:
    return PasswordField(
        _("New password again"),
        validators=[EqualTo("new_password", _("The two passwords differ. Write the same one twice."))],
        render_kw={"autocomplete": "new-password"},
    )


class SignInForm(PageForm):
    """E-mail and password."""

    email = _email_field()
    password = PasswordField(
        _("Password"),
        validators=[DataRequired(_("Write the password.")), at_most(1000)],
        render_kw={"autocomplete": "current-password"},
    )


class ForgotPasswordForm(PageForm):
    """Where to send the link."""

    email = _email_field()


class ResetPasswordForm(PageForm):
    """The new password of who came by a link."""

    new_password = _new_password_field()
    repeated = _repeated_password_field()


class ChangePasswordForm(PageForm):
    """The present password, then the new one."""

    present_password = PasswordField(
        _("Present password"),
        validators=[DataRequired(_("Write your present password.")), at_most(1000)],
        render_kw={"autocomplete": "current-password"},
    )
    new_password = _new_password_field()
    repeated = _repeated_password_field()


class LanguageForm(PageForm):
    """The language of one's pages and messages."""

    language = SelectField(_("Language"), choices=LANGUAGE_CHOICES)


class RussianNameForm(PageForm):
    """How a name is written in Russian."""

    name_ru = StringField(
        _("Name in Russian letters"),
        description=_("As in the passport: in Russian letters. Empty: transliterated from Uzbek."),
        validators=[
            at_most(200),
            Regexp(r"\Z|([ .’'-]*[А-Яа-яЁё]){2,}[ .’'-]*\Z", message=_("Write the name in Russian letters.")),
        ],
    )


class AccountForm(SubmissionForm):
    """A new account; the choices of organisations and regions are given by the view."""

    name = StringField(
        _("Name of the person"),
        validators=[DataRequired(_("Write the name.")), at_most(200)],
    )
    email = _email_field()
    role = SelectField(_("Role"), choices=choices_of((role.value, ROLE_NAMES[role]) for role in ROLES))
    organisation_id = SelectField(_("Organisation"), coerce=lambda text: int(text) if text else None)
    region_soato = SelectField(_("Region"), coerce=lambda text: text or None)
    language = SelectField(_("Language"), choices=LANGUAGE_CHOICES)


class ColleagueForm(SubmissionForm):
    """A colleague who is invited to one's own organisation."""

    name = StringField(
        _("Name of the person"),
        validators=[DataRequired(_("Write the name.")), at_most(200)],
    )
    email = _email_field()
    manages = BooleanField(_("May change the record of the organisation, invite and remove people"))
    language = SelectField(_("Language"), choices=LANGUAGE_CHOICES)
