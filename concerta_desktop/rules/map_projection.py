"""From degrees to a flat map: one projection for the window and for paper."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_MIDDLE = math.radians(-9.2)
"""The middle latitude of Peru: there a degree of longitude is as long as it looks."""
_WIDER = math.cos(_MIDDLE)
_ASIDE = 0.065
_GOLDEN = math.radians(137.5)
"""Turns of this size never meet again."""

Place = tuple[float, float]
"""x to the right and y downwards, both in degrees of latitude."""


def project(lat: float, lon: float) -> Place:
    """Where a point lies on the map."""
    return lon * _WIDER, -lat


def beside(lat: float, lon: float, number: int) -> tuple[float, float]:
    """A point some seven kilometres from another, each number its own: for what has no coordinates and lies
    near what has."""
    turn = number * _GOLDEN
    return lat + _ASIDE * math.sin(turn), lon + _ASIDE * math.cos(turn)


@dataclass(frozen=True, slots=True)
class Frame:
    """How projected places fall into a box: scaled alike in both directions, and centred."""

    scale: float
    left: float
    top: float

    def at(self, place: Place) -> Place:
        return place[0] * self.scale + self.left, place[1] * self.scale + self.top


def fit(places: Iterable[Place], width: float, height: float, margin: float) -> Frame:
    """The largest frame in which all places lie `margin` inside a box of this size."""
    found = list(places)
    if not found:
        return Frame(1.0, 0.0, 0.0)
    xs, ys = [x for x, _ in found], [y for _, y in found]
    wide, high = max(xs) - min(xs), max(ys) - min(ys)
    room, tall = max(width - 2 * margin, 1.0), max(height - 2 * margin, 1.0)
    scale = min(room / wide if wide else math.inf, tall / high if high else math.inf)
    scale = 1.0 if math.isinf(scale) else scale
    left = (width - wide * scale) / 2 - min(xs) * scale
    top = (height - high * scale) / 2 - min(ys) * scale
    return Frame(scale, left, top)
