"""Convocatoria: the people expected."""
