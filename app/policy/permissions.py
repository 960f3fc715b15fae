"""Every permission of the product, one line of meaning each."""

from enum import StrEnum


class Permission(StrEnum):
    """What may be allowed; `area.verb`."""

    DESK_OPEN = "desk.open"  # open one's own desk
    ACCOUNT_OWN = "account.own"  # change one's password, language and sessions
    DATES_SUBSCRIBE = "dates.subscribe"  # let a calendar program read what one's organisation owes
    REMINDERS_OWN = "reminders.own"  # say when one is reminded, and see what was sent to oneself
    ACCOUNT_MANAGE = "account.manage"  # create, deactivate and bind accounts
    ORGANISATION_READ = "organisation.read"  # read the record of an organisation
    ORGANISATION_MANAGE = "organisation.manage"  # change organisations
    ORGANISATION_OWN = (
        "organisation.own"  # keep the record, the people and the mandates of one's organisation
    )
    LIBRARY_KEEP = "library.keep"  # keep how a library is reached, its hours and its closures
    APPLICATION_SUBMIT = "application.submit"  # ask that one's organisation may join
    APPLICATION_VET = "application.vet"  # approve, refuse and ask back applications
    PUBLICATION_REGISTER = "publication.register"  # register titles and releases for one's organisation
    PUBLICATION_AMEND = "publication.amend"  # amend a registered title or release
    RELEASE_READ = "release.read"  # read a release with its obligations, copies and acts
    OBLIGATION_READ = "obligation.read"  # list obligations
    DELIVERY_EXPECT = "delivery.expect"  # see what a library may expect, and in which parcels it lies
    OBLIGATION_ASSIGN = "obligation.assign"  # name the depositor of an obligation that has none yet
    CONSIGNMENT_PREPARE = "consignment.prepare"  # compose, print, send and cancel consignments
    CONSIGNMENT_READ = "consignment.read"  # read consignments and their papers
    RECEIVING_WORK = "receiving.work"  # scan, decide, confirm and reverse at a depository
    ACCESSION_KEEP = "accession.keep"  # define accession numbers of one's library, find copies, print labels
    INVENTORY_WORK = "inventory.work"  # keep sections of one's library and take stock of them
    INVENTORY_READ = "inventory.read"  # read stock-takes and their results
    INVENTORY_CAMPAIGN = "inventory.campaign"  # open a stock-take over all libraries within reach
    RECEIPT_READ = "receipt.read"  # read receipt acts
    DISCREPANCY_READ = "discrepancy.read"  # read what was wrong with a parcel and what was written about it
    DISCREPANCY_ANSWER = "discrepancy.answer"  # write to the other side about it, with photographs
    DISCREPANCY_SETTLE = "discrepancy.settle"  # say what becomes of it
    REPLACEMENT_PROMISE = "replacement.promise"  # promise a day for what replaces it
    SURPLUS_TAKE = "surplus.take"  # see and take copies that another library offers
    FILE_DEPOSIT = "file.deposit"  # upload a file that is owed
    FILE_ACCEPT = "file.accept"  # accept or refuse a deposited file
    FILE_READ = "file.read"  # download a deposited file
    LATE_READ = "late.read"  # see who is late
    CLAIM_MAKE = "claim.make"  # ask depositors for late copies, or pass late lines to the authority
    CLAIM_READ = "claim.read"  # read what a library asked or passed on, and what was answered
    CLAIM_ANSWER = "claim.answer"  # answer what a library asked
    NOTICE_ISSUE = "notice.issue"  # preview, issue and withdraw notices
    NOTICE_COUNTERSIGN = "notice.countersign"  # countersign a notice that a colleague proposed
    NOTICE_READ = "notice.read"  # read and download notices
    NOTICE_WORDING = "notice.wording"  # edit the texts of notices and put them into force
    REQUEST_MAKE = "request.make"  # ask the authority for time, an exemption, or to look at it again
    REQUEST_READ = "request.read"  # read requests with their evidence and decisions
    REQUEST_DECIDE = "request.decide"  # decide requests, and take up again what was accepted
    REQUEST_ENTRUST = "request.entrust"  # name the official who decides a request
    OVERSIGHT_READ = "oversight.read"  # see how regions, kinds, publishers and the authority itself do
    CASE_READ = "case.read"  # read cases of non-compliance; a depositor its own, without what is internal
    CASE_KEEP = (
        "case.keep"  # open, hand over, write in, buy in, settle and reopen cases, and propose sanctions
    )
    ATTESTATION_READ = "attestation.read"  # read and download statements and certificates
    ATTESTATION_ISSUE = "attestation.issue"  # preview and make statements and certificates
    ATTESTATION_WITHDRAW = "attestation.withdraw"  # withdraw a statement or certificate
    LAW_READ = "law.read"  # read rule sets and calendars
    LAW_PREPARE = "law.prepare"  # write, check, compare and propose drafts of rule sets
    LAW_ADOPT = "law.adopt"  # adopt and repeal rule sets, edit the calendar
    LAW_SIMULATE = "law.simulate"  # run rule sets over publications without owing anything
    AUDIT_READ = "audit.read"  # read the chain of acts
    MESSAGE_READ = "message.read"  # see what was written to whom, without its text, and send it again
    SEARCH = "search"  # search titles, people, identifiers, publishers
    VERIFY = "verify"  # check a document by its code
