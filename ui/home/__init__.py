"""Inicio: what is next, what is missing, each a click away."""
