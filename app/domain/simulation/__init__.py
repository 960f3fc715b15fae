"""What a rule set would demand of many publications: totals, burdens, and what another set would change.

Nothing here knows of dates or of real obligations: a simulation asks how much is owed, not by when.
"""

from app.domain.simulation.comparison import Change, changes, reached
from app.domain.simulation.distribution import Bin, Distribution, distribution
from app.domain.simulation.left_open import ANY
from app.domain.simulation.reckoning import Simulation
from app.domain.simulation.shelf import GROUP_OF, LARGEST_TENTHS, USUAL_TENTHS, SpineGroup, Thickness
from app.domain.simulation.totals import Tally, Totals, metres

__all__ = [
    "ANY",
    "GROUP_OF",
    "LARGEST_TENTHS",
    "USUAL_TENTHS",
    "Bin",
    "Change",
    "Distribution",
    "Simulation",
    "SpineGroup",
    "Tally",
    "Thickness",
    "Totals",
    "changes",
    "distribution",
    "metres",
    "reached",
]
