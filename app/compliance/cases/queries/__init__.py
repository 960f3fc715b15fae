"""Reads of cases, each within the actor's reach."""
