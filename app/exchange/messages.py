"""What a file of publications is told about itself, and what to do about it."""

from app.exchange.messages_of_values import OF_VALUES
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
            "“%(cell)s” stands in column %(column)s, which has no heading, so it would be lost. Write a "
            "heading over the column (a merged one names only its first column); if the row is shifted, "
            "correct it."
        ),
        "exchange.mixed_encodings": _(
            "This text is written in UTF-8, but the file is read in another encoding, so other letters would "
            "come of it. Save the whole file in one encoding, best as UTF-8, and send it anew."
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
add_messages(OF_VALUES)


def sentence(finding: Finding) -> str:
    """Return what a finding says, in the reader's language."""
    return message_for(finding.error)
