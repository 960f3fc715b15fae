"""What refusals and acts about attestations say, and what to do."""

from flask_babel import LazyString

from app.attestations.models import AttestationKind
from app.attestations.standing import Standing
from app.infra.i18n import lazy_gettext as _
from app.web.messages import add_messages

add_messages(
    {
        "attestation.overdue": _(
            "No certificate is made: something is overdue (%(number)s). It is listed on this page. Once it is"
            " received or owed no longer, the certificate can be made."
        ),
        "attestation.nothing_due": _(
            "No certificate is made: nothing fell due in this period, so there is nothing to certify."
        ),
        "attestation.period_reversed": _("The last day lies before the first. Change one of them."),
        "attestation.period_ahead": _("That lies ahead. Choose a day until today."),
        "attestation.period_long": _("Choose a period of at most five years."),
        "attestation.no_authority": _(
            "No authority is registered, so nobody can attest. Ask the administrator."
        ),
        "attestation.language": _("Choose a language of the list."),
        "attestation.hypothetical_law": _(
            "The rule set %(rules)s is hypothetical: nothing is attested on it outside a demonstration."
        ),
        "attestation.reason_missing": _("Write why it is withdrawn; the depositor reads it."),
        "attestation.withdrawn_already": _("It has been withdrawn already."),
    }
)

SENTENCES = {
    "attestation.issued": _("Attestation made: %(number)s, from %(first)s to %(last)s"),
    "attestation.withdrawn": _("Attestation %(number)s withdrawn: %(reason)s"),
    "attestation.filed": _("File of attestation %(number)s kept"),
}

KINDS: dict[AttestationKind, LazyString] = {
    AttestationKind.STATEMENT: _("Yearly statement"),
    AttestationKind.CERTIFICATE: _("Certificate of compliance"),
}

STANDINGS: dict[Standing, LazyString] = {
    Standing.VALID: _("Valid for its hour"),
    Standing.SUPERSEDED: _("Superseded"),
    Standing.WITHDRAWN: _("Withdrawn"),
}
