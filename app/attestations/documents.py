"""What a statement and a certificate say."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.attestations.account import AccountLine, Period, lines_by_release, releases_counted
from app.attestations.models import AttestationKind
from app.attestations.scope import ids_of
from app.deposits.consignments.documents import party, work_of
from app.domain.attestation import Tally, tally
from app.domain.documents import (
    AnnexLine,
    CertificatePaper,
    NotCovered,
    RuleSetName,
    Signatory,
    StatementPaper,
    TallyLine,
)
from app.infra import clock
from app.infra.db import batched, session
from app.infra.i18n import force_locale, short_organisation_name
from app.infra.verification import check_of
from app.law.models import AdoptedRuleSet
from app.organisations.letterheads import authority_letterhead, signatory_of
from app.organisations.models import Organisation
from app.publications.models import Publication, Release
from app.publications.vocabulary import kind_name

Group = TypeVar("Group", int, str)

PAPERS: dict[AttestationKind, type[StatementPaper] | type[CertificatePaper]] = {
    AttestationKind.STATEMENT: StatementPaper,
    AttestationKind.CERTIFICATE: CertificatePaper,
}

LONGEST_ANNEX = 2_000
"""Releases in an annex: seventy pages. To lay out more takes gigabytes and many minutes."""


@dataclass(frozen=True, slots=True)
class Account:
    """What is attested of whom: read at one moment, before a number is taken.

    `laws` are all on which it rests; `signs`: the authority's own person made it, so its head signs.
    `registered` are the releases of the depositor's own, for a statement.
    """

    kind: AttestationKind
    depositor: Organisation
    authority: Organisation
    period: Period
    lines: Sequence[AccountLine]
    not_covered: NotCovered
    laws: Sequence[RuleSetName]
    signs: bool
    registered: Sequence[int] = ()

    @property
    def rules(self) -> RuleSetName:
        """The set that makes it a specimen, else the latest."""
        return next((law for law in self.laws if law.hypothetical), None) or self.laws[0]

    @property
    def whole(self) -> Tally:
        """All obligations of the period."""
        return tally_of(self.lines)


def tally_of(lines: Iterable[AccountLine]) -> Tally:
    """Count lines by how they came out."""
    return tally([(line.owed, line.outcome, line.times) for line in lines])


def by_library(account: Account, language: str) -> tuple[TallyLine, ...]:
    """The obligations of each library, by its name."""
    ids = {line.depository_id for line in account.lines}
    found = session().scalars(select(Organisation).where(Organisation.id.in_(ids)))
    names = {library.id: short_organisation_name(library, language) for library in found}
    return _grouped(account.lines, lambda line: line.depository_id, names)


def by_kind(account: Account, language: str) -> tuple[TallyLine, ...]:
    """The obligations of each kind of publication, by its name."""
    with force_locale(language):
        names = {kind: kind_name(kind) for kind in {line.kind for line in account.lines}}
    return _grouped(account.lines, lambda line: line.kind, names)


def _grouped(
    lines: Iterable[AccountLine], group_of: Callable[[AccountLine], Group], names: Mapping[Group, str]
) -> tuple[TallyLine, ...]:
    groups: defaultdict[Group, list[AccountLine]] = defaultdict(list)
    for line in lines:
        groups[group_of(line)].append(line)
    counted = [TallyLine(names[group], tally_of(own)) for group, own in groups.items()]
    return tuple(sorted((line for line in counted if line.tally.obligations), key=lambda line: line.name))


def attestation_paper(
    account: Account, *, code: str, at: datetime, language: str
) -> StatementPaper | CertificatePaper:
    """Return the values of the paper in its language; its number is still empty, for it is taken last."""
    authority = account.authority
    common: dict[str, Any] = {
        "number": "",
        "known_at": at.astimezone(clock.zone()).replace(second=0, microsecond=0),
        "first": account.period.first,
        "last": account.period.last,
        "specimen": account.rules.hypothetical,
        "rules": account.rules,
        "laws": tuple(account.laws),
        "letterhead": authority_letterhead(authority, language),
        "party": party(account.depositor, language),
        "whole": account.whole,
        "libraries": by_library(account, language),
        "not_covered": account.not_covered,
        "signatory": signatory_of(authority, language) if account.signs else Signatory("", ""),
        "check": check_of(code),
    }
    if account.kind is AttestationKind.CERTIFICATE:
        return CertificatePaper(**common)
    releases, in_all = _annex(account, today=clock.local_day(at))
    return StatementPaper(
        **common,
        registered=len(account.registered),
        kinds=by_kind(account, language),
        releases=releases,
        in_all=in_all,
    )


def file_name(kind: AttestationKind, number: str, *, specimen: bool) -> str:
    """Return the name of its file, the same in every language: `certificate-2026-000083.pdf`."""
    return f"{'specimen-' if specimen else ''}{kind.value}-{number}.pdf"


def rule_sets_of(ids: Collection[int]) -> list[RuleSetName]:
    """The adopted rule sets of these numbers, the latest first."""
    statement = select(AdoptedRuleSet.code, AdoptedRuleSet.version, AdoptedRuleSet.hypothetical)
    latest = AdoptedRuleSet.effective_from.desc(), AdoptedRuleSet.id.desc()
    found = session().execute(statement.where(AdoptedRuleSet.id.in_(ids)).order_by(*latest))
    return [RuleSetName(*row) for row in found]


def _annex(account: Account, *, today: date) -> tuple[tuple[AnnexLine, ...], int]:
    """Each release that was registered in the period or of which something is counted, as registered.

    Of more than LONGEST_ANNEX those of which something is counted go first, and the number of all is told.
    """
    records = ids_of(account.depositor)
    counted = releases_counted(records, account.period)
    ids = [*counted, *sorted(set(account.registered) - set(counted))]
    lines = lines_by_release(records, account.period, ids[:LONGEST_ANNEX], today=today)
    releases = _releases(ids[:LONGEST_ANNEX])
    listed = tuple(
        AnnexLine(work_of(release), _registered_on(release, account), tally_of(lines.get(release.id, ())))
        for release in sorted(releases, key=lambda release: (release.registered_at, release.id))
    )
    return listed, len(ids) if len(ids) > LONGEST_ANNEX else 0


def _registered_on(release: Release, account: Account) -> date | None:
    published_by = release.publication.publisher_id
    of_depositor = published_by == account.depositor.id or release.id in account.registered
    return clock.local_day(release.registered_at) if of_depositor else None


def _releases(ids: Sequence[int]) -> list[Release]:
    publication = joinedload(Release.publication)
    with_all = (
        publication.selectinload(Publication.contributors),
        publication.selectinload(Publication.identifiers),
    )
    statement = select(Release).options(*with_all)
    return [
        release
        for some in batched(ids)
        for release in session().scalars(statement.where(Release.id.in_(some)))
    ]
