"""What stands on the chip of a filter: words, in the language of the reader, or what was typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from izanau_desktop.company.applicants.filterwords import told
from izanau_desktop.company.applicants.page import ApplicantsPage
from izanau_desktop.company.applicants.reading import Head
from izanau_desktop.translation import Translation
from izanau_protocol import query
from izanau_protocol.fields import Words
from izanau_protocol.rules import StageRow

ROUND = StageRow("s1", Words("Second round", "二次面接"), "interview")
TEST = StageRow("s2", Words("Test", "試験"), "screening")


def said(typed: str, language: str = "en", head: Head | None = None) -> str:
    (piece,) = query.pieces(typed)
    return told(piece, typed, head or Head(stages={"j1": (ROUND,), "j2": (TEST, TEST._replace(id="s3"))}), language)


@pytest.fixture
def in_japanese(qapp: object) -> Iterator[None]:
    """The window in Japanese."""
    translation = Translation()
    translation.use("ja")
    yield
    translation.use("en")


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
        ("is:late,unread", "Late, Unread"),
        ("fit:check,lacks", "Fit: Check, Lacks"),
        ("waiting<7", "At this stage < 7 days"),
        ("waiting:7", "At this stage ≥ 7 days"),
        ("waiting>=2w", "At this stage ≥ 14 days"),
        ("applied>=2026-01", "Applied from Jan 2026"),
        ("applied:2026-10..2026-11", "Applied: Oct 2026 – Nov 2026"),
        ("applied:..2026", "Applied by 2026"),
        ("applied:7d", "Applied in the last 7 days"),
        ("applied>7d", "Applied over 7 days ago"),
        ("ends<3m", "Stay ends in under 3 months"),
        ("ends>1y", "Stay ends in 1 y or more"),
        ("owner:none", "Taken by: nobody"),
        ("lang:ja>=native,ko", "Japanese ≥ Native, Korean"),
        ("stage:二次", "Stage: Second round"),
        ("stage:interview,test", "Stage: Interview, Test"),
        ("label:urgent", "Label: urgent"),
        ("-owner:me", "not Taken by: me"),
    ],
)
def test_chip_says_a_filter_in_words(typed: str, words: str) -> None:
    assert said(typed) == words


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("applied>=2026-01", "応募 2026年1月以降"),
        ("applied<=2026-01", "応募 2026年1月以前"),
        ("応募日<2026-04-01", "応募 2026年4月1日より前"),
        ("applied>2026", "応募 2026年より後"),
        ("ends>=2027-03", "在留期限 2027年3月以降"),
        ("ends:2027-03..", "在留期限 2027年3月以降"),
        ("applied:2026-10..2026-11", "応募：2026年10月～2026年11月"),
        ("applied:7d", "応募から7日以内"),
        ("applied>7d", "応募から7日超"),
        ("ends<3m", "在留期限まで3か月未満"),
        ("ends>=1y", "在留期限まで1年以上"),
        ("waiting:7", "経過日数 7日以上"),
        ("waiting<7", "経過日数 7日未満"),
        ("owner:me", "担当：自分"),
        ("-担当:なし", "除外：担当：なし"),
        ("lang:ja>=native", "日本語 母語以上"),
        ("years>=3", "経験年数 3年以上"),
        ("stage:interview", "選考段階：面接"),
        ("stage:s1", "選考段階：二次面接"),
        ("fit:check,lacks", "適合：要確認、不足"),
        ("is:late,unread", "遅延、未読"),
    ],
)
def test_chip_says_a_filter_in_japanese(in_japanese: None, typed: str, words: str) -> None:
    assert said(typed, "ja") == words


@pytest.mark.parametrize(
    "typed",
    [
        "lang:ja>=N9",
        "visa:s",
        "is:nothing",
        "years>=many",
        "in:",
        "applied>=soon",
        "ends:9999",
        "waiting>3x",
        "stage:x",
    ],
)
def test_chip_keeps_what_has_no_words(typed: str) -> None:
    assert said(typed) == typed


def test_value_is_told_in_the_language_of_its_reader() -> None:
    assert said("is:stalled", "ja") == "停滞"
    assert "留学" in said("visa:student", "ja")


def chips(page: ApplicantsPage) -> list[str]:
    """What stands on the chips of the filters."""
    return [one.text() for one in page.list.search.findChildren(QPushButton) if one.text().endswith(" ×")]


def test_chips_stand_in_words_above_the_list(page: ApplicantsPage, people: list[str], qtbot: QtBot) -> None:
    page.list.search.set_text("lang:ja>=N2 years>=3")
    qtbot.waitUntil(lambda: chips(page) == ["Japanese ≥ N2 ×", "Experience ≥ 3 y ×"])
    assert page.list.search.text() == "lang:ja>=N2 years>=3"


def test_chip_follows_the_name_of_its_stage(page: ApplicantsPage, people: list[str], qtbot: QtBot) -> None:
    page.list.search.set_text("stage:interview")
    qtbot.waitUntil(lambda: chips(page) == ["Stage: Interview ×"])
    page.list.show_head(Head(stages={"j1": (ROUND._replace(id="interview"),)}))
    qtbot.waitUntil(lambda: chips(page) == ["Stage: Second round ×"])
