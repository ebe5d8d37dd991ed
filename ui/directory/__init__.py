"""Directorio: people and entities, found while typing and put right on the spot."""
