"""What each refusal of the domain says to a person, and what to do about it."""

from datetime import date, datetime

from flask_babel import LazyString

from app.domain.errors import DomainError
from app.infra.filled import filled
from app.infra.i18n import format_long, format_moment, gettext
from app.infra.i18n import lazy_gettext as _

MESSAGES: dict[str, LazyString] = {
    "form.expired": _("The form was open too long. Go back, reload the page and send it again."),
    "form.not_ours": _(
        "This form did not come whole from a page of this site. Reload the page and send it again."
    ),
    "request.too_large": _("%(sent)s MB were sent; at most %(most)s MB can be taken here."),
    "page.unprintable_address": _("The address holds characters that cannot be printed. Remove them."),
    "page.wrong_cursor": _("This address of a page in the list is damaged. Start from the first page."),
    "list.empty": _("The file is empty. Fill in the template and choose it again."),
    "list.too_large": _("The file is larger than %(most)s MB. Divide the list."),
    "list.unpacks_too_large": _("The workbook unpacks to far more than it says. Save it as CSV."),
    "list.damaged": _("The file is neither CSV nor a whole XLSX workbook. Save it anew from the template."),
    "list.quotation_mark": _(
        "Line %(line)s: a quotation mark is not closed, or stands within a quoted text. Write one mark "
        "before the text and one after it, and double those within it."
    ),
    "list.cut_off": _(
        "Line %(line)s, the last one, ends within the row: it has %(cells)s of %(columns)s cells. "
        "The file seems to be cut off. Save it anew, or complete the line."
    ),
    "list.not_a_workbook": _(
        "%(name)s is called a workbook and is none. Save it as XLSX, or name it .csv if it is CSV."
    ),
    "list.not_utf8": _("The letters of the file cannot be read. Save it as CSV in UTF-8."),
    "list.too_many_rows": _("The list has more than %(most)s rows. Divide it."),
    "list.too_wide": _("A row has more than %(most)s cells. Use the columns of the template."),
    "list.no_rows": _("The list has a head and no rows. Fill in the template and choose it again."),
    "list.unknown_column": _("There is no such column. Known are: %(allowed)s."),
    "list.column_twice": _("The column stands twice. Remove one."),
    "list.no_column": _("The row has a cell beyond the last named column. Remove it, or name the column."),
    "list.formula": _("A formula cannot be read. Write its value."),
    "list.too_long": _("Write at most %(most)s characters."),
    "file.empty": _("The file is empty. Choose another one."),
    "file.too_large": _("The file is larger than %(most)s MB. Make it smaller."),
    "file.encrypted": _("The file is protected by a password. Remove the protection."),
    "file.damaged": _("The file is damaged and cannot be opened. Make it again."),
    "not_found": _("There is no such record, or it is not yours to see."),
    "forbidden": _("You may not do this."),
}


def add_messages(messages: dict[str, LazyString]) -> None:
    """Add a slice's messages; each code is explained once."""
    taken = MESSAGES.keys() & messages.keys()
    if taken:
        raise ValueError(f"messages explained twice: {sorted(taken)}")
    MESSAGES.update(messages)


def message_for(error: DomainError) -> str:
    """Return the sentence for a domain error in the reader's language."""
    template = MESSAGES.get(error.code)
    if template is None:
        return str(gettext("This cannot be done: %(code)s.", code=error.code))
    return filled(str(template), {name: _readable(value) for name, value in error.params.items()})


def _readable(value: object) -> object:
    """Write a moment or a day as the reader's language does; the rest stands as it is."""
    if isinstance(value, datetime):
        return format_moment(value)
    return format_long(value) if isinstance(value, date) else value
