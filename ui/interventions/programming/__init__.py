"""Programación: what, when, where, for whom."""
