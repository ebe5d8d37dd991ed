"""Intervenciones: the list, the calendar, and one page per intervention with its steps."""
