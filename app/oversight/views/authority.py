"""How the authority itself does: what waits for it, its notices, and its open cases."""

from flask import render_template

from app.compliance.messages import STATUSES
from app.infra import clock
from app.infra.money import money_text
from app.oversight.asking import address, read_asked
from app.oversight.authority_tables import notice_lines, waiting_lines
from app.oversight.case_tables import age_heads, case_tables
from app.oversight.views.blueprint import blueprint
from app.oversight.wording import months, of_region
from app.policy.permissions import Permission
from app.web.access import current_actor, requires


@blueprint.get("/oversight/authority")
@requires(Permission.OVERSIGHT_READ)
def authority() -> str:
    """Show what waits for the authority, and its notices by the month of issue and how they stand."""
    actor, at = current_actor(), clock.now()
    today, asked = clock.local_day(at), read_asked(actor)
    return render_template(
        "oversight/authority.html",
        waiting=waiting_lines(actor, today),
        months=notice_lines(actor, asked.wanted, today),
        status_columns=[{"label": word, "num": True} for word in STATUSES.values()],
        said=months(asked.wanted.stretch),
        back=address("overview", asked),
        today=today,
        at=at,
    )


@blueprint.get("/oversight/cases")
@requires(Permission.OVERSIGHT_READ)
def cases() -> str:
    """Show the open cases by inspector, region and step, each by age."""
    actor, at = current_actor(), clock.now()
    asked = read_asked(actor)
    found = case_tables(actor, asked.wanted, at=at)
    return render_template(
        "oversight/cases.html",
        found=found,
        money=money_text,
        ages=age_heads(),
        said=of_region(asked.wanted),
        specimen=asked.wanted.specimen,
        back=address("overview", asked),
        at=at,
    )
