"""What a file of publications is told about itself, and what to do about it."""

from app.exchange.records import Finding
from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages, message_for

add_messages(  # about files as a whole
    {
        "exchange.empty": _("The file is empty. Choose a file that holds records."),
        "exchange.too_large": _(
            "The file has %(size)s MB; at most %(most)s MB can be read. Split it into smaller files."
        ),
        "exchange.too_many_records": _(
            "The file holds more than %(most)s records. Split it into smaller files."
        ),
        "exchange.not_that_format": _(
            "The file was said to be %(asked)s, but its content is %(found)s. Leave the format out or "
            "correct it."
        ),
        "exchange.binary": _(
            "This is no text in an encoding that is known here. Save the table as CSV in UTF-8 or as XLSX."
        ),
        "exchange.old_workbook": _("This is a workbook of the old form (XLS). Open it and save it as XLSX."),
        "exchange.is_pdf": _("This is a PDF. Send the table it was made from, as XLSX or CSV."),
        "exchange.is_packed": _("The file is packed. Unpack it and send what is inside."),
        "exchange.other_archive": _("This archive is no XLSX workbook. Save the table as XLSX or CSV."),
        "exchange.other_xml": _(
            "This XML begins with “%(root)s”; only ONIX messages and MARCXML can be read."
        ),
        "exchange.no_head": _(
            "No headings were recognised in: %(found)s. Write headings as in the template, or say with "
            "a mapping what each means."
        ),
        "exchange.heading_unknown": _(
            "The column “%(heading)s” is not read. If it says something of ours, map it."
        ),
        "exchange.heading_twice": _("Two columns are called “%(heading)s”. Rename one of them."),
        "exchange.mapping_unknown": _(
            "The mapping names “%(column)s”, which is no column of ours. There are: %(allowed)s."
        ),
        "exchange.mapping_missing": _(
            "The mapping names the heading “%(heading)s”, which is not in the file. There are: %(present)s."
        ),
        "exchange.mapping_unreadable": _(
            "The mapping cannot be read. Write Heading=column,Heading=column or a JSON object."
        ),
        "exchange.delimiter": _("Between cells can stand: %(allowed)s."),
        "exchange.column_missing": _(
            "No column gives: %(name)s, and every record needs it. Add a column, or say one value for all "
            "under “Read it otherwise” (in a mapping: “=value=%(column)s”)."
        ),
        "exchange.sheets_unread": _(
            "Only the sheet “%(sheet)s” was read. These have headings too: %(others)s. Read the file once "
            "more for each of them, and name the sheet."
        ),
        "exchange.encoding_guessed": _(
            "The file does not say how its letters are written; it was read as %(encoding)s. If letters"
            " are wrong, name the encoding."
        ),
    }
)
add_messages(  # about tables
    {
        "exchange.quote_open": _(
            "A quotation mark opened in line %(line)s is not closed, so the rows after it cannot be "
            "told apart. Close it."
        ),
        "exchange.cell_too_long": _(
            "A cell that begins in line %(line)s does not end. Look for a quotation mark that is not closed."
        ),
        "exchange.too_wide": _(
            "A row has more than %(most)s cells. Remove the empty columns behind the table."
        ),
        "exchange.row_broken": _(
            "This row cannot be read: something stands behind a closing quotation mark. Double the "
            "quotation marks inside a cell."
        ),
        "exchange.quote_runs_on": _(
            "A quotation mark in this row would run it together with other rows. Take it away, or write it "
            "twice and put the whole cell into quotation marks."
        ),
        "exchange.row_short": _(
            "This row has %(cells)s cells under %(headings)s headings. Check that it is whole."
        ),
        "exchange.cell_without_heading": _(
            "“%(cell)s” stands where there is no heading. Its row may be shifted; correct it."
        ),
        "exchange.workbook_damaged": _(
            "The workbook is damaged. Open it in a spreadsheet program and save it anew."
        ),
        "exchange.unpacks_too_large": _(
            "The workbook would unpack to far more than its size. Save only the needed sheet as CSV."
        ),
        "exchange.no_sheet": _("There is no sheet “%(sheet)s”. There are: %(present)s."),
        "exchange.formula_without_value": _(
            "This cell holds a formula without a value. Open the file in a spreadsheet program and save"
            " it, or write the value."
        ),
        "exchange.merged_cell": _(
            "This cell is merged with others; their value was taken for each. Check that it is right."
        ),
        "exchange.cell_error": _(
            "The spreadsheet shows an error in this cell. Correct the formula or write the value."
        ),
    }
)
add_messages(  # about ONIX and MARC
    {
        "exchange.xml_broken": _(
            "The XML is broken in line %(line)s, column %(column)s: %(why)s. Whole records before: "
            "%(whole)s; none was taken. Send the file anew as the program wrote it."
        ),
        "exchange.entities": _(
            "The XML declares entities of its own, which can harm whoever reads it. Save it without a "
            "document type."
        ),
        "exchange.xml_namespace": _(
            "The namespace “%(namespace)s” is not that of MARCXML. Export the file as MARCXML."
        ),
        "exchange.onix_root": _(
            "Line %(line)s: the root is “%(root)s”. An ONIX message begins with ONIXMessage, or with "
            "ONIXmessage for short tags."
        ),
        "exchange.onix_release": _("ONIX release “%(release)s” cannot be read; these can: %(known)s."),
        "exchange.onix_namespace": _("The namespace “%(namespace)s” does not fit; expected is %(expected)s."),
        "exchange.onix_header": _(
            "Line %(line)s: the header of the message lacks “%(missing)s”. Nothing was taken. Add it "
            "and send the message again."
        ),
        "exchange.onix_stray": _(
            "Line %(line)s: “%(name)s” stands beside the products, where ONIX has no such element. "
            "Nothing was taken. Correct it."
        ),
        "exchange.onix_missing": _(
            "Line %(line)s: the element “%(name)s” is missing. Add it; the product was not taken."
        ),
        "exchange.onix_empty": _(
            "Line %(line)s: the element “%(name)s” is empty. Fill it in; the product was not taken."
        ),
        "exchange.onix_code": _(
            "Line %(line)s: “%(name)s” is not in the code list. Correct it; the product was not taken."
        ),
        "exchange.onix_unknown_element": _(
            "Line %(line)s: ONIX has no element “%(name)s” here. Correct it; the product was not taken."
        ),
        "exchange.onix_text": _(
            "Line %(line)s: the text “%(name)s” stands between elements, where it says nothing. Correct it; "
            "the product was not taken."
        ),
        "exchange.onix_order": _(
            "Line %(line)s: “%(name)s” stands in a wrong place or twice. Correct it; the product was "
            "not taken."
        ),
        "exchange.reference_twice": _(
            "Record %(other)s of the message has the reference “%(reference)s” too, and in ONIX a reference "
            "is one record's alone. Both would be registered: check which of them is right."
        ),
        "exchange.marc_endless": _(
            "From byte %(place)s on no record ends, so this is no MARC. Export the file anew."
        ),
        "exchange.marc_leader": _(
            "The leader of the record at byte %(place)s is broken, so its fields cannot be found. "
            "Export this record anew."
        ),
        "exchange.marc_directory": _(
            "The directory of the record at byte %(place)s is broken at “%(entry)s”. Export this record anew."
        ),
        "exchange.marc_cut_off": _("The record at byte %(place)s is cut off. Send the whole file."),
        "exchange.marc_length": _(
            "The leader gives another length than the record has. It was read to its end; check it."
        ),
        "exchange.marc_subfield": _(
            "Field %(tag)s has a subfield without a proper code, which was left out. Check the field."
        ),
        "exchange.marc_encoding_wrong": _(
            "The record says it is %(declared)s, but its bytes are not; it was read as %(encoding)s. "
            "Check its letters."
        ),
    }
)
add_messages(  # about values
    {
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
        "exchange.too_long": _(
            "The text has %(length)s characters; at most %(most)s are allowed. Shorten it."
        ),
        "exchange.too_many": _("There are %(number)s here; at most %(most)s are allowed."),
        "exchange.unknown_word": _("“%(written)s” is not known. Write one of: %(allowed)s."),
        "exchange.not_a_number": _("“%(written)s” is no whole number. Write figures only."),
        "exchange.out_of_range": _(
            "“%(written)s” is out of range. Write a number from %(least)s to %(most)s."
        ),
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
            "“%(written)s” is an ISSN, the number of a periodical. Leave the ISBN empty, or write the "
            "book's own."
        ),
        "exchange.isbn_check_digit": _(
            "The check digit of ISBN %(isbn)s is wrong. Correct it; if the book is printed so, give the"
            " reason."
        ),
        "exchange.isbn_on_another_title": _(
            "ISBN %(isbn)s stands on another title too, in record %(other)s. Correct one of them, or "
            "give the reason."
        ),
        "exchange.number_check": _(
            "The check character of %(number)s is wrong. Correct it; if it is printed so, give the reason."
        ),
        "exchange.not_asked": _(
            "“%(name)s” is not asked of this kind (%(kind)s) on this carrier and was left out. Check "
            "the kind."
        ),
        "exchange.not_accepted": _("“%(written)s” cannot stand here. %(hint)s"),
        "exchange.not_a_duration": _("“%(written)s” is no duration. Write 1:32:05, or 92 for minutes."),
        "exchange.given_twice": _(
            "“%(taken)s” of “%(other)s” was taken and “%(left)s” left out. Check which one is right."
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
        "exchange.extent_unread": _(
            "No number of pages was found in “%(written)s”. Add it by hand if needed."
        ),
        "exchange.edition_unread": _(
            "“%(written)s” is no number of an edition and was left out. Say by hand which edition it is."
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
        "exchange.delete": _(
            "The sender asks to delete an earlier record. When the file is accepted, the registration of "
            "your title that carries the number is withdrawn, if a person agrees to that."
        ),
    }
)


def sentence(finding: Finding) -> str:
    """Return what a finding says, in the reader's language."""
    return message_for(finding.error)
