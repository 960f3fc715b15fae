"""What acts are called in timelines, slice by slice; given to the chain of acts by `app/wiring.py`."""

from app.accounts import messages as account_messages
from app.attestations import messages as attestation_messages
from app.compliance import messages as compliance_messages
from app.compliance.batches import messages as notice_batch_messages
from app.compliance.cases import messages as case_messages
from app.compliance.claims import messages as claim_messages
from app.compliance.countersigning import messages as countersigning_messages
from app.compliance.ladder import messages as ladder_messages
from app.compliance.requests import messages as request_messages
from app.compliance.serving import messages as serving_messages
from app.compliance.unit_values import messages as unit_value_messages
from app.compliance.wordings import messages as wording_messages
from app.deposits.accessions import messages as accession_messages
from app.deposits.consignments import messages as consignment_messages
from app.deposits.consignments.evidence import messages as evidence_messages
from app.deposits.discrepancies import messages as discrepancy_messages
from app.deposits.inventory import messages as inventory_messages
from app.deposits.obligations import messages as obligation_messages
from app.deposits.obligations.rejudging import messages as rejudging_messages
from app.deposits.passing import messages as passing_messages
from app.deposits.receiving import messages as receiving_messages
from app.deposits.receiving.photos import messages as photo_messages
from app.edeposit import messages as edeposit_messages
from app.exchange.batches import messages as import_messages
from app.joining import messages as joining_messages
from app.joining.applicability import messages as applicability_messages
from app.law import messages as law_messages
from app.law.calendars import messages as calendar_messages
from app.organisations import messages as organisation_messages
from app.organisations.collecting import messages as collecting_messages
from app.organisations.libraries import messages as library_messages
from app.outbox import messages as outbox_messages
from app.publications import messages as publication_messages
from app.publications.periodicals import messages as periodical_messages
from app.reminders import messages as reminder_messages
from app.simulation import messages as simulation_messages

SENTENCES = (
    publication_messages.SENTENCES,
    import_messages.SENTENCES,
    periodical_messages.SENTENCES,
    consignment_messages.SENTENCES,
    evidence_messages.SENTENCES,
    obligation_messages.SENTENCES,
    rejudging_messages.SENTENCES,
    receiving_messages.SENTENCES,
    passing_messages.SENTENCES,
    photo_messages.SENTENCES,
    discrepancy_messages.SENTENCES,
    accession_messages.SENTENCES,
    inventory_messages.SENTENCES,
    compliance_messages.SENTENCES,
    countersigning_messages.SENTENCES,
    notice_batch_messages.SENTENCES,
    serving_messages.SENTENCES,
    claim_messages.SENTENCES,
    request_messages.SENTENCES,
    case_messages.SENTENCES,
    ladder_messages.SENTENCES,
    unit_value_messages.SENTENCES,
    wording_messages.SENTENCES,
    attestation_messages.SENTENCES,
    edeposit_messages.SENTENCES,
    law_messages.SENTENCES,
    calendar_messages.SENTENCES,
    simulation_messages.SENTENCES,
    organisation_messages.SENTENCES,
    collecting_messages.SENTENCES,
    library_messages.SENTENCES,
    account_messages.SENTENCES,
    reminder_messages.SENTENCES,
    outbox_messages.SENTENCES,
    joining_messages.SENTENCES,
    applicability_messages.SENTENCES,
)

WORDED = {**case_messages.WORDED, **discrepancy_messages.WORDED}
"""How facts of acts are worded that are kept as a name that only rules know."""
