"""Reads of compliance: who is late, which notices there are, how the regions do."""
