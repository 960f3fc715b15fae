"""Pages of the simulator."""

from app.simulation.views import pages, results  # noqa: F401 - they add their pages to the blueprint
from app.simulation.views.blueprint import blueprint

__all__ = ["blueprint"]
