"""What is asked of each kind of publication: one table, from which forms, checks and pages are made."""

from app.domain.kinds.definition import Group, KindDefinition
from app.domain.kinds.details import DETAILS, Detail, DetailType, Level
from app.domain.kinds.table import KINDS, SERIALS

__all__ = ["DETAILS", "KINDS", "SERIALS", "Detail", "DetailType", "Group", "KindDefinition", "Level"]
