"""What a notice says."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.compliance.numbering import Identity
from app.compliance.terms import Terms, clause_number
from app.deposits.consignments.documents import party, work_of
from app.deposits.obligations.models import Obligation
from app.domain.actor import Actor
from app.domain.documents import (
    Channel,
    NoticeLine,
    NoticePaper,
    Recipient,
    RuleSetName,
)
from app.domain.law.vocabulary import Form
from app.domain.script import person_name
from app.infra import clock
from app.infra.i18n import short_organisation_name
from app.infra.verification import check_of
from app.law.queries import InForce
from app.organisations.addresses import in_script
from app.organisations.letterheads import authority_letterhead, executor_for, signatory_of
from app.organisations.models import Organisation

UZBEK = ("uz", "uz_Cyrl")


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a notice rests on: the rules and their terms, who speaks, and to whom."""

    in_force: InForce
    terms: Terms
    authority: Organisation
    depositor: Organisation

    def signed_by(self, language: str) -> str:
        """Post and name under the notice, as it writes them."""
        head = signatory_of(self.authority, language)
        return f"{head.post} {head.name}".strip()


@dataclass(frozen=True, slots=True)
class Hands:
    """Who issues a notice and, where the rules ask for a second person, who countersigns it."""

    issuer: Actor
    countersigner: Actor | None = None


def notice_paper(
    identity: Identity,
    lines: Sequence[Obligation],
    grounds: Grounds,
    *,
    case: str,
    hands: Hands,
    language: str,
) -> NoticePaper:
    """Return the values of a notice served by publication in the depositor's account when it is issued.

    `lines` come from `checking.check_lines`.
    """
    issued_on = clock.local_day(identity.at)
    in_force, terms, authority = grounds.in_force, grounds.terms, grounds.authority
    issuer, second = hands.issuer, hands.countersigner
    return NoticePaper(
        number=identity.number,
        issued_on=issued_on,
        case=case,
        channel=Channel.ACCOUNT,
        sent_on=issued_on,
        specimen=in_force.hypothetical,
        rules=RuleSetName(in_force.code, in_force.version, in_force.hypothetical),
        letterhead=authority_letterhead(authority, language),
        party=party(grounds.depositor, language),
        recipient=_recipient(grounds.depositor, language),
        checked_at=identity.at.astimezone(clock.zone()).replace(second=0, microsecond=0),
        lines=tuple(_line(line, language) for line in lines),
        cure=terms.cure,
        objection=terms.objection,
        answer_days=terms.answer_days,
        notice_clause=terms.notice_clause,
        consequence_clause=terms.consequence_clause,
        signatory=signatory_of(authority, language),
        check=check_of(identity.code),
        executor=executor_for(authority, issuer, language),
        countersigner=second.name_in(language) if second else "",
    )


def file_name(number: str, *, specimen: bool) -> str:
    """Return the name of a notice's file, the same in every language: `notice-2026-000417.pdf`."""
    return f"{'specimen-' if specimen else ''}notice-{number}.pdf"


def _line(line: Obligation, language: str) -> NoticeLine:
    if line.copies is None or line.due_on is None:
        raise ValueError("a line without copies or a due date is never noticed")
    return NoticeLine(
        work=work_of(line.release),
        library=short_organisation_name(line.depository, language),
        due=line.copies,
        received=line.handed_over,
        due_on=line.due_on,
        clause=clause_number(line.locator),
        is_file=line.form == Form.FILE,
    )


def _recipient(depositor: Organisation, language: str) -> Recipient:
    """The head of the organisation. Neither Russian nor English needs a dative after a colon, and how a name
    is declined in Russian is not known."""
    if not depositor.head_name:
        return Recipient()
    if language not in UZBEK:
        name = person_name(depositor.head_name, language, depositor.head_name_ru)
        known = {"ru": depositor.head_post_ru, "en": depositor.head_post_en}[language]
        return Recipient(person=f"{known}: {name}" if known else name)
    post = ", ".join(part for part in (depositor.name, depositor.head_post.lower()) if part)
    return Recipient(in_script(post, language), in_script(_dative(depositor.head_name), language))


def _dative(name: str) -> str:
    """Add the Uzbek ending "to"; its first sound follows the last one of the name."""
    endings = {"k": "ka", "g": "ka", "q": "qa"}
    return name + endings.get(name[-1:], "ga")
