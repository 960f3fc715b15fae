"""What refusals about calendars say, and what acts on them are called."""

from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "calendar.out_of_range": _(
            "%(day)s lies outside the calendar, which is known from %(first)s to %(last)s. Correct the date, "
            "or ask the administrator to extend the calendar."
        ),
        "calendar.missing": _("There is no calendar of working days yet. Ask the administrator to add it."),
        "calendar.gap": _("The calendar is known from %(first)s to %(last)s. Choose years that adjoin it."),
        "calendar.unknown_country": _("No holidays are known for the country %(jurisdiction)s."),
        "calendar.ends_before_it_begins": _("The first year must not come after the last."),
        "calendar.changed_meanwhile": _(
            "Somebody has changed the calendar meanwhile. Look at what would happen now and confirm again."
        ),
        "calendar.day_changed_meanwhile": _(
            "Somebody has changed the calendar meanwhile: this day is no longer as you saw it. "
            "Open the calendar and look at the day there."
        ),
        "calendar.day_outside": _(
            "The calendar is stored from %(first)s to %(last)s. Choose a day in it, or extend it first."
        ),
        "calendar.day_taken": _("%(day)s is entered already. Change that entry instead."),
        "calendar.date_missing": _("Write the day."),
        "calendar.nothing_changes": _("Nothing would change: the calendar says this already."),
        "calendar.file_too_long": _("The file is longer than a mebibyte."),
        "calendar.file_not_utf8": _("The file is not written in UTF-8. Save it as CSV in UTF-8."),
        "calendar.file_missing": _("Choose a file, or paste its text."),
        "calendar.file_not_csv": _(
            "This line is not CSV: a quotation mark is not closed, or a value is too long."
        ),
        "calendar.file_columns": _("The first line must name the columns; these are missing: %(columns)s."),
        "calendar.file_cells": _("Write a value for each of the %(number)s columns, and no more."),
        "calendar.file_date": _("“%(text)s” is no day. Write it with the year first, such as 2027-03-08."),
        "calendar.file_kind": _("“%(text)s” is no kind of day. Write one of: %(allowed)s."),
        "calendar.file_estimated": _("“%(text)s” is neither yes nor no."),
        "calendar.file_week": _("“%(text)s” is no working week. Write 5, 6 or nothing."),
        "calendar.file_cell_too_long": _(
            "Write at most %(name)s characters as the name and %(source)s as the source."
        ),
        "calendar.file_outside": _("%(day)s lies outside the years %(first)s to %(last)s."),
        "calendar.file_twice": _("%(day)s stands already in line %(other)s. Keep one of the two."),
        "calendar.file_year_missing": _(
            "The year %(year)s has no day. Add its days, or read the years before and after it separately."
        ),
        "calendar.works_anyway": _(
            "People work on this day anyway. Choose a weekend day, or another kind of day."
        ),
        "calendar.free_anyway": _("This day is free anyway. Choose a weekday, or another kind of day."),
        "calendar.name_missing": _("Write what the holiday is called."),
        "calendar.source_missing": _("Name the decree, or where else this is published."),
    }
)

SENTENCES = {
    "calendar.seeded": _("Calendar of %(jurisdiction)s filled, now from %(first)s to %(last)s"),
    "calendar.imported": _("Calendar of %(jurisdiction)s read from a file, now from %(first)s to %(last)s"),
    "calendar.day_set": _("Calendar of %(jurisdiction)s: day entered, %(on)s"),
    "calendar.day_removed": _("Calendar of %(jurisdiction)s: day made ordinary, %(on)s"),
    "calendar.reviewed": _("Calendar of %(jurisdiction)s: the year %(year)s reviewed"),
}
