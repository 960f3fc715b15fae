"""Filters of lists that a person keeps under a name of his own."""
