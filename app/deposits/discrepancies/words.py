"""What faults, outcomes and standings are called."""

from collections.abc import Mapping

from flask_babel import LazyString

from app.domain.discrepancies import Outcome, Standing
from app.domain.receiving import DiscrepancyKind
from app.infra.i18n import lazy_gettext as _

KINDS: Mapping[DiscrepancyKind, LazyString] = {
    DiscrepancyKind.SHORT: _("Missing"),
    DiscrepancyKind.SURPLUS: _("Surplus"),
    DiscrepancyKind.UNANNOUNCED: _("Unannounced"),
    DiscrepancyKind.DAMAGED: _("Damaged"),
    DiscrepancyKind.DEFECTIVE: _("Defective"),
    DiscrepancyKind.WRONG_EDITION: _("Wrong edition"),
    DiscrepancyKind.ADDRESSED_ELSEWHERE: _("Addressed elsewhere"),
}

OUTCOMES: Mapping[Outcome, LazyString] = {
    Outcome.ACCEPTED: _("Accepted: it counts"),
    Outcome.REPLACED: _("Replaced"),
    Outcome.RETURNED: _("Returned"),
    Outcome.KEPT: _("Kept by the library"),
    Outcome.OFFERED: _("Offered to other libraries"),
    Outcome.PASSED_ON: _("Passed on to another library"),
    Outcome.MISTAKE: _("Reported by mistake"),
    Outcome.CLOSED: _("Closed for another reason"),
}

STANDINGS: Mapping[Standing, LazyString] = {
    Standing.OPEN: _("Open"),
    Standing.PROMISED: _("Replacement promised"),
    Standing.OFFERED: _("Offered to other libraries"),
    Standing.SETTLED: _("Settled"),
    Standing.WITHDRAWN: _("Withdrawn"),
}
