"""Reads of oversight: sums, what lies behind each, and what waits for the authority itself."""
