"""Notices that need two persons: one proposes, another countersigns, and only then is anything issued."""
