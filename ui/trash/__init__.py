"""Papelera."""
