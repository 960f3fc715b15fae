"""What the words for claims and sanctions are called in the reader's language."""

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import LazyString

from app.domain.law.procedure_vocabulary import (
    Authority,
    Declaration,
    Liable,
    Measure,
    Offence,
    SanctionKind,
)
from app.infra.i18n import lazy_gettext as _

PROCEDURE_NAMES: Mapping[type[StrEnum], Mapping[str, LazyString]] = {
    SanctionKind: {
        SanctionKind.ADMINISTRATIVE_FINE: _("Administrative fine"),
        SanctionKind.CRIMINAL_FINE: _("Criminal fine"),
        SanctionKind.FINE: _("Fine"),
        SanctionKind.COMPLIANCE_ORDER: _("Order to comply"),
        SanctionKind.COST_RECOVERY: _("Recovery of costs"),
        SanctionKind.DIRECT_ENFORCEMENT: _("Direct enforcement"),
    },
    Measure: {Measure.COST_OF_MAKING_GOOD: _("The cost of making good")},
    Declaration: {Declaration.YEARLY_WITH_LAST_ISSUE: _("Once a year, with the last issue")},
    Offence: {
        Offence.NOT_DELIVERED: _("Not delivered"),
        Offence.LATE: _("Delivered late"),
        Offence.INCOMPLETE: _("Delivered in part"),
        Offence.WRONG_FORM: _("Delivered in the wrong form"),
        Offence.INFORMATION_REFUSED: _("Information refused"),
        Offence.WILFUL_EVASION: _("Wilful evasion"),
        Offence.WILFUL: _("Done wilfully"),
        Offence.NEGLIGENT: _("Done negligently"),
    },
    Liable: {
        Liable.DEPOSITOR: _("The depositor"),
        Liable.NATURAL_PERSON: _("A natural person"),
        Liable.PUBLISHER: _("The publisher"),
        Liable.LEGAL_PERSON: _("A legal person"),
        Liable.OFFICIAL: _("An official"),
        Liable.OFFICIAL_OR_SOLE_TRADER: _("An official or a sole trader"),
    },
    Authority: {
        Authority.COURT_OR_BODY_NAMED_IN_LAW: _("A court or the body that the law names"),
        Authority.THE_LIBRARY_ITSELF: _("The library itself"),
        Authority.SUPERVISOR: _("The supervising body"),
        Authority.ADMINISTRATION: _("The administration"),
        Authority.COURT: _("A court"),
        Authority.COUNTY_COURT_OR_SHERIFF: _("A county court or sheriff"),
        Authority.CRIMINAL_COURT: _("A criminal court"),
        Authority.CRIMINAL_JUSTICE: _("Criminal justice"),
        Authority.ENFORCEMENT_OFFICER: _("An enforcement officer"),
    },
}
