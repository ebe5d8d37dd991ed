"""Frozen read models, and the SELECTs that fill them."""
