"""The program's own files, of another type, huge or cut off: said in words, nothing overwritten, a way on."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from izanau_desktop.accounts import FILE, SPARE, Accounts
from izanau_desktop.app import App
from izanau_desktop.cache import file
from izanau_desktop.desk import KEY_GONE, Desk
from izanau_desktop.preferences import Preferences
from izanau_desktop.sync.report import SyncReport
from izanau_protocol.canonical import Body
from izanau_protocol.problems import PROBLEMS, Refused, problem
from tests.bad_files import HUGE, NO_JSON
from tests.desktop.apps import end
from tests.keychain import Kept

BODY: Body = {"name": {"full": "Anna"}}
OF_THIS_KIND = {
    "other fields": b'{"salt": 7, "entries": "x"}',
    "no salt": b"{}",
    "a folder above": b'{"salt": "a", "entries": [{"folder": "..", "key": "draft"}]}',
    "a folder of no name": b'{"salt": "a", "entries": [{"folder": "", "key": "draft"}]}',
    "signs": '{"cache": "é", "check": "é"}'.encode(),
}
"""JSON that is none of the program's files all the same."""
BAD = {**NO_JSON, **OF_THIS_KIND, "huge": b"x" * HUGE}


@pytest.fixture
def vault() -> Kept:
    """The keychain of the machine."""
    return Kept()


@pytest.fixture
def own(tmp_path: Path, vault: Kept) -> Path:
    """The folder of a draft that has something in it; its data folder is the one above."""
    desk = Desk.draft(tmp_path / "data", vault=vault)
    desk.edit_profile(BODY)
    desk.shut()
    assert desk.folder is not None
    return desk.folder


def told(data: Path, vault: Kept) -> str:
    """The code that opening the desk says, refused or mended; empty where it opens with what was in it."""
    try:
        desk = Desk.draft(data, vault=vault)
    except Refused as refused:
        return refused.problems[0].code
    try:
        mended = desk.mended()
        held = [one.body for one in desk.cache.list("profile")]
        assert held == [BODY] or mended is not None
        return mended.code if mended is not None else ""
    finally:
        desk.shut()


def test_broken_list_of_accounts_is_read_from_its_spare(own: Path, vault: Kept) -> None:
    for name, content in BAD.items():
        (own.parent / FILE).write_bytes(content)
        assert told(own.parent, vault) == "", name
        Accounts(own.parent).add("anna@example.com", "http://site.example")
    assert len(Accounts(own.parent).every()) == 1 + len(BAD)


def test_list_without_a_spare_is_told_and_never_overwritten(own: Path, vault: Kept) -> None:
    for name, content in BAD.items():
        for place in (FILE, SPARE):
            (own.parent / place).write_bytes(content)
        assert told(own.parent, vault) == "accounts_damaged", name
        with pytest.raises(Refused):
            Accounts(own.parent).add("anna@example.com", "http://site.example")
        assert (own.parent / FILE).read_bytes() == content
    fresh = Desk.draft(own.parent, vault=vault, anew=True)
    fresh.shut()
    assert (own / file.DATABASE).exists()
    assert next(own.parent.glob(f"{FILE}.aside-*")).read_bytes() == content


def _other(content: bytes, _whole: bytes) -> bytes:
    return content


CUT: dict[str, Callable[[bytes], bytes]] = {
    "cut in half": lambda whole: whole[: len(whole) // 2],
    "cut at its end": lambda whole: whole[:-1],
    "turned round": lambda whole: whole[::-1],
    **{name: partial(_other, content) for name, content in BAD.items()},
}


LOST = ("cache_rescued_partly", "cache_rescued_older")
HELPERS = ("", "cache_rescued", "folder_unusable", *LOST)
"""Without the small files beside it a database is whole, or says that something is lost."""
ALLOWED = {
    (file.DATABASE, ""): LOST,
    (file.DATABASE, "cut at its end"): ("", "cache_rescued", *LOST),  # the last byte of a page that may hold nothing
    (file.DATABASE, "a folder"): ("folder_unusable",),
    (file.HEADER, ""): ("cache_rescued",),
    (file.HEADER, "signs"): ("keychain_changed",),  # a whole header, of another cache
}
"""What opening may say, by file and by what lies there."""
LEAST = {file.HEADER: 1, file.DATABASE: 4096}
"""Bytes from which there may be something to rescue in a file that cannot be opened: less than a page is no database."""


def plant(where: Path, name: str) -> None:
    """Put something bad in a file's place."""
    whole = where.read_bytes() if where.exists() else b""
    where.unlink(missing_ok=True)
    if name == "a folder":
        where.mkdir()
    elif name != "gone":
        where.write_bytes(CUT[name](whole))


@pytest.mark.parametrize("part", [file.DATABASE, file.HEADER, file.COMMITS, f"{file.DATABASE}-wal"])
def test_broken_file_of_a_cache_is_told_and_put_aside_whole(own: Path, vault: Kept, part: str, tmp_path: Path) -> None:
    sound = shutil.copytree(own, tmp_path / "sound")
    for name in (*CUT, "gone", "a folder"):
        shutil.rmtree(own)
        shutil.copytree(sound, own)
        plant(own / part, name)
        kept = (own / part).read_bytes() if (own / part).is_file() else b""
        code = told(own.parent, vault)
        assert code in ALLOWED.get((part, name), ALLOWED.get((part, ""), HELPERS)), (name, code)
        if code and len(kept) >= LEAST.get(part, HUGE):
            aside = next(own.glob(f"{file.ASIDE}*"), own)
            assert (aside / part).read_bytes() == kept, name
        assert told(own.parent, vault) == code, name


@pytest.mark.parametrize("code", KEY_GONE)
def test_person_goes_on_anew_with_the_cache_put_aside_whose_key_is_gone(own: Path, vault: Kept, code: str) -> None:
    vault.drop(own.name, "key")
    if code == "keychain_changed":
        vault.put(own.name, "key", "00" * 32)
    kept = (own / file.DATABASE).read_bytes()
    assert told(own.parent, vault) == code
    fresh = Desk.draft(own.parent, vault=vault, anew=True)
    assert fresh.cache.list("profile") == ()
    fresh.shut()
    assert next(own.glob(f"{file.ASIDE}*/{file.DATABASE}")).read_bytes() == kept


PREFERENCES = {
    **BAD,
    "strange values": b"[look]\ntheme=pink\nlanguage=xx\nscale=NaN\ncompact=7\n[places]\nrole=king\nking=throne\n"
    b"[keys]\nletters=7\nof\\app.quit=no such key\n[layout]\nwindow=@ByteArray(zz)\n",
    "other types": b"[look]\ntheme=@Invalid()\nlanguage=a, b, c\nscale=@Variant(\\0\\0)\n[places]\nrole=@Size(1 2)\n"
    b"[layout]\nwindow=text\nmain=@ByteArray(\\x1\\xd9\\xd0\\xcb)\n",
}


@pytest.mark.parametrize("name", PREFERENCES)
def test_window_opens_whatever_the_preferences_hold(
    name: str, own: Path, vault: Kept, qapp: QApplication, qtbot: QtBot
) -> None:
    (own.parent / "preferences.ini").write_bytes(PREFERENCES[name])
    app = App(qapp, own.parent, "http://127.0.0.1:9")
    app.keeper = lambda: vault
    app.start()
    qtbot.waitUntil(lambda: app.window is not None and app.window.place == "profile", timeout=20_000)
    assert app.window is not None
    assert app.window.isVisible()
    app.preferences.theme = "light"
    app.preferences.save()
    assert Preferences(own.parent).theme == "light"
    end(app, qtbot)


def test_window_says_what_was_damaged_and_lost_and_says_it_once(
    own: Path, vault: Kept, qapp: QApplication, qtbot: QtBot
) -> None:
    plant(own / file.DATABASE, "cut in half")
    app = App(qapp, own.parent, "http://127.0.0.1:9")
    app.keeper = lambda: vault
    app.start()
    qtbot.waitUntil(lambda: app.repairs.box is not None, timeout=20_000)
    box, words = app.repairs.box, PROBLEMS["cache_rescued_partly"]
    assert box is not None
    assert (box.text(), box.informativeText()) == (words.en.format(count=0), words.cure_en)
    box.buttons()[0].click()
    qtbot.waitUntil(lambda: app.desk is not None and app.desk.mended() is None, timeout=20_000)
    end(app, qtbot)


def test_damage_that_an_open_window_meets_is_mended_in_it(
    own: Path, vault: Kept, qapp: QApplication, qtbot: QtBot
) -> None:
    app = App(qapp, own.parent, "http://127.0.0.1:9")
    app.keeper = lambda: vault
    app.start()
    qtbot.waitUntil(lambda: app.syncing is not None, timeout=20_000)
    old = app.desk
    assert app.syncing is not None
    (own / file.DAMAGED).touch()
    app.syncing._arrived.emit(SyncReport(problem=problem("cache_damaged")))
    qtbot.waitUntil(lambda: app.repairs.box is not None, timeout=20_000)
    assert app.desk is not old
    assert app.repairs.box is not None
    assert app.repairs.box.text() == PROBLEMS["cache_rescued"].en.format(count=0)
    app.repairs.box.buttons()[0].click()
    end(app, qtbot)


def test_what_cannot_be_told_of_mending_now_is_told_another_time(
    own: Path, vault: Kept, qapp: QApplication, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    app = App(qapp, own.parent, "http://127.0.0.1:9")
    app.keeper = lambda: vault
    app.start()
    qtbot.waitUntil(lambda: app.syncing is not None, timeout=20_000)
    assert app.desk is not None

    def full() -> None:
        raise Refused(problem("disk_full"))

    app.desk.mended = full  # type: ignore[method-assign]  # a disk that is full
    qtbot.waitUntil(lambda: app.background.wait(0))
    with qtbot.waitSignal(app.background.idle):
        app.repairs.look(app.desk)
    assert app.repairs.box is None
    assert [one.getMessage() for one in caplog.records if one.levelname == "ERROR"] == []
    end(app, qtbot)
