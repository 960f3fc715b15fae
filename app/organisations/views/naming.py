"""The page on which a further name of an organisation is given: its own, or that of an imprint."""

from collections.abc import Callable, Sequence
from datetime import datetime

from werkzeug.wrappers import Response

from app.organisations.forms import NameForm
from app.organisations.queries import namesakes_of
from app.web.access import current_actor
from app.web.acts import form_page, perform
from app.web.forms import text_of

Listed = Sequence[tuple[str, str | None]]
"""Names, each with the address at which it is taken away, if it can be."""
Page = Response | tuple[str, int]


def name_page(
    organisation_id: int,
    service: Callable[..., object],
    *,
    heading: str,
    address: str,
    back: str,
    listed: Callable[[], Listed],
) -> Page:
    """List names, ask for one more and do with it what the service does; who else has it is shown first."""
    form = NameForm()

    def act(at: datetime) -> str:
        name, reason = text_of(form.name), text_of(form.other_reason)
        service(organisation_id=organisation_id, name=name, other_reason=reason, by=current_actor(), at=at)
        return address

    return perform(form, act) or form_page(
        "organisations/name.html",
        form,
        heading=heading,
        back=back,
        listed=listed(),
        namesakes=namesakes_of(text_of(form.name), own_id=organisation_id),
    )
