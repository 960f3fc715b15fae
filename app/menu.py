"""The places of the navigation and of the foot of every page; given to the shell by `app/wiring.py`."""

from app.domain.actor import Role
from app.infra.i18n import lazy_gettext as _
from app.policy.permissions import Permission
from app.web.templating import Place

DEPOSITOR = frozenset({Role.DEPOSITOR})
LIBRARIAN = frozenset({Role.LIBRARIAN})
REGULATOR = frozenset({Role.REGULATOR})
ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})
SUPERVISED = frozenset({Role.DEPOSITOR, Role.REGULATOR})
SUPERVISORS = frozenset({Role.REGULATOR, Role.ADMINISTRATOR})
PUBLIC = frozenset({Role.PUBLIC})
EVERY_DESK = frozenset({Role.DEPOSITOR, Role.LIBRARIAN, Role.REGULATOR, Role.ADMINISTRATOR})
OVERSEEN = LIBRARIAN | REGULATOR

# In the order of the menu.
PLACES: tuple[Place, ...] = (
    Place(_("Desk"), "desks.home", Permission.DESK_OPEN, EVERY_DESK),
    Place(
        _("Publications"), "publications.list_releases", Permission.RELEASE_READ, DEPOSITOR, "/publications"
    ),
    Place(
        _("Periodicals"),
        "periodicals.index",
        Permission.RELEASE_READ,
        EVERY_DESK,
        "/periodicals",
        more=OVERSEEN | ADMINISTRATOR,
    ),
    Place(_("Obligations"), "obligations.index", Permission.OBLIGATION_READ, EVERY_DESK, "/obligations"),
    Place(
        _("Consignments"), "consignments.index", Permission.CONSIGNMENT_PREPARE, DEPOSITOR, "/consignments"
    ),
    Place(
        _("Organisation"),
        "organisations.own",
        Permission.ORGANISATION_READ,
        DEPOSITOR,
        "/organisation",
        more=DEPOSITOR,
    ),
    Place(
        _("Coming"),
        "coming.index",
        Permission.DELIVERY_EXPECT,
        LIBRARIAN | REGULATOR,
        "/coming",
        more=REGULATOR,
    ),
    Place(_("Receiving"), "receiving.start", Permission.RECEIVING_WORK, LIBRARIAN, "/receiving"),
    Place(_("Files"), "edeposit.waiting", Permission.FILE_ACCEPT, LIBRARIAN, "/files"),
    Place(_("Claims"), "claims.index", Permission.CLAIM_READ, OVERSEEN, "/claims", more=REGULATOR),
    Place(
        _("Receipts"),
        "receiving.receipts",
        Permission.RECEIPT_READ,
        EVERY_DESK,
        "/receipts",
        more=REGULATOR | ADMINISTRATOR,
    ),
    Place(_("Requests"), "requests.index", Permission.REQUEST_READ, SUPERVISED, "/requests"),
    Place(_("Oversight"), "oversight.overview", Permission.OVERSIGHT_READ, REGULATOR, "/oversight"),
    Place(
        _("Discrepancies"),
        "discrepancies.index",
        Permission.DISCREPANCY_READ,
        OVERSEEN,
        "/discrepancies",
        more=OVERSEEN,
    ),
    Place(
        _("Stock-takes"), "inventory.index", Permission.INVENTORY_READ, OVERSEEN, "/inventory", more=OVERSEEN
    ),
    Place(_("Late"), "compliance.worklist", Permission.LATE_READ, REGULATOR, "/late"),
    Place(_("Cases"), "cases.index", Permission.CASE_READ, SUPERVISED, "/cases", more=DEPOSITOR),
    Place(_("Notices"), "compliance.notices", Permission.NOTICE_READ, SUPERVISED, "/notices"),
    Place(
        _("Countersignatures"),
        "notice_proposals.index",
        Permission.NOTICE_COUNTERSIGN,
        REGULATOR,
        "/notice-proposals",
        more=REGULATOR,
    ),
    Place(
        _("Certificates"),
        "attestations.index",
        Permission.ATTESTATION_READ,
        SUPERVISED,
        "/attestations",
        more=SUPERVISED,
    ),
    Place(
        _("What will I owe?"),
        "calculator.show",
        Permission.LAW_READ,
        PUBLIC | DEPOSITOR,
        "/what-will-i-owe",
        more=DEPOSITOR,
    ),
    Place(
        _("Does the law apply to me?"),
        "applicability.ask",
        Permission.LAW_READ,
        PUBLIC,
        "/does-the-law-apply",
    ),
    Place(
        _("Applications"), "joining.applications", Permission.APPLICATION_VET, SUPERVISORS, "/applications"
    ),
    Place(_("Join"), "joining.join", Permission.APPLICATION_SUBMIT, PUBLIC, "/join"),
    Place(
        _("Simulator"),
        "simulation.runs",
        Permission.LAW_SIMULATE,
        SUPERVISORS,
        "/simulations",
        more=SUPERVISORS,
    ),
    Place(_("Check a document"), "verification.form", Permission.VERIFY, PUBLIC, "/verify"),
    Place(
        _("Organisations"),
        "organisations.organisations",
        Permission.ORGANISATION_MANAGE,
        ADMINISTRATOR,
        "/organisations",
    ),
    Place(_("Accounts"), "accounts.accounts", Permission.ACCOUNT_MANAGE, ADMINISTRATOR, "/accounts"),
    Place(
        _("Rule sets"), "rule_sets.index", Permission.LAW_PREPARE, SUPERVISORS, "/rule-sets", more=REGULATOR
    ),
    Place(_("Calendar"), "calendars.index", Permission.LAW_READ, ADMINISTRATOR, "/calendar"),
    Place(_("Outbox"), "outbox.index", Permission.MESSAGE_READ, ADMINISTRATOR, "/outbox"),
    Place(
        _("Values of units"),
        "unit_values.index",
        Permission.LAW_ADOPT,
        ADMINISTRATOR,
        "/unit-values",
        more=ADMINISTRATOR,
    ),
    Place(
        _("Texts of notices"),
        "wordings.index",
        Permission.NOTICE_WORDING,
        ADMINISTRATOR,
        "/notice-texts",
        more=ADMINISTRATOR,
    ),
    Place(_("Acts"), "audit.acts", Permission.AUDIT_READ, ADMINISTRATOR, "/acts"),
)

FOOTER: tuple[tuple[object, str], ...] = (
    (_("What will I owe?"), "calculator.show"),
    (_("Does the law apply to me?"), "applicability.ask"),
    (_("Join"), "joining.join"),
    (_("Check a document"), "verification.form"),
    (_("The rules in force"), "law.rule_set"),
    (_("Calendar of working days"), "calendars.index"),
)
