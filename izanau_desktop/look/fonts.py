"""The fonts that come with the program: loaded once, named in the order that the UI language wants."""

from __future__ import annotations

import logging
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo

from izanau_desktop.look.tokens import BODY, LINE_HEIGHT, LINE_HEIGHT_JA

FOLDER = Path(__file__).parents[1] / "_resources" / "fonts"
LATIN, JAPANESE, THAI = "Inter", "Noto Sans CJK JP", "Noto Sans Thai"
FURTHER = ("Noto Sans Arabic", "Noto Sans Myanmar")
"""For scripts that no other of ours has; names are written in them."""
log = logging.getLogger(__name__)


def load(folder: Path = FOLDER) -> list[str]:
    """Make the shipped fonts known to Qt and name their families."""
    families: list[str] = []
    for file in sorted(folder.glob("*.[ot]tf")):
        number = QFontDatabase.addApplicationFont(str(file))
        if number < 0:
            log.error("font %s cannot be read", file.name)
        families += QFontDatabase.applicationFontFamilies(number) if number >= 0 else []
    return sorted(set(families))


def families(language: str) -> list[str]:
    """Families in order of preference.

    The first family that has Han glyphs decides their shapes, so the Japanese one (which has Hangul too) precedes
    whatever else the system offers, in every language; Latin, Vietnamese, Greek and Cyrillic come from Inter.
    """
    return [LATIN, *((JAPANESE, THAI) if language != "th" else (THAI, JAPANESE)), *FURTHER]


def body(language: str, scale: float = 1.0) -> QFont:
    """The font of the program at its body size; lining figures of equal width where tables need them, see `tabular`."""
    font = QFont()
    font.setFamilies(families(language))
    font.setPixelSize(round(BODY * scale))
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def sized(font: QFont, pixels: float, weight: QFont.Weight | None = None) -> QFont:
    """The same font at another size (at 100 %, enlarged as the given one is) and weight."""
    made = QFont(font)
    made.setPixelSize(round(pixels))
    if weight is not None:
        made.setWeight(weight)
    return made


def pixels(font: QFont) -> int:
    """The size of a font in pixels, also of one that was set in points."""
    return font.pixelSize() if font.pixelSize() > 0 else QFontInfo(font).pixelSize()


def tabular(font: QFont) -> QFont:
    """The same font with figures of equal width."""
    made = QFont(font)
    made.setFeature(QFont.Tag.fromString("tnum"), 1)
    return made


def line_height(language: str) -> int:
    """Line height of running text in percent: Japanese is denser and wants more."""
    return LINE_HEIGHT_JA if language == "ja" else LINE_HEIGHT
