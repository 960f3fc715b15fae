"""What refusals and acts of this slice say to a person."""

from app.infra.i18n import lazy_gettext as _
from app.organisations.field_checks import NAME_TURNED, TELEPHONE_NEEDED
from app.web.messages import add_messages

add_messages(
    {
        "stir.malformed": _("A TIN has nine digits."),
        "stir.one_figure": _("This is no TIN: all its figures are the same."),
        "organisation.stir_taken": _("An organisation with TIN %(stir)s is registered already."),
        "organisation.code_taken": _("The code %(code_of_another)s belongs to another depository."),
        "organisation.name_missing": _("Write the name of the organisation."),
        "organisation.name_says_nothing": _("Write a name with letters or figures."),
        "organisation.kind_unfit": _("Choose one of the kinds offered; a depositor stays a depositor."),
        "organisation.stir_of_another": _(
            "TIN %(stir)s stands in another record: %(name)s, number %(number)s. "
            "Correct it, or merge the two."
        ),
        "organisation.licensed_later": _("The day of a licence cannot lie ahead. Check it."),
        "organisation.nothing_differs": _("Nothing differs from what is kept. Change something, or go back."),
        "organisation.changed_meanwhile": _(
            "Somebody else has changed this record meanwhile; what you wrote is not saved. See below what is "
            "kept now, then open the form anew."
        ),
        "organisation.change_unsaid": _("Write what should be changed and why."),
        "organisation.nobody_to_ask": _(
            "Nobody at the authority can be written to from here at the moment. Write to it by post."
        ),
        "organisation.region_unknown": _("Choose a region of the list."),
        "organisation.region_several": _(
            "“%(written)s” can be: %(names)s. Write the whole name of the one that is meant, or its code."
        ),
        "organisation.district_unfit": _("Choose a district or city of the region chosen."),
        "organisation.no_such": _(
            "There is no such record. Write a TIN of nine digits or the number of a record."
        ),
        "organisation.circle": _("The other record lies below this one already. Choose another."),
        "organisation.succession_circle": _(
            "This record is a successor of the other one already, so the other cannot follow it. "
            "Choose another."
        ),
        "organisation.oneself": _("This is the same record. Name the other one."),
        "organisation.unlike": _(
            "%(name)s is of another sort: a library cannot belong to a depositor or follow one, nor a "
            "depositor a library. Name another record."
        ),
        "organisation.name_own": _(
            "The record has this name already, written “%(name)s”, and is found by it. Write another one."
        ),
        "organisation.name_of_another": _(
            "Another organisation of the register has this name: %(names)s. If it is a name of this one too, "
            "write why."
        ),
        "organisation.imprint_known": _("There is an imprint with this name already: %(name)s."),
        "merge.tins_differ": _(
            "This record has TIN %(tin)s, the one that stays has TIN %(other)s: they may be two "
            "organisations. Tick that they are one, or name another record. Nothing is merged yet."
        ),
        "merge.oneself": _("A record cannot be merged into itself. Name the other one."),
        "merge.kind": _("Only depositors can be merged, not libraries and the authority."),
        "merge.survivor_merged": _("That record is merged into another itself. Name the one that stays."),
        "merge.has_merged": _(
            "Other records are merged into this one. Undo that first, then merge them too."
        ),
        "merge.reason_missing": _("Write the reason; it is kept."),
        "merge.done": _("This record is merged already. Open it again to see into which."),
        "merge.not_done": _("This record is not merged into another."),
        "mandate.nothing": _("Choose what the mandate is for."),
        "mandate.until_past": _("Write the last day of the mandate; it cannot be past."),
        "mandate.unknown": _("No organisation with TIN %(stir)s is registered that could act for you."),
        "mandate.oneself": _("This is your own TIN. Write that of who shall act for you."),
        "mandate.given": _("A mandate to this organisation is open already. End it before you give another."),
        "mandate.over": _("This mandate is over. Ask for a new one."),
        "organisation_list.accepted": _(
            "This list is taken over already. Open it again to see what was added."
        ),
        "list.column_needed": _(
            "The column is missing; no organisation can be registered without it. Add it."
        ),
        "list.cell_needed": _("Fill in this cell; no organisation can be registered without it."),
        "list.not_a_day": _("Write the day as 2024-01-15 or 15.01.2024."),
        "list.day_counted": _(
            "“%(written)s” looks like a day as a spreadsheet counts it: %(since_1900)s if it counts from "
            "1900, %(since_1904)s if from 1904. Format the cells as dates, or write the day as 2026-01-31."
        ),
        "list.not_an_email": _("Write a whole e-mail, such as name@example.uz."),
        "list.not_a_telephone": TELEPHONE_NEEDED,
        "list.name_turned": NAME_TURNED,
        "list.row_twice": _("The same organisation stands in line %(line)s. Remove one of the rows."),
        "list.example_row": _(
            "This row is the example of the template. Take it out, or write an organisation over it."
        ),
        "list.alike": _(
            "This may be registered or listed already: %(alike)s. Take the row out or correct it; if it is "
            "another organisation, write why in the column %(column)s."
        ),
        "list.no_columns": _(
            "The file does not begin with columns of a list of organisations. There are: %(allowed)s."
        ),
        "list.no_file": _("Choose a CSV or XLSX file."),
        "isbn_prefix.malformed": _(
            "“%(typed)s” is no prefix of a publisher. Write it as the ISBN agency gave it, such as "
            "978-9943-7251."
        ),
    }
)

SENTENCES = {
    "places.loaded": _("Places loaded: %(regions)s regions, %(districts)s districts"),
    "organisation.created": _("Organisation registered: %(name)s"),
    "organisation.completed": _("Record of the organisation completed by who claimed it"),
    "organisation_list.received": _("List of organisations received: %(name)s"),
    "organisation_list.accepted": _("List of organisations taken over: %(added)s added"),
    "organisation.name_added": _("Another name added: %(name)s"),
    "organisation.name_removed": _("Another name removed: %(name)s"),
    "organisation.imprint_removed": _("Imprint taken back: %(name)s"),
    "organisation.imprint_restored": _("Imprint taken up again: %(name)s"),
    "organisation.related": _("Parent or successor of the organisation changed"),
    "organisation.merged": _("Duplicate merged into another record: %(reason)s"),
    "organisation.unmerged": _("Merge of a duplicate undone: %(reason)s"),
    "mandate.granted": _("Mandate offered until %(until)s"),
    "mandate.accepted": _("Mandate accepted until %(until)s"),
    "mandate.ended": _("Mandate ended"),
    "mandate.taken_up": _("Begun to act under a mandate"),
    "mandate.laid_down": _("Ceased to act under a mandate"),
    "organisation.corrected": _("Official record corrected"),
    "organisation.change_asked": _("Authority asked to change the official record"),
    "organisation.contact_changed": _("Address or head of the organisation changed"),
}
