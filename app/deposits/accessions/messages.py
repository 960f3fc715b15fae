"""What is said of accession numbers and labels: refusals, acts, the words of choices."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.deposits.accessions.models import StruckFor
from app.domain.documents import LabelLayout, LabelSymbol
from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "accession.prefix": _(
            "Begin the numbers with Latin letters and hyphens only, a letter first, for example K or KF-."
            " Or leave it empty."
        ),
        "accession.digits": _("Write how many figures the running number has: from 1 to %(most)s."),
        "accession.next_number": _("Write a number of at most eight figures, from 1 on."),
        "accession.prefix_used": _(
            "A series of the library has begun with “%(prefix)s” before. Choose another beginning, so that no"
            " number is given twice."
        ),
        "accession.kind_has_series": _(
            "There is an open series for these publications. Close it first, or choose others."
        ),
        "accession.no_series": _("The library gives no accession numbers yet. Define a series first."),
        "accession.not_taken_in": _(
            "There is no copy to number: a copy that is damaged, goes back or is for another library gets no"
            " number."
        ),
    }
)

SENTENCES = {
    "accession_series.defined": _("Accession numbers defined: from %(number)s, beginning with “%(prefix)s”"),
    "accession_series.closed": _("Accession numbers beginning with “%(prefix)s” closed"),
    "accession_labels.chosen": _("Labels of the library chosen"),
    "accession.given": _("Accession numbers given: %(numbers)s"),
    "accession.struck": _("Accession numbers struck out: %(numbers)s"),
    "accession.restored": _("Accession numbers stand again: %(numbers)s"),
}

LAYOUTS: Mapping[str, LazyString] = {
    LabelLayout.ROLL_50_25: _("Roll, 50 × 25 mm"),
    LabelLayout.ROLL_58_40: _("Roll, 58 × 40 mm"),
    LabelLayout.SHEET_70_37: _("Sheets of A4, 24 labels of 70 × 37 mm"),
    LabelLayout.SHEET_48_25: _("Sheets of A4, 44 labels of 48.5 × 25.4 mm"),
}

SYMBOLS: Mapping[str, LazyString] = {
    LabelSymbol.BARS: _("Bar code (Code 128), which every scanner reads"),
    LabelSymbol.QR: _("QR code, for scanners with a camera"),
}

STRUCK: Mapping[StruckFor, LazyString] = {
    StruckFor.TAKEN_BACK: _("the scan was taken back"),
    StruckFor.NOT_TAKEN_IN: _("the copy was not taken in"),
    StruckFor.REVERSED: _("the receipt was reversed"),
    StruckFor.GIVEN_UP: _("the surplus copy went back or on to another library"),
}
