"""Between what was typed and what is answered: forms filled from answers, answers read from forms."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from app.desks.registration.detail_fields import detail_data, read_details
from app.desks.registration.earlier import REASON
from app.desks.registration.fields import spoken
from app.desks.registration.forms import truth
from app.desks.registration.release_forms import ReleaseForm
from app.desks.registration.title_forms import IdentifierForm, TitleForm
from app.domain.edition import CHANGES_OF, edition_status
from app.domain.kinds import DETAILS, Level
from app.domain.publication import EditionStatus
from app.domain.registration import RegistrationAnswers
from app.domain.script import search_key
from app.organisations.models import Organisation
from app.web.forms import show_date

Answers = dict[str, object]
PLAIN_TITLE = ("language", "script", "origin", "carrier")
TYPED_TITLE = ("title", "parallel_title", "udc", "series")
NUMBERS = ("print_run", "pages", "price", "import_copies", "year")
TRUTHS_OF_RELEASE = ("print_on_demand", "hire_only")
TYPED_RELEASE = ("size", "place")


def title_data(answers: RegistrationAnswers) -> dict[str, Any]:
    """Return what the first step shows of the answers so far."""
    return {
        **{name: getattr(answers, name) for name in (*PLAIN_TITLE, *TYPED_TITLE)},
        "people": [{"name": person.name, "role": person.role} for person in answers.people],
        "subjects": _first(answers.subjects),
        "audiences": _first(answers.audiences),
        "restricted": spoken(answers.restricted),
        **identifier_data(answers),
        **detail_data(DETAILS.values(), answers.title_details),
    }


def identifier_data(answers: RegistrationAnswers) -> dict[str, Any]:
    """Return the identifiers so far, as they are printed."""
    return {
        "identifiers": [
            {"scheme": given.scheme, "number": given.printed, "reason": given.reason}
            for given in answers.identifiers
        ]
    }


def release_data(answers: RegistrationAnswers, printer: Organisation | None) -> dict[str, Any]:
    """Return what the second step shows of the answers so far."""
    status = answers.edition_status
    published_before = None if status is None else status != EditionStatus.FIRST
    data = detail_data(DETAILS.values(), answers.release_details)
    if published_before:
        data.setdefault("edition_changes", CHANGES_OF[EditionStatus(status or "")])
    return {
        **{name: getattr(answers, name) for name in TYPED_RELEASE},
        **{name: "" if (number := getattr(answers, name)) is None else str(number) for name in NUMBERS},
        **{name: show_date(day) for name, day in answers.events.items()},
        "published_before": spoken(published_before),
        **{name: spoken(getattr(answers, name)) for name in TRUTHS_OF_RELEASE},
        "original_deposited": spoken(answers.original_deposited),
        "printer": printer_label(printer) if printer else answers.printer_name,
        "imprint": "" if answers.imprint_id is None else str(answers.imprint_id),
        "depositor_region": answers.depositor_region or "",
        **data,
    }


def read_title(form: TitleForm, before: RegistrationAnswers) -> Answers:
    """Return the answers of the first step, as JSON values, but for what is in error."""
    answers: Answers = {name: form[name].data for name in PLAIN_TITLE if name in form}
    answers |= {name: line(form[name].data) for name in TYPED_TITLE if name in form}
    answers["people"] = [
        {"name": line(entry.form.name.data), "role": entry.form.role.data}
        for entry in form.people
        if line(entry.form.name.data)
    ]
    answers["subjects"] = [form.subjects.data] if form.subjects.data else None
    answers["audiences"] = [form.audiences.data] if form.audiences.data else None
    answers["restricted"] = truth(form.restricted)
    asked = form.asked.details(Level.TITLE)
    answers["title_details"] = read_details(asked, form, before.title_details)
    return _without_errors(answers | read_identifiers(form, before), form)


def read_identifiers(form: IdentifierForm, before: RegistrationAnswers) -> Answers:
    """Return the identifiers of the form, each once, in their order; those of schemes not offered stay."""
    unseen = [asdict(given) for given in before.identifiers if given.scheme not in form.asked.schemes]
    rows = [(entry.form.identifier, line(entry.form.reason.data)) for entry in form.identifiers]
    given = {
        (found.scheme, found.value): {
            "scheme": found.scheme.value,
            "value": found.value,
            "printed": found.printed,
            "reason": reason,
        }
        for found, reason in rows
        if found is not None
    }
    return _without_errors({"identifiers": [*given.values(), *unseen]}, form)


def read_release(form: ReleaseForm, printers: Sequence[Organisation], before: RegistrationAnswers) -> Answers:
    """Return the answers of the second step, as JSON values, but for what is in error."""
    answers: Answers = {name: line(form[name].data) for name in TYPED_RELEASE if name in form}
    answers |= {name: form[name].number for name in NUMBERS if name in form and not form[name].errors}
    answers |= {name: truth(form[name]) for name in TRUTHS_OF_RELEASE if name in form}
    answers["depositor_region"] = form.depositor_region.data or None
    if "imprint" in form and not form.imprint.errors:
        answers["imprint_id"] = int(form.imprint.data) if form.imprint.data else None
    details = read_details(form.details, form, before.release_details)
    if "published_before" in form and truth(form.published_before) is not True:
        details.pop("edition_changes", None)
    if "original_deposited" in form and truth(form.original_deposited) is not True:
        details.pop("deposit_reason", None)
    answers["release_details"] = details
    # Days that are not asked any more go: they were of another kind, or of another carrier.
    days = {
        field.name: field.value.isoformat()
        for field in form.dates()
        if not field.errors and field.value is not None
    }
    answers["events"] = days
    return _without_errors(answers | _read_edition(form) | _read_printer(form, printers), form)


def _read_edition(form: ReleaseForm) -> Answers:
    """Which edition it is, as the rule has it for what was answered."""
    if "published_before" not in form:
        return {}
    status = edition_status(truth(form.published_before), form.edition_changes.data or ())
    return {
        "edition_status": status.value if status else None,
        # Against the register it is no answer until a reason stands with it.
        "original_deposited": None if REASON in form.errors else truth(form.original_deposited),
    }


def _read_printer(form: ReleaseForm, printers: Sequence[Organisation]) -> Answers:
    if "printer" not in form or form.printer.errors:
        return {}
    typed = line(form.printer.data)
    chosen = find_printer(typed, printers)
    return {"printer_id": chosen.id if chosen else None, "printer_name": "" if chosen else typed}


def printer_label(printer: Organisation) -> str:
    """Return how a printing house is offered in the list: its name and its STIR."""
    return f"{printer.name} · {printer.stir}" if printer.stir else printer.name


def find_printer(typed: str, printers: Sequence[Organisation]) -> Organisation | None:
    """Return the printing house meant by what was typed: its STIR, or a name that only one of them has."""
    if not typed:
        return None
    by_stir = [printer for printer in printers if printer.stir and printer.stir in typed]
    key = search_key(typed)
    by_name = [
        printer
        for printer in printers
        if key in (search_key(printer.name), search_key(printer_label(printer)))
    ]
    for found in (by_stir, by_name):
        if len(found) == 1:
            return found[0]
    return None


def _without_errors(answers: Mapping[str, object], form: IdentifierForm | ReleaseForm) -> Answers:
    return {name: value for name, value in answers.items() if name not in form.errors}


def line(text: str | None) -> str:
    """Return typed text without blanks around it and with single ones within."""
    return " ".join((text or "").split())


def _first(codes: frozenset[str] | None) -> str:
    return min(codes) if codes else ""
