"""Crash reports and the log: places and kinds of what broke, and no value of anybody."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from izanau_desktop.crash import hooks, redaction, report
from izanau_desktop.crash.report import Report

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

CANARIES = ("Quokka Bird", "quokka@story.example", "eyJhbGciOi12345", "9f8e7d6c", "クオッカ", "/home/quokka")


@pytest.fixture
def crashes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[hooks.Crashes]:
    """The hooks of a process of its own, on a folder; what was there before comes back."""
    import faulthandler
    import sys

    before = logging.getLogger().handlers[:]
    for of, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(of, name, getattr(of, name))
    monkeypatch.setattr(faulthandler, "enable", lambda file: file.close())
    yield hooks.install(tmp_path)
    logging.getLogger().handlers[:] = before


def broken() -> Exception:
    """An error whose words, cause and locals are full of somebody."""
    name, mail, token, identity, native, home = CANARIES
    nothing: dict[str, str] = {}
    found: Exception = AssertionError()
    try:
        try:
            nothing[f"{name} {native}"]
        except KeyError as error:
            raise ValueError(f"{name} <{mail}> in {home}/cache with {token} of {identity}") from error
    except ValueError as error:
        found = error
    return found


def everything(folder: Path) -> str:
    return "\n".join(file.read_text("utf-8") for file in folder.rglob("*") if file.is_file())


def test_report_names_places_and_no_value(tmp_path: Path) -> None:
    made = report.write(tmp_path, redaction.told(broken()), "in a test")
    assert "ValueError" in made.text
    assert "KeyError" in made.text
    assert "in broken" in made.text
    assert [one for one in (*CANARIES, str(Path.home())) if one in everything(tmp_path)] == []


def test_log_keeps_sentences_without_their_values(tmp_path: Path, crashes: hooks.Crashes) -> None:
    name, mail, token, identity, native, home = CANARIES
    logging.getLogger("urllib3").warning("retry %d of %s for '%s' by %s", 3, mail, name, token)
    logging.getLogger("other").warning(f"'{name}' {mail} {native} {home}/x {identity}")  # noqa: G004 - as libraries do
    kept = everything(tmp_path)
    assert "retry 3 of" in kept
    assert [one for one in CANARIES if one in kept] == []


def test_same_crash_is_told_once_and_ten_are_kept(tmp_path: Path, crashes: hooks.Crashes) -> None:
    told: list[Report] = []
    error = broken()
    log = logging.getLogger("izanau_desktop.somewhere")
    log.error("it broke", exc_info=error)  # before anybody shows reports: it waits
    crashes.show_by(told.append)
    log.error("it broke", exc_info=error)
    assert len(told) == 1
    for _ in range(report.KEPT + 3):
        report.write(tmp_path, "again", "in a test")
    assert len(report.every(tmp_path)) == report.KEPT


def test_uncaught_error_of_a_thread_is_reported(tmp_path: Path, crashes: hooks.Crashes) -> None:
    def stumble() -> None:
        raise broken()

    thread = threading.Thread(target=stumble)
    thread.start()
    thread.join()
    (made,) = report.every(tmp_path)
    assert ".stumble\n" in made.text


def test_what_ended_the_program_is_taken_up_without_paths(tmp_path: Path) -> None:
    raw = 'Fatal Python error: Segmentation fault\n\nThread 0x1 (most recent call first):\n  File "/home/quokka/lib/x/izanau_desktop/app.py", line 12 in enter\n'
    (tmp_path / report.FOLDER).mkdir()
    (tmp_path / report.FOLDER / report.NATIVE).write_text(raw)
    made = report.taken_up(tmp_path)
    assert made is not None
    assert "Segmentation fault" in made.text
    assert "izanau_desktop/app.py:12 in enter" in made.text
    assert "quokka" not in everything(tmp_path)
    assert report.taken_up(tmp_path) is None


def test_notice_says_that_nothing_was_sent(qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    from izanau_desktop.crash.notice import CrashNotice
    from izanau_desktop.widgets.plain import Paragraph

    window = QWidget()
    qtbot.addWidget(window)
    notice = CrashNotice(Report("abc12345", "the report"), window, may_write=True)
    sent: list[str] = []
    notice.contact.connect(sent.append)
    assert any("Nothing was sent" in one.words for one in notice.findChildren(Paragraph))
    assert sent == []
    notice.write.click()
    assert sent == ["the report"]
