"""What will I owe? Facts in a short form; the answer as a page, a paper and a calendar, by one address."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Redirect

from app.desks.calculator.answer import Answer, answer_to
from app.desks.calculator.asking import asked_by
from app.desks.calculator.calendar_file import file_of_answer
from app.desks.calculator.choosing import (
    ANSWERED_BY,
    RULES,
    Answering,
    answering,
    days_in,
    with_dates_in_parts,
)
from app.desks.calculator.documents import calculation_paper
from app.desks.calculator.forms import InquiryForm, inquiry_form
from app.desks.calculator.showing import answers_given, first_input
from app.desks.registration.forms import problems
from app.domain.errors import DomainError
from app.infra import clock
from app.infra.i18n import current_language
from app.infra.papers import render_paper
from app.infra.settings import settings
from app.law.calendars.queries import calendar
from app.law.queries import rule_sets
from app.law.wording import in_readers_language
from app.policy.permissions import Permission
from app.web.access import requires
from app.web.messages import message_for

blueprint = Blueprint("calculator", __name__)

CHANGE = "change"
ALWAYS_SEEN = 2
"""How many days are asked in sight; the rest lies in a fold, because few publications have them."""

Page = Redirect | str | tuple[str, int]


@dataclass(frozen=True, slots=True)
class Inquiry:
    """What an address asks: facts, and the rule sets that answer."""

    answers: Answering
    form: InquiryForm

    def address(self, endpoint: str) -> str:
        """The address of this inquiry and its rule sets, with nothing in it that was not answered."""
        values: dict[str, Any] = self.arguments()
        return url_for(endpoint, **values)

    def arguments(self) -> dict[str, list[str]]:
        """The arguments of that address."""
        typed = {name: [text] for name, text in self.form.typed().items()}
        names = self.answers.names
        return {**typed, ANSWERED_BY: names} if names else typed

    def question(self, **more: str) -> str:
        """The address of the question alone, to be answered by the law as it is then."""
        values: dict[str, Any] = {**self.form.typed(), **more}
        return url_for("calculator.show", **values)


@blueprint.get("/what-will-i-owe")
@requires(Permission.LAW_READ)
def show() -> Page:
    """Ask for the facts, or answer them."""
    today = clock.today()
    inquiry = _read(today)
    if inquiry is None:
        return render_template("calculator/without_law.html")
    beginning = "kind" not in request.args
    if beginning or (CHANGE in request.args and inquiry.form.validate()):
        return _form_page(inquiry)
    return _answered(inquiry, partial(_answer_page, inquiry), today)


@blueprint.get("/what-will-i-owe.pdf")
@requires(Permission.LAW_READ)
def as_pdf() -> Page:
    """Send the same answer as a paper."""
    return _as_file(_pdf)


@blueprint.get("/what-will-i-owe.ics")
@requires(Permission.LAW_READ)
def as_calendar() -> Page:
    """Send the dates of the same answer as a calendar file."""
    return _as_file(_ics)


def _as_file(make: Callable[[Inquiry, Answer], Response]) -> Page:
    today = clock.today()
    inquiry = _read(today)
    if inquiry is None:
        return redirect(url_for("calculator.show"))
    return _answered(inquiry, partial(make, inquiry), today)


def _answered(inquiry: Inquiry, say: Callable[[Answer], Page], today: date) -> Page:
    """Judge the facts and say the answer; a mistake leads back to the form with all that was typed."""
    if not inquiry.form.validate():
        return _form_page(inquiry), 422
    try:
        return say(answer_to(inquiry.answers, inquiry.form, today=today))
    except DomainError as error:
        inquiry.form.refuse(error.field or "", message_for(error))
        return _form_page(inquiry), 422


def _answer_page(inquiry: Inquiry, answer: Answer) -> Page:
    if request.args.to_dict(flat=False) != inquiry.arguments():
        return redirect(inquiry.address("calculator.show"))
    change = inquiry.question(change="1")
    return render_template(
        "calculator/answer.html",
        answer=answer,
        given=answers_given(inquiry.form, change),
        change_url=change,
        again_url=inquiry.question(),
        inputs={name: first_input(inquiry.form[name]) for name in inquiry.form.asked.facts},
        pdf_url=inquiry.address("calculator.as_pdf"),
        calendar_url=inquiry.address("calculator.as_calendar"),
    )


def _form_page(inquiry: Inquiry) -> str:
    form = inquiry.form
    days = [form[event] for event in form.asked.events]
    return render_template(
        "calculator/form.html",
        form=form,
        problems=problems(form),
        several=len(form[RULES].choices) > 2 or form[RULES].errors,
        laws=[(law, in_readers_language(law.rule_set.title)) for law in inquiry.answers.laws],
        facts=[form[name] for name in form.asked.facts],
        days=days[:ALWAYS_SEEN],
        further=days[ALWAYS_SEEN:],
        further_open=any(day.errors or any(day.form.texts()) for day in days[ALWAYS_SEEN:]),
    )


def _pdf(inquiry: Inquiry, answer: Answer) -> Response:
    link, language = _link(inquiry), current_language().code
    given, usual = answers_given(inquiry.form, ""), inquiry.answers.usual
    paper = calculation_paper(answer, given, usual=usual, link=link, today=clock.today())
    content = render_paper(paper, language, identifier=f"{link} {language}".encode(), created=clock.now())
    return _file(content, "application/pdf", "inline", "mandatory-copies.pdf")


def _ics(inquiry: Inquiry, answer: Answer) -> Response:
    content = file_of_answer(answer, link=_link(inquiry), at=clock.now())
    return _file(content, "text/calendar; charset=utf-8", "attachment", "mandatory-copies.ics")


def _file(content: bytes, media_type: str, disposition: str, filename: str) -> Response:
    response = Response(content, content_type=media_type)
    response.headers.set("Content-Disposition", disposition, filename=filename)
    return response


def _link(inquiry: Inquiry) -> str:
    return f"{settings().public_url}{inquiry.address('calculator.show')}"


def _read(today: date) -> Inquiry | None:
    """What the address asks; None while no rule set is adopted. The form refuses a set that is not there."""
    laws = [law for law in rule_sets() if law.has_days]
    if not laws:
        return None
    given = with_dates_in_parts(request.args)
    answers = answering(given, days_in(given), laws, today)
    asked = asked_by([law.rule_set for law in answers.laws])
    days = calendar(answers.laws[0].rule_set.working_week)
    return Inquiry(answers, inquiry_form(asked, days, laws=laws, answers=given))
