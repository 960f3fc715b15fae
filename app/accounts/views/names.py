"""The form that says how a name is written in Russian papers, for the person and the administrator."""

from datetime import datetime

from werkzeug.wrappers import Response

from app.accounts.forms import RussianNameForm
from app.accounts.models import Account
from app.accounts.services.accounts import change_russian_name
from app.domain.actor import Actor
from app.web.acts import form_page, perform
from app.web.templating import Link


def name_page(account: Account, by: Actor, back: Link) -> Response | tuple[str, int]:
    """Show the form, and lead back once the name is kept."""
    account_id = account.id
    form = RussianNameForm(name_ru=account.name_ru)

    def act(at: datetime) -> str:
        change_russian_name(account_id=account_id, name=form.name_ru.data or "", by=by, at=at)
        return back.url

    return perform(form, act) or form_page("accounts/name.html", form, account=account, back=back)
