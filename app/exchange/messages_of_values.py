"""What is told of single texts of a file that cannot be read, are doubtful or were left out."""

from flask_babel import LazyString

from app.infra.i18n import lazy_gettext as _

_NOT_ASKED = _(
    "“%(name)s” is not asked of this kind (%(kind)s) on this carrier and was left out. Check the kind."
)
OF_VALUES: dict[str, LazyString] = {
    "exchange.looks_misread": _(
        "“%(title)s” looks as if its letters were read wrongly. Compare it with the publication, and "
        "name the encoding of the file."
    ),
    "exchange.letters_lost": _(
        "“%(text)s” looks misread: “?” seems to stand for letters that were lost when the file was "
        "saved. Save it as UTF-8 (in Excel: “CSV UTF-8”) and send it anew, or correct the text."
    ),
    "exchange.unreadable_characters": _(
        "Some characters were lost or cannot be read. Write them anew, or name the encoding of the file."
    ),
    "exchange.invisible_characters": _("Characters that cannot be seen were taken out. Check the text."),
    "exchange.no_title": _(
        "“%(written)s” holds no letter and no figure. Write the title as it stands in the publication."
    ),
    "exchange.example_row": _(
        "This row is an example of the template. Take it out, or write a title of yours over it."
    ),
    "exchange.same_record": _(
        "This says the same as record %(other)s of the file. It is registered once; leave one out, or "
        "write in what they differ."
    ),
    "exchange.too_long": _("The text has %(length)s characters; at most %(most)s are allowed. Shorten it."),
    "exchange.too_many": _("There are %(number)s here; at most %(most)s are allowed."),
    "exchange.unknown_word": _("“%(written)s” is not known. Write one of: %(allowed)s."),
    "exchange.not_a_number": _("“%(written)s” is no whole number. Write figures only."),
    "exchange.not_pages": _(
        "“%(written)s” is no number of pages. Write 320, or the parts that are numbered apart: XII, 320."
    ),
    "exchange.pages_added_up": _(
        "“%(written)s” was added up to %(pages)s pages: the parts that are numbered apart count together. "
        "Check that it is right."
    ),
    "exchange.out_of_range": _("“%(written)s” is out of range. Write a number from %(least)s to %(most)s."),
    "exchange.not_a_day": _("“%(written)s” is no day. Write it as 2026-01-31 or 31.01.2026."),
    "exchange.day_counted": _(
        "“%(written)s” looks like a day as a spreadsheet counts it: %(since_1900)s if it counts from "
        "1900, %(since_1904)s if from 1904. Format the cells as dates, or write the day as 2026-01-31."
    ),
    "exchange.ambiguous_day": _("“%(written)s” can be two days. Write it as 2026-01-31 or 31.01.2026."),
    "exchange.day_far": _("%(day)s lies more than a year away. Check the day of the first issue."),
    "exchange.not_published_yet": _(
        "%(day)s has not come yet, so the title is taken as one that will come out: what it will owe is "
        "forecast. Say the day when it has happened."
    ),
    "exchange.day_not_come": _("%(day)s has not come yet. Leave it empty until it has happened."),
    "exchange.isbn_rounded": _(
        "A spreadsheet has made a number of the ISBN (“%(written)s”) and lost its last digits. "
        "Format the column as text and write the ISBN anew."
    ),
    "exchange.isbn_lost_zero": _(
        "“%(written)s” has nine characters; a spreadsheet may have dropped the zero before it "
        "(%(perhaps)s?). Write the ISBN as in the book."
    ),
    "exchange.issn_as_isbn": _(
        "“%(written)s” is an ISSN, the number of a periodical. Leave the ISBN empty, or write the book's own."
    ),
    "exchange.isbn_check_digit": _(
        "The check digit of ISBN %(isbn)s is wrong. Correct it; if the book is printed so, give the reason."
    ),
    "exchange.isbn_on_another_title": _(
        "ISBN %(isbn)s stands on another title too, in record %(other)s. Correct one of them, or "
        "give the reason."
    ),
    "exchange.number_check": _(
        "The check character of %(number)s is wrong. Correct it; if it is printed so, give the reason."
    ),
    "exchange.not_asked": _NOT_ASKED,
    "exchange.day_not_asked": _NOT_ASKED,
    "exchange.not_accepted": _("“%(written)s” cannot stand here. %(hint)s"),
    "exchange.not_a_duration": _("“%(written)s” is no duration. Write 1:32:05, or 92 for minutes."),
    "exchange.given_twice": _(
        "“%(taken)s” of “%(other)s” was taken and “%(left)s” left out. Check which one is right."
    ),
    "exchange.columns_differ": _(
        "“%(taken)s” of “%(other)s” and “%(left)s” of “%(here)s” cannot both be right. Keep one of the two "
        "columns, or write the same in both."
    ),
    "exchange.missing": _(
        "%(name)s is missing.%(words)s Fill it in, or say one value for every record under “Read it "
        "otherwise” (in a mapping: “=value=%(column)s”)."
    ),
    "exchange.script_unseen": _(
        "“%(title)s” has no letter from which the script could be seen. Add the column “%(name)s” "
        "(%(column)s) and write it there.%(words)s"
    ),
    "exchange.role_unknown": _(
        "%(name)s was left out: the role “%(said)s” is not known here. Add the person by hand if needed."
    ),
    "exchange.no_name": _(
        "“%(written)s” names nobody. Write the name, and a role in brackets behind it: A. Namunayev "
        "(editor). If there is nobody, leave it empty."
    ),
    "exchange.role_not_known": _(
        "“%(said)s” in brackets is no role that is known here. Write one of: %(allowed)s. If it belongs to "
        "the name, write it without brackets."
    ),
    "exchange.name_on_lines": _(
        "“%(written)s” stands on several lines, so it cannot be told whether it is one person. Write ; "
        "between people, and each name in one line."
    ),
    "exchange.extent_unread": _("No number of pages was found in “%(written)s”. Add it by hand if needed."),
    "exchange.edition_unread": _(
        "“%(written)s” is no number of an edition and was left out. Say by hand which edition it is."
    ),
    "exchange.edition_type_unread": _(
        "The type of edition “%(written)s” says neither that the text is revised nor that it is unchanged, "
        "and was left out. Say by hand which edition it is."
    ),
    "exchange.edition_open": _(
        "“%(written)s” is the number of a later edition, but no type of edition says whether its text is "
        "revised (REV) or unchanged (UNR), so it was left out. Send the type too, or say by hand which "
        "edition it is; where your registered title is an earlier edition, register this one on the page of "
        "that title."
    ),
    "exchange.form_unread": _(
        "The form “%(written)s” says no kind and no carrier that is known here. Say them for all records "
        "under “Read it otherwise”, or register the title by hand."
    ),
    "exchange.year_unread": _("No year was found in “%(written)s”. Add it by hand if needed."),
    "exchange.update": _(
        "The sender marks this as a change of an earlier record. When the file is accepted, your title "
        "that carries the number is amended; nothing is registered as new."
    ),
    "exchange.update_of_nothing": _(
        "Beside the number this change gives nothing that is recorded here: a publishing status, a supplier "
        "and the like are not, and an imprint only if it is one of yours. Where something of the title "
        "itself has changed, send that too."
    ),
    "exchange.delete": _(
        "The sender asks to delete an earlier record. When the file is accepted, the registration of "
        "your title that carries the number is withdrawn, if a person agrees to that."
    ),
}
