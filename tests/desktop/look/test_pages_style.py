"""The style sheet of the site's pages has the colours of the desktop, and every pair that it uses can be read."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest

from izanau_desktop.look.tokens import DARK, LIGHT, Tokens, contrast

PAIRS = (
    ("text", "surface"),
    ("text", "window"),
    ("text2", "surface"),
    ("text2", "window"),
    ("text2", "raised"),
    ("accent", "surface"),
    ("accent", "window"),
    ("on_accent", "accent"),
    ("text", "accent_soft"),
    ("ok", "ok_soft"),
    ("warn", "warn_soft"),
    ("danger", "danger_soft"),
)


def _themes() -> list[dict[str, str]]:
    text = (files("izanau_site.pages") / "style.css").read_text(encoding="utf-8")
    blocks = re.findall(r":root \{(.*?)\}", text, re.DOTALL)
    return [dict(re.findall(r"--(\w+): (#\w+);", block)) for block in blocks]


@pytest.mark.parametrize(("place", "tokens"), [(0, LIGHT), (1, DARK)])
def test_pages_have_the_colours_of_the_desktop(place: int, tokens: Tokens) -> None:
    assert len(_themes()) == 2
    assert _themes()[place] == {name: getattr(tokens, name) for name in _themes()[place]}
    for ink, ground in PAIRS:
        assert contrast(_themes()[place][ink], _themes()[place][ground]) >= 4.5, (ink, ground)
    assert contrast(_themes()[place]["control"], _themes()[place]["surface"]) >= 3


def test_pages_name_no_colour_outside_of_the_tokens_and_fetch_nothing() -> None:
    text = (files("izanau_site.pages") / "style.css").read_text(encoding="utf-8")
    rules = re.sub(r":root \{.*?\}", "", text, flags=re.DOTALL)
    assert set(re.findall(r"#[0-9A-Fa-f]{3,8}\b", rules)) == {"#000000"}, "black on paper only"
    assert "url(" not in text
    assert "@import" not in text
    used = set(re.findall(r"var\(--(\w+)\)", rules))
    assert used <= set(_themes()[0])
