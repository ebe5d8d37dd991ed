"""Ayuda."""
