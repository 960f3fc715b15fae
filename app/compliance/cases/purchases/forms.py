"""Shape of a purchase at the depositor's cost."""

import re
from collections.abc import Mapping
from typing import Any

from flask import request
from wtforms import MultipleFileField, SelectField, StringField, ValidationError
from wtforms.validators import InputRequired, Regexp

from app.compliance.cases.forms import CorrectingForm
from app.compliance.cases.purchases.services import BoughtCopies
from app.compliance.forms import LANGUAGE_CHOICES
from app.infra.i18n import lazy_gettext as _
from app.web.fields import BLANKS
from app.web.forms import TEXT_LIMIT, DateField, SubmissionForm, at_most

COPIES, PRICE = "copies-", "price-"
FIGURES = re.compile("[0-9]{1,18}")
AMOUNT = re.compile(r"([0-9]{1,13})(?:[.,]([0-9]{1,2}))?")
DEAREST = 10**13
"""Hundredths of a currency; no single copy costs more."""


class PriceField(StringField):
    """An amount as people write it, with a comma or a point before its hundredths; empty means none."""

    @property
    def hundredths(self) -> int:
        """The amount in hundredths; 0 when empty. Read it once the form is valid."""
        return self._read() or 0

    wrong = _("Write the price of one copy, for example 45000 or 12,50.")

    def pre_validate(self, form: object) -> None:
        """Refuse what is no amount, and say what to write."""
        if self._read() is None:
            raise ValidationError(str(self.wrong))

    def _read(self) -> int | None:
        typed = (self.data or "").translate(BLANKS) or "0"
        written = AMOUNT.fullmatch(typed)
        amount = int(written[1] + (written[2] or "").ljust(2, "0")) if written else None
        return amount if amount is not None and amount <= DEAREST else None


def show_amount(hundredths: int) -> str:
    """Return an amount as a field shows it and reads it again."""
    whole, rest = divmod(hundredths, 100)
    return f"{whole},{rest:02}" if rest else str(whole)


class SumField(PriceField):
    """What came at once for a claim."""

    wrong = _("Write the sum, for example 45000 or 12,50.")


class PaymentForm(CorrectingForm):
    """What was paid of a claim."""

    paid_on = DateField(_("Day of the payment"))
    amount = SumField(_("Sum"), validators=[InputRequired(_("Write the sum that was paid."))])
    reference = StringField(
        _("Reference of the payment"),
        description=_("By which it is found at the bank: the number of the payment order."),
        validators=[InputRequired(_("Write the reference of the payment.")), at_most(TEXT_LIMIT)],
    )


class PurchaseForm(SubmissionForm):
    """From whom and when copies were bought, and what shows it; each line has a number and a price."""

    seller = StringField(
        _("Seller"),
        validators=[InputRequired(_("Write from whom the copies were bought.")), at_most(TEXT_LIMIT)],
    )
    bought_on = DateField(_("Day of the purchase"))
    currency = StringField(
        _("Currency"),
        description=_("Its three letters."),
        default="UZS",
        validators=[InputRequired(_("Write the three letters of the currency."))],
    )
    language = SelectField(_("Language of the claim"), choices=LANGUAGE_CHOICES)
    files = MultipleFileField(_("Receipt of the seller: photographs or PDF"))


def purchase_form(most: Mapping[int, int], **filled: object) -> Any:
    """Return a form with copies and price for each obligation, of which so many copies may be bought."""
    up_to_999 = Regexp(r"\s*[0-9]{0,3}\s*$", message=_("Write a number of copies from 0 to 999."))
    fields: dict[str, object] = {}
    for obligation_id in most:
        fields[f"{COPIES}{obligation_id}"] = StringField(_("Copies"), default="0", validators=[up_to_999])
        fields[f"{PRICE}{obligation_id}"] = PriceField(_("Price of one copy"))
    return type("PurchaseFormOfLines", (PurchaseForm,), fields)(**filled)


def bought_copies(form: Any) -> list[BoughtCopies]:
    """Return the lines of a valid form of which something was bought, also such as it offers no more because
    a colleague has bought the last copy meanwhile."""
    found = []
    for name, typed in {**request.form, **form.data}.items():
        number = name.removeprefix(COPIES)
        if number == name or not FIGURES.fullmatch(number) or not FIGURES.fullmatch(typed.strip()):
            continue
        if copies := int(typed):
            price = getattr(form, f"{PRICE}{number}", None)
            found.append(BoughtCopies(int(number), copies, price.hundredths if price else 0))
    return found
