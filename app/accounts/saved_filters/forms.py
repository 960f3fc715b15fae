"""What is typed to keep a filter."""

from wtforms import HiddenField, StringField
from wtforms.validators import InputRequired

from app.infra.i18n import lazy_gettext as _
from app.web.forms import PageForm, at_most

LONGEST_NAME, LONGEST_QUERY = 60, 2000


class SaveFilterForm(PageForm):
    """A name for the filter of a list."""

    query = HiddenField(validators=[at_most(LONGEST_QUERY)])
    name = StringField(
        _("Name of the filter"),
        validators=[InputRequired(_("Write a name for the filter.")), at_most(LONGEST_NAME)],
    )
