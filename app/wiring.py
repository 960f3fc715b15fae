"""The one page where slices meet: blueprints, reactions to events, jobs, places of the navigation."""

from flask import Flask

from app.accounts import models as _accounts
from app.audit import models as _audit
from app.compliance import models as _compliance
from app.edeposit import models as _edeposit
from app.infra.events import init_events
from app.infra.jobs import init_jobs
from app.infra import submissions as _submissions


def tie(app: Flask) -> None:
    """Tie the slices together."""
    init_events(app)
    init_jobs(app, {})
