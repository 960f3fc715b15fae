"""Nusxa: the legal deposit of a country.

Nothing is imported here: a process that only prints (`app.infra.press`) would read the whole product first.
"""
