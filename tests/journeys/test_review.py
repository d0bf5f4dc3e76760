"""The review desk by keyboard alone, as a screen reader tells it, in English and in Japanese."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from izanau_desktop.tour.seat import Seat, holding, starting
from tests.journeys.command import Command
from tests.journeys.filled import fill_in
from tests.journeys.world import World, world

pytestmark = [pytest.mark.journey, pytest.mark.timeout(600)]

HR, FIRST, SECOND = "mori@story.example", "kim@story.example", "lim@story.example"
WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "day": "My day",
        "place": "Applicants",
        "search": "Find applicants",
        "note": "Note for your company",
        "why": "Why?",
        "undo": "Undo",
        "filter": "lang:ko",
    },
    "ja": {
        "day": "今日の仕事",
        "place": "応募者",
        "search": "応募者を探す",
        "note": "社内メモ",
        "why": "理由",
        "undo": "元に戻す",
        "filter": "言語:ko",
    },
}


@pytest.fixture
def place(desktop: Mapping[str, str], tmp_path: Path) -> Iterator[World]:
    with world(tmp_path, desktop, seekers=2, jobs=2) as made:
        yield made


def apply(place: World, who: str, name: str, email: str, job: str) -> Command:
    """Somebody signs up, fills in what is needed, and applies."""
    me = place.sign_up(who, name, email)
    fill_in(me)
    me.done("sync")
    me.done("profile", "register", "--public")
    me.done("sync")
    me.done("apply", job, "--share", "email")
    me.done("sync")
    return me


def stage(seat: Seat, name: str) -> str:
    """Where an applicant stands, as the command tells it."""
    found = [one for one in seat.items("applicant", "list") if one["name"] == name]
    return str(found[0]["stage"])


@pytest.mark.parametrize("language", ["en", "ja"])
def test_applicants_are_reviewed_by_keyboard_alone(place: World, language: str) -> None:
    words = WORDS[language]
    place.add_company("Mori Games", HR)
    hr = place.sign_in("hr", HR)
    job = place.publish_job(hr)
    apply(place, "first", "Kim Hana", FIRST, job)
    apply(place, "second", "Lim Sora", SECOND, job)
    hr.done("sync")
    (hr.data_dir / "preferences.ini").write_text(f"[look]\nlanguage={language}\n", encoding="utf-8")
    with place.window("hr") as seat:
        seat.see(words["day"], "label")  # the first place, once it was read
        seat.hands.key("Ctrl+2")
        seat.until(lambda: seat.window().name.startswith(words["place"]), "the applicants")
        seat.see("Lim Sora", "label")  # the newest first
        seat.hands.key("J")
        seat.see("Kim Hana", "label")
        advance_and_take_back(seat)
        note(seat, words)
        seat.hands.key("K")
        seat.see("Lim Sora", "label")
        reject_and_take_back(seat, words)
        find_and_advance(seat, words)
        assert stage(seat, "Lim Sora") == "new"


def advance_and_take_back(seat: Seat) -> None:
    """E, then Z within the ten seconds."""
    seat.hands.key("E")
    seat.until(lambda: stage(seat, "Kim Hana") == "screening", "the next stage")
    seat.hands.key("Z")
    seat.until(lambda: stage(seat, "Kim Hana") == "new", "the move taken back")


def note(seat: Seat, words: Mapping[str, str]) -> None:
    """N, in both scripts."""
    seat.hands.key("N")
    seat.see(words["note"], "text")
    seat.hands.type("Speaks Korean. 韓国語が話せる。")
    seat.hands.key("Ctrl+Return")
    seat.see(holding("韓国語が話せる。"))


def reject_and_take_back(seat: Seat, words: Mapping[str, str]) -> None:
    """R with the second reason, then Z."""
    seat.hands.key("R")
    seat.see(starting(words["why"]))
    seat.hands.key("Down", "Ctrl+Return")
    seat.until(lambda: stage(seat, "Lim Sora") == "rejected", "the rejection")
    seat.see(holding(words["undo"]))
    seat.hands.key("Z")
    seat.until(lambda: stage(seat, "Lim Sora") == "new", "the rejection taken back")


def find_and_advance(seat: Seat, words: Mapping[str, str]) -> None:
    """/, a word and a filter in the language of the window, Down into the list, E."""
    seat.hands.key("/")
    seat.until(lambda: seat.see(words["search"], "text").has("focused"), "the search field")
    seat.hands.type(f"kim {words['filter']}")
    seat.see("Kim Hana", "label")
    seat.hands.key("Down", "E")
    seat.until(lambda: stage(seat, "Kim Hana") == "screening", "the next stage")
