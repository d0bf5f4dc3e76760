"""The token table keeps WCAG AA for every pair in use."""

from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QPalette

from izanau_desktop.look.palette import palette
from izanau_desktop.look.style import style_sheet
from izanau_desktop.look.tokens import DARK, LIGHT, PAIRS, Tokens, contrast, tokens_of

THEMES = pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])


@THEMES
@pytest.mark.parametrize(("ink", "ground", "least"), PAIRS)
def test_each_pair_in_use_has_enough_contrast(tokens: Tokens, ink: str, ground: str, least: float) -> None:
    assert contrast(getattr(tokens, ink), getattr(tokens, ground)) >= least


def test_contrast_of_black_on_white_is_21() -> None:
    assert contrast(LIGHT.on_accent, "#000000") == pytest.approx(21)


def test_sheet_pairs_colours_only_as_the_table_lists() -> None:
    names = {value: name for name, value in vars(LIGHT).items() if isinstance(value, str)}
    listed = {(ink, ground) for ink, ground, _ in PAIRS}
    for rule in re.findall(r"\{([^}]*)\}", style_sheet(LIGHT)):
        ink = re.search(r"(?:^|[;\s])color: (#\w+)", rule)
        ground = re.search(r"background: (#\w+)", rule)
        # text3 on a ground of a control marks what is disabled, which WCAG leaves out.
        if ink and ground and names[ink[1]] != "text3":
            pair = {(a, b) for a in same(ink[1]) for b in same(ground[1])}
            assert pair & listed, rule


def same(colour: str) -> list[str]:
    """The tokens that have this colour in the light theme."""
    return [name for name, value in vars(LIGHT).items() if value == colour]


@THEMES
def test_selected_text_is_readable_in_the_palette(tokens: Tokens) -> None:
    made = palette(tokens)
    ink, ground = made.color(QPalette.ColorRole.HighlightedText), made.color(QPalette.ColorRole.Highlight)
    assert contrast(ink.name(), ground.name()) >= 4.5


@THEMES
def test_a_painter_knows_its_theme_from_the_palette(tokens: Tokens) -> None:
    assert tokens_of(palette(tokens)) is tokens


@THEMES
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_the_sheet_leaves_no_placeholder(tokens: Tokens, scale: float) -> None:
    assert "$" not in style_sheet(tokens, scale, "arrow.svg", "tick.svg")
