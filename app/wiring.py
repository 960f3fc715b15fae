"""The one page where slices meet: pages, reactions, jobs; menu, sentences and commands stand beside it."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Flask

from app.accounts import jobs as account_jobs
from app.accounts import views as accounts
from app.accounts.change_letters import tell_of_wish
from app.accounts.mandate_letters import SUBJECTS as MANDATE_LETTERS
from app.accounts.mandate_letters import tell_of_mandate
from app.accounts.saved_filters import views as saved_filters
from app.accounts.start import refuse_unfit_database
from app.attestations import jobs as attestation_jobs
from app.attestations import views as attestations
from app.audit import jobs as audit_jobs
from app.audit import services as audit_services
from app.audit import views as audit
from app.audit.sentences import add_sentences, word_facts_by
from app.commands import COMMANDS
from app.compliance import jobs as compliance_jobs
from app.compliance import views as compliance
from app.compliance.batches import jobs as batch_jobs
from app.compliance.batches import views as notice_batches
from app.compliance.batches.printing import PRINT_FILES
from app.compliance.cases import views as cases
from app.compliance.cases.papers import keeping as case_papers
from app.compliance.claims import views as claims
from app.compliance.claims.covering import cover_where
from app.compliance.claims.letters import compose_claim
from app.compliance.claims.services.making import LETTER as CLAIM
from app.compliance.countersigning import views as notice_proposals
from app.compliance.ladder import jobs as ladder_jobs
from app.compliance.ladder import views as ladder
from app.compliance.requests import jobs as request_jobs
from app.compliance.requests import views as requests
from app.compliance.requests.letters import SUBJECTS as REQUEST_LETTERS
from app.compliance.requests.letters import tell_of_decision, tell_of_withdrawn_notice, tell_who_is_named
from app.compliance.requests.services.ending import notice_withdrawn
from app.compliance.scope import noticed
from app.compliance.serving import views as serving
from app.compliance.unit_values import views as unit_values
from app.compliance.wordings import views as wordings
from app.deposits.accessions import reactions as accession_reactions
from app.deposits.accessions import views as accessions
from app.deposits.coming import views as coming
from app.deposits.consignments import views as consignments
from app.deposits.consignments.evidence import views as evidence
from app.deposits.discrepancies import reporting
from app.deposits.discrepancies import views as discrepancies
from app.deposits.discrepancies.letters import SUBJECTS as DISCREPANCY_LETTERS
from app.deposits.discrepancies.letters import tell_other_side
from app.deposits.inventory import reactions as inventory_reactions
from app.deposits.inventory import views as inventory
from app.deposits.inventory.stock_takes import jobs as stock_take_jobs
from app.deposits.obligations import reactions as obligation_reactions
from app.deposits.obligations import views as obligations
from app.deposits.obligations.closed_libraries import moved_dates, moves_dates
from app.deposits.obligations.holding import hold_dates_where
from app.deposits.obligations.moved import counts_as_moved_where
from app.deposits.obligations.rejudging import jobs as rejudging_jobs
from app.deposits.obligations.rejudging import views as rejudgings
from app.deposits.obligations.scope import is_relieved, name_by_notices
from app.deposits.obligations.wording import fact_name, fact_value
from app.deposits.passing import views as passing
from app.deposits.receiving import jobs as receiving_jobs
from app.deposits.receiving import views as receiving
from app.deposits.receiving.letters import tell_of_receipt, tell_of_reversal
from app.deposits.receiving.letters_to_others import tell_others_of_receipt, tell_others_of_reversal
from app.deposits.receiving.offline import views as offline
from app.deposits.receiving.photos import views as photos
from app.deposits.receiving.register import views as register
from app.desks import views as desks
from app.desks.calculator import views as calculator
from app.desks.calendar import views as calendar_changes
from app.desks.cases import views as case
from app.desks.feed import views as feed
from app.desks.periodicals import views as periodicals
from app.desks.registration import views as registration
from app.desks.registration.letters import tell_of_dropped_lines
from app.desks.retroactive import views as retroactive
from app.desks.verification import views as verification
from app.edeposit import views as edeposit
from app.edeposit.queries import FILE_WAITS, awaits_answer
from app.exchange.batches import jobs as import_jobs
from app.exchange.batches import views as imports
from app.infra import clock
from app.infra.events import EVERY, Reaction, init_events
from app.infra.jobs import Job, init_jobs
from app.infra.mail_sending import compose_by, send_waiting
from app.joining import views as joining
from app.joining.applicability import views as applicability
from app.law import views as law
from app.law.calendars import views as calendars
from app.law.drafts import views as rule_sets
from app.law.fact_words import name_facts_by
from app.menu import FOOTER, PLACES
from app.organisations import views as organisations
from app.organisations.collecting import views as collecting
from app.organisations.libraries import views as libraries
from app.organisations.libraries.effects import count_moved_with
from app.outbox import views as outbox
from app.oversight import jobs as oversight_jobs
from app.oversight import views as oversight
from app.publications import jobs as publication_jobs
from app.publications import reactions as publication_reactions
from app.publications import views as publications
from app.publications.periodicals import reactions as periodical_reactions
from app.reminders import jobs as reminder_jobs
from app.reminders import views as reminders
from app.reminders.composing import compose_reminder
from app.reminders.notice_letters import KIND as NOTICE_LETTER
from app.reminders.notice_letters import SUBJECTS as NOTICE_LETTERS
from app.reminders.notice_letters import compose_notice_letter, tell_of_notice
from app.reminders.services.planning import KIND as REMINDER
from app.sentences import SENTENCES, WORDED
from app.simulation import jobs as simulation_jobs
from app.simulation import views as simulation
from app.web import health
from app.web.access import identify_by
from app.web.templating import ShellSources, init_templating

BLUEPRINTS: tuple[Blueprint, ...] = (
    health.blueprint,
    desks.blueprint,
    organisations.blueprint,
    collecting.blueprint,
    libraries.blueprint,
    accounts.blueprint,
    saved_filters.blueprint,
    joining.blueprint,
    applicability.blueprint,
    publications.blueprint,
    registration.blueprint,
    periodicals.blueprint,
    calculator.blueprint,
    imports.blueprint,
    consignments.blueprint,
    evidence.blueprint,
    law.blueprint,
    rule_sets.blueprint,
    retroactive.blueprint,
    calendars.blueprint,
    calendar_changes.blueprint,
    obligations.blueprint,
    rejudgings.blueprint,
    receiving.blueprint,
    passing.blueprint,
    photos.blueprint,
    coming.blueprint,
    offline.blueprint,
    register.blueprint,
    discrepancies.blueprint,
    accessions.blueprint,
    inventory.blueprint,
    edeposit.blueprint,
    compliance.blueprint,
    notice_proposals.blueprint,
    notice_batches.blueprint,
    serving.blueprint,
    claims.blueprint,
    requests.blueprint,
    cases.blueprint,
    case.blueprint,
    ladder.blueprint,
    unit_values.blueprint,
    wordings.blueprint,
    attestations.blueprint,
    oversight.blueprint,
    simulation.blueprint,
    feed.blueprint,
    reminders.blueprint,
    outbox.blueprint,
    verification.blueprint,
    audit.blueprint,
)

# An event's name (or EVERY) and what must happen in the same transaction; first come, first run.
REACTIONS: tuple[tuple[str, Reaction], ...] = (
    ("release.registered", obligation_reactions.release_changed),
    ("release.amended", obligation_reactions.release_changed),
    ("release.withdrawn", obligation_reactions.releases_withdrawn),
    ("import.undone", obligation_reactions.releases_withdrawn),
    ("release.withdrawn", periodical_reactions.release_withdrawn),
    ("periodical.withdrawn", obligation_reactions.releases_withdrawn),
    ("periodical.amended", obligation_reactions.release_changed),
    ("obligation.recomputed", tell_of_dropped_lines),
    ("calendar.seeded", obligation_reactions.calendar_changed),
    ("calendar.imported", obligation_reactions.calendar_changed),
    ("calendar.day_set", obligation_reactions.calendar_changed),
    ("calendar.day_removed", obligation_reactions.calendar_changed),
    ("organisation.name_added", publication_reactions.publisher_renamed),
    ("organisation.name_removed", publication_reactions.publisher_renamed),
    ("organisation.completed", publication_reactions.publisher_renamed),
    ("organisation.corrected", publication_reactions.publisher_renamed),
    ("organisation.merged", publication_reactions.publisher_renamed),
    ("organisation.unmerged", publication_reactions.publisher_renamed),
    ("library.closed", obligation_reactions.closures_changed),
    ("library.closure_withdrawn", obligation_reactions.closures_changed),
    ("library.past_closure_withdrawn", obligation_reactions.closures_changed),
    ("rule_set.made_retroactive", obligation_reactions.law_made_retroactive),
    ("receipt.confirmed", reporting.receipt_confirmed),
    ("receipt.confirmed", tell_of_receipt),
    ("receipt.confirmed", tell_others_of_receipt),
    ("receipt.reversed", reporting.receipt_reversed),
    ("receipt.reversed", tell_of_reversal),
    ("receipt.reversed", tell_others_of_reversal),
    *((name, tell_other_side) for name in DISCREPANCY_LETTERS),
    ("notice.withdrawn", notice_withdrawn),
    *((name, tell_of_notice) for name in NOTICE_LETTERS),
    *((name, tell_of_decision) for name in REQUEST_LETTERS),
    ("request.outlives_notice", tell_of_withdrawn_notice),
    ("request.decider_named", tell_who_is_named),
    ("receipt.confirmed", accession_reactions.receipt_confirmed),
    ("receipt.reversed", accession_reactions.receipt_reversed),
    ("discrepancy.settled", accession_reactions.surplus_decided),
    ("discrepancy.taken_by", accession_reactions.surplus_decided),
    ("discrepancy.given_back", accession_reactions.surplus_decided),
    ("copies.given", accession_reactions.copies_given),
    ("copies.given_taken_back", accession_reactions.copies_given),
    # Once the numbers are struck out or restored, for a copy with a number is found by that alone.
    ("receipt.reversed", inventory_reactions.receipt_changed),
    ("discrepancy.settled", inventory_reactions.receipt_changed),
    ("discrepancy.taken_by", inventory_reactions.receipt_changed),
    ("discrepancy.given_back", inventory_reactions.receipt_changed),
    ("copies.given", inventory_reactions.copies_moved),
    ("copies.given_taken_back", inventory_reactions.copies_moved),
    ("scan.recorded", accession_reactions.label_scanned),
    ("scan.undone", accession_reactions.scan_undone),
    ("organisation.change_asked", tell_of_wish),
    *((name, tell_of_mandate) for name in MANDATE_LETTERS),
    (EVERY, audit_services.record),
)

# The worker runs them in this order, each minute and when woken: what people wait for before what takes long.
JOBS: Mapping[str, Job] = {
    "mail": lambda: send_waiting(clock.now),
    rejudging_jobs.REJUDGE: rejudging_jobs.continue_rejudgings,
    oversight_jobs.OVERSIGHT: oversight_jobs.count_all_changes,
    "seal": audit_jobs.seal,
    "forget attempts": account_jobs.forget_attempts,
    "search keys": publication_jobs.fold_outdated_keys,
    "standing orders": ladder_jobs.work_on_orders,
    "reminders": reminder_jobs.plan_todays_reminders,
    batch_jobs.BATCHES: batch_jobs.issue_batches,
    "notices": compliance_jobs.render_waiting_notices,
    request_jobs.DECISIONS: request_jobs.store_waiting_decisions,
    case_papers.CASE_PAPERS: case_papers.store_waiting_case_papers,
    PRINT_FILES: batch_jobs.make_print_files,
    receiving_jobs.STORE_PAPERS: receiving_jobs.store_receipt_papers,
    stock_take_jobs.STOCK_TAKE_ACTS: stock_take_jobs.store_waiting_acts,
    attestation_jobs.ATTESTATIONS: attestation_jobs.store_waiting_papers,  # a long annex takes a minute
    import_jobs.IMPORTS: import_jobs.work_on_imports,  # may take minutes
    simulation_jobs.SIMULATIONS: simulation_jobs.run_waiting_simulations,  # may take minutes: last
}

# Words of upper slices that templates of lower ones ask for.
FILTERS: Mapping[str, Callable[..., str]] = {"fact": fact_name, "fact_value": fact_value}


def tie(app: Flask) -> None:
    """Tie the slices together."""
    refuse_unfit_database(app)
    reactions = init_events(app)
    for name, reaction in REACTIONS:
        reactions.on(name, reaction)
    init_jobs(app, JOBS)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in COMMANDS:
        app.cli.add_command(command)
    identify_by(accounts.load_visitor)
    hold_dates_where("notice", noticed)
    hold_dates_where("decision", is_relieved)
    count_moved_with(moved_dates, moves_dates)
    counts_as_moved_where(FILE_WAITS, awaits_answer)
    name_by_notices(noticed)
    for sentences in SENTENCES:
        add_sentences(sentences)
    word_facts_by(WORDED)
    cover_where(awaits_answer)
    compose_by(REMINDER, compose_reminder)
    compose_by(CLAIM, compose_claim)
    compose_by(NOTICE_LETTER, compose_notice_letter)
    name_facts_by(fact_name, fact_value)
    app.jinja_env.filters.update(FILTERS)
    init_templating(app, ShellSources(PLACES, FOOTER, banner=law.banner, search="desks.search"))
