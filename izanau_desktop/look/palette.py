"""The Qt palette of a theme, so that what the style sheet leaves alone fits too."""

from __future__ import annotations

from PySide6.QtGui import QColor, QPalette

from izanau_desktop.look.tokens import Tokens

ROLE, GROUP = QPalette.ColorRole, QPalette.ColorGroup


def palette(tokens: Tokens) -> QPalette:
    """Every role that Fusion paints with, set from the tokens; selection included, as Fusion's own fails AA."""
    made = QPalette()
    for role, colour in _roles(tokens).items():
        made.setColor(role, QColor(colour))
    for role in (ROLE.WindowText, ROLE.Text, ROLE.ButtonText, ROLE.HighlightedText):
        made.setColor(GROUP.Disabled, role, QColor(tokens.text3))
    made.setColor(GROUP.Disabled, ROLE.Highlight, QColor(tokens.raised))
    return made


def _roles(tokens: Tokens) -> dict[QPalette.ColorRole, str]:
    return {
        ROLE.Window: tokens.window,
        ROLE.WindowText: tokens.text,
        ROLE.Base: tokens.surface,
        ROLE.AlternateBase: tokens.window,
        ROLE.Text: tokens.text,
        ROLE.PlaceholderText: tokens.text3,
        ROLE.Button: tokens.surface,
        ROLE.ButtonText: tokens.text,
        ROLE.BrightText: tokens.danger,
        ROLE.ToolTipBase: tokens.text,
        ROLE.ToolTipText: tokens.surface,
        ROLE.Highlight: tokens.accent_soft,
        ROLE.HighlightedText: tokens.text,
        ROLE.Accent: tokens.accent,
        ROLE.Link: tokens.accent,
        ROLE.LinkVisited: tokens.accent,
        ROLE.Light: tokens.surface,
        ROLE.Midlight: tokens.raised,
        ROLE.Mid: tokens.border,
        ROLE.Dark: tokens.control,
        ROLE.Shadow: tokens.control,
    }
