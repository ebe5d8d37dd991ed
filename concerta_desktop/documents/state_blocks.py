"""What the State's head says, for every format, until the office loads the template with the emblem."""

from __future__ import annotations

STATE_BLOCKS: tuple[tuple[str, str, float], ...] = (
    ("Ministerio de la Mujer y Poblaciones Vulnerables", "#2E2D31", 112),
    ("Viceministerio de la Mujer", "#545357", 96),
    ("Dirección General Contra la Violencia de Género", "#7A797D", 126),
)
"""Text, ground and width in points of each block after PERÚ."""
