"""What stands on the chip of a filter: words, in the language of the reader, or what was typed."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from izanau_desktop.company.applicants.filterwords import told
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_protocol import query


def said(typed: str, language: str = "en") -> str:
    (piece,) = query.pieces(typed)
    return told(piece, typed, language)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("lang:ja>=N2", "Japanese ≥ N2"),
        ("言語:日本語>=N2", "Japanese ≥ N2"),
        ("lang:ko", "Korean"),
        ("years>=3", "Experience ≥ 3 y"),
        ("years:3..5", "Experience: 3–5 y"),
        ("years:3..", "Experience ≥ 3 y"),
        ("years:..5y", "Experience ≤ 5 y"),
        ("visa:student", "Status of residence: Student"),
        ("in:japan", "Lives in: Japan"),
        ("fit:check", "Fit: Check"),
        ("is:late", "Late"),
        ("waiting<7", "At this stage < 7"),
        ("label:urgent", "Label: urgent"),
        ("-owner:me", "not Taken by: me"),
    ],
)
def test_chip_says_a_filter_in_words(typed: str, words: str) -> None:
    assert said(typed) == words


@pytest.mark.parametrize("typed", ["lang:ja>=N9", "visa:s", "is:nothing", "years>=many", "in:"])
def test_chip_keeps_what_has_no_words(typed: str) -> None:
    assert said(typed) == typed


def test_value_is_told_in_the_language_of_its_reader() -> None:
    assert said("is:stalled", "ja") == "停滞"
    assert "留学" in said("visa:student", "ja")


def test_chips_stand_in_words_above_the_list(page: ApplicantsPage, people: list[str], qtbot: QtBot) -> None:
    page.list.search.set_text("lang:ja>=N2 years>=3")

    def chips() -> list[str]:
        return [one.text() for one in page.list.search.findChildren(QPushButton) if one.text().endswith(" ×")]

    qtbot.waitUntil(lambda: chips() == ["Japanese ≥ N2 ×", "Experience ≥ 3 y ×"])
    assert page.list.search.text() == "lang:ja>=N2 years>=3"
