"""What refusals and acts of the simulator say, and what to do."""

from flask_babel import LazyString

from app.domain.simulation import SpineGroup
from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "simulation.unknown_law": _("Choose a rule set of the list."),
        "simulation.same_law": _("Choose another rule set to compare with, or none."),
        "simulation.period": _("The last day must not come before the first."),
        "simulation.nothing_registered": _("Nothing was registered in this period. Choose another one."),
        "simulation.thickness": _("Write millimetres from 0.1 to %(most)s, for example 5.5."),
        "simulation.not_failed": _("This simulation has not failed; there is nothing to begin again."),
        "simulation.given_up": _("The work was cut off several times and was given up."),
        "list.faults": _("The list was refused. Mistakes found: %(number)s; the table lists them."),
        "list.missing_column": _("The column is missing; no rule can be asked without it. Add it."),
        "list.missing_value": _("Fill in this cell; no rule can be asked without it."),
        "list.unknown_word": _("Write one of: %(allowed)s."),
        "list.not_a_code": _("Write a code of Latin letters, figures and hyphens, such as uz or 1726."),
        "list.not_a_number": _("Write a whole number in figures, or leave the cell empty."),
        "list.not_yes_or_no": _("Write yes or no, or leave the cell empty."),
    }
)

SENTENCES = {
    "simulation.begun": _("Simulation %(number)s begun: %(rules)s over %(releases)s releases"),
    "simulation.begun_again": _("Simulation %(number)s begun again"),
    "simulation.finished": _("Simulation %(number)s finished: %(releases)s releases counted"),
    "simulation.failed": _("Simulation %(number)s failed"),
}

GROUPS: dict[SpineGroup, LazyString] = {
    SpineGroup.BOOKS: _("Books and everything not named below"),
    SpineGroup.PICTURES: _("Albums, maps, music, prints"),
    SpineGroup.SERIALS: _("Journals, newspapers, serials"),
    SpineGroup.THIN: _("Brochures, leaflets, abstracts"),
}
