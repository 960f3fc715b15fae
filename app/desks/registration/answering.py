"""Between what was typed and what is answered: forms filled from answers, answers read from forms."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.desks.registration.fields import spoken
from app.desks.registration.forms import IsbnForm, ReleaseForm, TitleForm, truth
from app.domain.identifiers import Isbn
from app.domain.registration import RegistrationAnswers
from app.domain.script import search_key
from app.organisations.models import Organisation
from app.web.forms import show_date

Answers = dict[str, object]
PLAIN_TITLE = ("language", "script", "kind", "origin", "carrier")
TYPED_TITLE = ("title", "parallel_title", "udc", "series")
NUMBERS = ("print_run", "pages", "price", "year")
TYPED_RELEASE = ("size", "place")


def title_data(answers: RegistrationAnswers) -> dict[str, Any]:
    """Return what the first step shows of the answers so far."""
    return {
        **{name: getattr(answers, name) for name in (*PLAIN_TITLE, *TYPED_TITLE)},
        "people": [{"name": person.name, "role": person.role} for person in answers.people],
        "subjects": _first(answers.subjects),
        "audiences": _first(answers.audiences),
        "restricted": spoken(answers.restricted),
        **isbn_data(answers),
    }


def isbn_data(answers: RegistrationAnswers) -> dict[str, Any]:
    """Return the ISBNs so far, as they are written in books."""
    return {"isbns": [{"number": isbn.printed, "reason": isbn.reason} for isbn in answers.isbns]}


def release_data(answers: RegistrationAnswers, printer: Organisation | None) -> dict[str, Any]:
    """Return what the second step shows of the answers so far."""
    return {
        **{name: getattr(answers, name) for name in TYPED_RELEASE},
        **{name: "" if (number := getattr(answers, name)) is None else str(number) for name in NUMBERS},
        **{name: show_date(day) for name, day in answers.events.items()},
        "edition_status": answers.edition_status or "",
        "original_deposited": spoken(answers.original_deposited),
        "printer": printer_label(printer) if printer else answers.printer_name,
        "depositor_region": answers.depositor_region or "",
    }


def read_title(form: TitleForm) -> Answers:
    """Return the answers of the first step, as JSON values, but for what is in error."""
    answers: Answers = {name: form[name].data for name in PLAIN_TITLE}
    answers |= {name: _line(form[name].data) for name in TYPED_TITLE}
    answers["people"] = [
        {"name": _line(entry.form.name.data), "role": entry.form.role.data}
        for entry in form.people
        if _line(entry.form.name.data)
    ]
    answers["subjects"] = [form.subjects.data] if form.subjects.data else None
    answers["audiences"] = [form.audiences.data] if form.audiences.data else None
    answers["restricted"] = truth(form.restricted)
    return _without_errors(answers | read_isbns(form), form)


def read_isbns(form: IsbnForm) -> Answers:
    """Return the ISBNs of the form, each once, in their order."""
    rows = [(entry.form.isbn, _line(entry.form.reason.data)) for entry in form.isbns]
    given = {
        isbn.digits: {"digits": isbn.digits, "printed": _written(isbn), "reason": reason}
        for isbn, reason in rows
        if isbn is not None
    }
    return _without_errors({"isbns": list(given.values())}, form)


def read_release(form: ReleaseForm, printers: Sequence[Organisation], before: RegistrationAnswers) -> Answers:
    """Return the answers of the second step, as JSON values, but for what is in error."""
    answers: Answers = {name: _line(form[name].data) for name in TYPED_RELEASE}
    answers |= {name: form[name].number for name in NUMBERS if not form[name].errors}
    answers["edition_status"] = form.edition_status.data or None
    answers["original_deposited"] = truth(form.original_deposited)
    answers["depositor_region"] = form.depositor_region.data or None
    typed = _line(form.printer.data)
    chosen = find_printer(typed, printers)
    answers["printer_id"] = chosen.id if chosen else None
    answers["printer_name"] = "" if chosen else typed
    days = {name: day.isoformat() for name, day in before.events.items() if name not in form}
    days |= {
        field.name: field.value.isoformat()
        for field in form.dates()
        if not field.errors and field.value is not None
    }
    answers["events"] = days
    if form.printer.errors:
        del answers["printer_id"], answers["printer_name"]
    return _without_errors(answers, form)


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


def _without_errors(answers: Mapping[str, object], form: IsbnForm | ReleaseForm) -> Answers:
    return {name: value for name, value in answers.items() if name not in form.errors}


def _line(text: str | None) -> str:
    """Return typed text without blanks around it and with single ones within."""
    return " ".join((text or "").split())


def _written(isbn: Isbn) -> str:
    """An ISBN as books show it: 13 digits with their hyphens; one of ten characters as it was given."""
    return isbn.hyphenated if isbn.printed == isbn.digits else isbn.printed


def _first(codes: frozenset[str] | None) -> str:
    return min(codes) if codes else ""
