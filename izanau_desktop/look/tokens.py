"""The one table of colours and measures; nothing else in the program names a colour."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from PySide6.QtGui import QPalette

Tone = Literal["neutral", "accent", "ok", "warn", "danger"]


@dataclass(frozen=True)
class Tokens:
    """The colours of one theme; what each is for stands in docs/development/look.md."""

    dark: bool
    window: str
    surface: str
    raised: str
    border: str
    control: str
    text: str
    text2: str
    text3: str
    accent: str
    on_accent: str
    accent_soft: str
    danger: str
    danger_soft: str
    warn: str
    warn_soft: str
    ok: str
    ok_soft: str

    def tone(self, tone: Tone) -> tuple[str, str]:
        """Foreground and background of a chip or a notice of this tone."""
        return {
            "neutral": (self.text2, self.raised),
            "accent": (self.accent, self.accent_soft),
            "ok": (self.ok, self.ok_soft),
            "warn": (self.warn, self.warn_soft),
            "danger": (self.danger, self.danger_soft),
        }[tone]


LIGHT = Tokens(
    dark=False,
    window="#F6F5F2",
    surface="#FFFFFF",
    raised="#EFEDE8",
    border="#D5D1C8",
    control="#87837A",
    text="#1E1F24",
    text2="#53555D",
    text3="#6A6C74",
    accent="#27508F",
    on_accent="#FFFFFF",
    accent_soft="#E3EAF5",
    danger="#A8261C",
    danger_soft="#FBE7E4",
    warn="#765000",
    warn_soft="#FBF0D6",
    ok="#1E6B3A",
    ok_soft="#E2F2E6",
)
DARK = Tokens(
    dark=True,
    window="#17181B",
    surface="#1F2125",
    raised="#282A30",
    border="#3A3D45",
    control="#7D818C",
    text="#ECECEE",
    text2="#B4B7BF",
    text3="#9A9DA6",
    accent="#8FB4F0",
    on_accent="#0E1A2E",
    accent_soft="#24324A",
    danger="#FF9C91",
    danger_soft="#42221F",
    warn="#F0C36B",
    warn_soft="#3B2F17",
    ok="#86D19B",
    ok_soft="#1E3526",
)

GROUNDS = ("window", "surface", "raised")
# Every pair that the style sheet, the palette or a delegate puts together: foreground, background, least contrast
# (WCAG 2.2: 4.5 for text, 3 for the edges of what can be used and for the focus ring).
PAIRS: tuple[tuple[str, str, float], ...] = (
    *((ink, ground, 4.5) for ink in ("text", "text2", "accent", "danger") for ground in GROUNDS),
    *((ink, "accent_soft", 4.5) for ink in ("text", "text2", "accent")),
    *((ink, ground, 4.5) for ink in ("text3", "warn", "ok") for ground in ("window", "surface")),
    *((tone, f"{tone}_soft", 4.5) for tone in ("danger", "warn", "ok")),
    *(("text", f"{tone}_soft", 4.5) for tone in ("danger", "warn", "ok")),
    ("on_accent", "accent", 4.5),
    ("surface", "text", 4.5),
    *(("control", ground, 3.0) for ground in GROUNDS),
    *(("accent", ground, 3.0) for ground in (*GROUNDS, "accent_soft")),
)

SPACE = (4, 8, 12, 16, 24, 32)
RADIUS_CONTROL, RADIUS_CARD = 6, 8
BODY, SMALL, CARD_TITLE, PAGE_TITLE = 14, 12, 15, 22
ROW_RICH, ROW_TABLE, ROW_COMPACT = 68, 36, 28
ICON = 18
FOCUS = 2
LINE_HEIGHT, LINE_HEIGHT_JA = 140, 160


def tokens_of(palette: QPalette) -> Tokens:
    """The table that a palette was made from, so that a painter needs nothing but its widget.

    Told by the accent, as a style sheet overrides grounds and inks in the palettes of widgets, but not that.
    """
    return DARK if palette.color(QPalette.ColorRole.Accent).name().upper() == DARK.accent else LIGHT


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG 2.2 defines it, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
