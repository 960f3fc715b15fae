"""How the columns of a list for the post are called: as in the template, or as the list is exported."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.compliance.serving.channels import RESULTS
from app.compliance.serving.models import Result
from app.infra.i18n import BY_CODE, force_locale
from app.infra.i18n import lazy_gettext as _

LABELS: Mapping[str, LazyString] = {
    "notice": _("Notice"),
    "tracking": _("Registered number"),
    "date": _("Day"),
    "result": _("Result"),
    "reason": _("Reason"),
}
BESIDES = (_("Region"), _("No."), _("Addressee"), _("Address"), _("Pages"))
"""What an exported list names besides; it is for the post to read and is not read back."""
POSSIBLE = (Result.SENT, Result.SERVED, Result.RETURNED)


def columns_meant() -> dict[str, str]:
    """Which column each name means, in small letters and in every language; empty for one not read back."""
    meant = {column: column for column in LABELS}
    for code in BY_CODE:
        with force_locale(code):
            meant |= {str(label).casefold(): "" for label in BESIDES}
            meant |= {str(label).casefold(): column for column, label in LABELS.items()}
    return meant


def results_meant() -> dict[str, Result]:
    """Which result each word means, in small letters and in every language."""
    meant = {result.value: result for result in POSSIBLE}
    for code in BY_CODE:
        with force_locale(code):
            meant |= {str(RESULTS[result]).casefold(): result for result in POSSIBLE}
    return meant
