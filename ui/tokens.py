"""Colours of the interface, light and dark. One accent; green, amber, red and blue speak only of state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["neutral", "accent", "ok", "warning", "error", "info"]
"""What a badge, notice or coloured text says. Always together with a word or an icon."""


@dataclass(frozen=True)
class Tokens:
    """A colour per role, as `#RRGGBB`. A role's name is what widgets accept as `tone`."""

    dark: bool
    window: str
    surface: str
    subtle: str
    hairline: str
    button_border: str
    input_border: str
    text: str
    secondary: str
    tertiary: str
    accent_fill: str
    accent_hover: str
    on_accent: str
    accent_text: str
    accent_soft: str
    accent_soft_border: str
    ok: str
    ok_soft: str
    warning: str
    warning_soft: str
    error: str
    error_soft: str
    info: str
    info_soft: str
    neutral: str
    neutral_soft: str
    sidebar: str
    sidebar_text: str
    sidebar_selected: str
    sidebar_mark: str
    track: str
    unknown: str
    inverse: str
    on_inverse: str

    def tone(self, name: str) -> str:
        """The colour of a role by name; "accent", like every `Kind`, is the colour of its text."""
        return str(getattr(self, "accent_text" if name == "accent" else name))

    def soft(self, kind: Kind) -> str:
        """The soft ground on which the text of `kind` is written."""
        return str(getattr(self, f"{kind}_soft"))


LIGHT = Tokens(
    dark=False,
    window="#F6F4F9",
    surface="#FFFFFF",
    subtle="#F1EEF6",
    hairline="#E0DBE9",
    button_border="#C3BBD1",
    input_border="#8A8299",
    text="#1E1829",
    secondary="#50485E",
    tertiary="#6A6278",
    accent_fill="#5A2D91",
    accent_hover="#472273",
    on_accent="#FFFFFF",
    accent_text="#5A2D91",
    accent_soft="#F1EAFA",
    accent_soft_border="#CBB6E8",
    ok="#1A6744",
    ok_soft="#E3F3EA",
    warning="#855000",
    warning_soft="#FCF0D9",
    error="#A61B34",
    error_soft="#FBE8EA",
    info="#1D5A94",
    info_soft="#E6EFF9",
    neutral="#50485E",
    neutral_soft="#EDEAF2",
    sidebar="#2B1B3F",
    sidebar_text="#DACFE9",
    sidebar_selected="#49326C",
    sidebar_mark="#C6A8F0",
    track="#EDEAF2",
    unknown="#B9B2C6",
    inverse="#1E1829",
    on_inverse="#FFFFFF",
)

DARK = Tokens(
    dark=True,
    window="#17131E",
    surface="#201B29",
    subtle="#282233",
    hairline="#372F44",
    button_border="#51475F",
    input_border="#837992",
    text="#F0ECF6",
    secondary="#BDB4CB",
    tertiary="#9E95AD",
    accent_fill="#8457C0",
    accent_hover="#8457C0",
    on_accent="#FFFFFF",
    accent_text="#C6A8F0",
    accent_soft="#33264A",
    accent_soft_border="#6A4C96",
    ok="#7FD3A6",
    ok_soft="#1B3528",
    warning="#F0BE6A",
    warning_soft="#3A2C12",
    error="#F39AA6",
    error_soft="#432029",
    info="#93BFEF",
    info_soft="#1C2F45",
    neutral="#BDB4CB",
    neutral_soft="#2E273A",
    sidebar="#120E18",
    sidebar_text="#CFC5DE",
    sidebar_selected="#352650",
    sidebar_mark="#C6A8F0",
    track="#2E273A",
    unknown="#6A6278",
    inverse="#F0ECF6",
    on_inverse="#1E1829",
)


class _Worn:
    """The theme in use. Asked for at each stroke of a brush: nothing slower than an attribute will do."""

    tokens = LIGHT


def current() -> Tokens:
    """Tokens of the theme in use; ask while painting, so that a live switch is followed."""
    return _Worn.tokens


def wear(tokens: Tokens) -> None:
    """Put a theme in use; `ui.theme.apply_theme` does, and dresses what is open."""
    _Worn.tokens = tokens
