"""Reads of requests, each within the actor's reach."""
