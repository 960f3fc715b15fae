"""The demonstration from the command line."""

import click
from flask.cli import AppGroup
from sqlalchemy import select

from app.accounts.queries import has_demonstration_accounts
from app.attestations.jobs import store_waiting_papers
from app.compliance.batches.jobs import make_print_files
from app.compliance.jobs import store_notice_paper
from app.compliance.models import Notice
from app.config import Mode
from app.desks.demo.asking import ask_authority
from app.desks.demo.casework import work_on_cases
from app.desks.demo.claiming import claim_late
from app.desks.demo.collecting import collect_for_another
from app.desks.demo.country import PASSWORD
from app.desks.demo.discrepancies import report_discrepancies
from app.desks.demo.following import follow_up
from app.desks.demo.guide import write_guide
from app.desks.demo.joining import join_country
from app.desks.demo.loading import SEED, load_country
from app.desks.demo.opening import open_libraries
from app.desks.demo.posting import notice_together, serve_notices
from app.desks.demo.proofs import prove_country
from app.desks.demo.reminding import remind_depositors
from app.desks.demo.simulations import simulate_year
from app.infra import clock
from app.infra.db import session, transaction
from app.infra.settings import settings
from app.infra.signing.demonstration import found_authority
from app.infra.signing.here import demonstration_folder
from app.oversight.jobs import count_all_changes

PAPERS = 3

demo = AppGroup("demo", help="The demonstration country.")


@demo.command("load")
@click.option("--seed", default=SEED, show_default=True, help="Another number gives another country.")
@click.option("--titles", type=click.IntRange(min=1), help="Register only so many titles.")
def load(seed: int, titles: int | None) -> None:
    """Load the demonstration country once; what is there already stays."""
    if settings().mode not in (Mode.DEMONSTRATION, Mode.TEST):
        raise click.ClickException("The demonstration is loaded only with NUSXA_MODE=demonstration.")
    if settings().mode is Mode.DEMONSTRATION:
        found_authority(demonstration_folder(), at=clock.now())
    if has_demonstration_accounts():
        click.echo("The demonstration country is loaded already.")
    else:
        with transaction():
            acts = load_country(at=clock.now(), seed=seed, titles=titles)
            join_country(at=clock.now())
            prove_country(at=clock.now())
            report_discrepancies(at=clock.now())
            collect_for_another(at=clock.now())
            claim_late(at=clock.now())
            open_libraries(at=clock.now())
            ask_authority(at=clock.now())
            work_on_cases(at=clock.now())
            follow_up(at=clock.now())
            serve_notices(at=clock.now())
        notice_together(at=clock.now())
        simulate_year(at=clock.now())
        remind_depositors(at=clock.now())
        papers = sum(store_notice_paper(notice_id) for notice_id in _latest_notices())
        papers += store_waiting_papers()
        make_print_files()
        count_all_changes()
        click.echo(
            f"The demonstration country is loaded: {acts} acts, {papers} papers; the worker makes the rest."
        )
    write_guide(settings().instance / "demo.json", seed=seed, made_on=clock.today())
    click.echo(f"Every demonstration account has the password {PASSWORD}")


def _latest_notices() -> list[int]:
    """The notices of which the guide names one; the others wait for the worker."""
    return list(session().scalars(select(Notice.id).order_by(Notice.id.desc()).limit(PAPERS)))
