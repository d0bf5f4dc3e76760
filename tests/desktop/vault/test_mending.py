"""A broken cache is mended when it is opened: put aside, what lived only in it rescued, the rest fetched anew, and told."""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from izanau_desktop import mending
from izanau_desktop.cache import Cache, CacheTrouble, Edit, apply, file, files, lease, local, rescue
from izanau_desktop.cache.rekey import join_draft
from izanau_desktop.desk import Desk
from izanau_desktop.shut import DeskShutError
from izanau_desktop.sync import engine
from izanau_desktop.sync.report import SyncReport
from izanau_protocol import ambient, pictures, wire
from izanau_protocol.problems import PROBLEMS, Refused
from tests.keychain import Kept
from tests.pictures import png

SITE = "http://127.0.0.1:1"
PAGE = 4096


@pytest.fixture
def vault() -> Kept:
    return Kept()


@pytest.fixture
def home(tmp_path: Path, vault: Kept) -> Path:
    """A signed-in desk with an unsent edit and papers, shut again; its folder."""
    desk = Desk.draft(tmp_path, SITE, vault)
    desk.edit_profile({"name": {"full": "Anna"}})
    desk.edit_papers({"phone": "+81 90"})
    desk.cache.change(lambda connection: join_draft(connection, "acc"))
    desk.cache.set_note(group="seeker", role="seeker", email="anna@example.com", last_sync=ambient.timestamp())
    folder = desk.folder
    assert folder is not None
    desk.accounts.add("anna@example.com", SITE, folder.name)
    desk.shut()
    return folder


OPEN: list[Desk] = []


@pytest.fixture(autouse=True)
def all_are_shut() -> Iterator[None]:
    """Whatever a test comes to, nothing of its desks stays open."""
    yield
    while OPEN:
        OPEN.pop().shut()


def opened(home: Path, vault: Kept) -> Desk:
    OPEN.append(Desk.open(home.parent, vault=vault))
    return OPEN[-1]


def spoil(path: Path, first: int, pages: int = 1) -> None:
    """Write nonsense over some pages."""
    with path.open("r+b") as database:
        database.seek(first * PAGE)
        database.write(os.urandom(pages * PAGE))


def pages_of(home: Path, vault: Kept, table: str) -> list[int]:
    """The pages in which a table lies, from 0."""
    desk = opened(home, vault)
    with desk.cache.file.read() as connection:
        root = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,)).scalar()
    desk.shut()
    return [int(root) - 1]


def test_damage_that_is_met_is_mended_at_the_next_opening_with_all_that_was_unsent(home: Path, vault: Kept) -> None:
    (page,) = pages_of(home, vault, "search_data")
    spoil(home / file.DATABASE, page)
    desk = opened(home, vault)
    with pytest.raises(CacheTrouble) as caught, desk.cache.file.read() as connection:
        connection.exec_driver_sql("SELECT * FROM search_data").all()
    assert caught.value.problems[0].code == "cache_damaged"
    desk.shut()
    mended = opened(home, vault)
    told = mended.mended()
    assert told is not None
    assert (told.code, dict(told.values)["count"]) == ("cache_rescued", "1")
    assert mended.account.id == "acc"
    assert mended.papers() == {"phone": "+81 90"}
    assert [one.body for one in mended.cache.list("profile")] == [{"name": {"full": "Anna"}}]
    assert mended.only_here().waiting == (("profile", mended.account.profile),)
    mended.told_of_mending()
    assert mended.mended() is None
    mended.shut()
    again = opened(home, vault)
    assert again.mended() is None
    again.shut()


@pytest.mark.parametrize("stopped", [True, False])
def test_what_was_put_aside_stays_until_all_was_fetched_anew(
    home: Path, vault: Kept, monkeypatch: pytest.MonkeyPatch, *, stopped: bool
) -> None:
    (home / file.DAMAGED).touch()
    desk = opened(home, vault)
    monkeypatch.setattr(engine, "sync", lambda *_, **__: SyncReport(stopped=stopped))
    assert list(home.glob(f"{file.ASIDE}*"))
    desk.sync()
    assert bool(list(home.glob(f"{file.ASIDE}*"))) is stopped


@pytest.mark.parametrize("table", ["part", "outbox", "local", "document", "meta"])
def test_what_cannot_be_read_is_said_and_never_sent_in_part(home: Path, vault: Kept, table: str) -> None:
    (page,) = pages_of(home, vault, table)
    spoil(home / file.DATABASE, page)
    (home / file.DAMAGED).touch()
    if table == "meta":  # nothing tells whose it is: whoever signs in
        with mending.opened(home, bytes.fromhex(vault.get(home.name, "key"))).file.read() as connection:
            found = rescue.told(connection)
        assert found is not None
        assert found.lost
        return
    desk = opened(home, vault)
    told = desk.mended()
    assert told is not None
    assert told.code == "cache_rescued_partly"
    with desk.cache.file.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM part").scalar() == (table in ("local", "document"))
        assert connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar() == (table in ("local", "document"))
    desk.shut()


def test_where_not_even_the_index_tells_what_lay_only_here_some_of_it_is_said_to_be_lost(
    home: Path, vault: Kept
) -> None:
    for table in ("document", "sqlite_autoindex_document_1"):
        (page,) = pages_of(home, vault, table)
        spoil(home / file.DATABASE, page)
    (home / file.DAMAGED).touch()
    told = opened(home, vault).mended()
    assert told is not None
    assert told.code == "cache_rescued_partly"


def test_damage_among_what_the_site_has_loses_nothing_that_lies_only_here_and_says_so(
    home: Path, vault: Kept, tmp_path: Path
) -> None:
    desk = opened(home, vault)
    jobs = [wire.Entry("jobs", "job", ambient.new_id(), n, {"title": {"en": "x" * 300}}) for n in range(1, 100)]
    desk.cache.change(lambda connection: apply.every(connection, jobs, {}))
    desk.shut()
    spoil(
        home / file.DATABASE, page_of_a_job(home / file.DATABASE, bytes.fromhex(vault.get(home.name, "key")), tmp_path)
    )
    (home / file.DAMAGED).touch()
    mended = opened(home, vault)
    told = mended.mended()
    assert told is not None
    assert told.code == "cache_rescued"
    assert mended.papers() == {"phone": "+81 90"}


def page_of_a_job(database: Path, key: bytes, folder: Path) -> int:
    """A page without which not all documents can be read, but what lies only here can."""
    asked = {
        "SELECT * FROM document ORDER BY rowid": False,
        "SELECT scope FROM document WHERE scope IN ('local', 'account:draft')": True,
        "SELECT * FROM document WHERE scope = 'local'": True,
    }
    for page in range(database.stat().st_size // PAGE):
        copy = Path(shutil.copy(database, folder / "tried.db"))
        spoil(copy, page)
        if {one: can_be_read(copy, key, one) for one in asked} == asked:
            return page
    raise AssertionError


def can_be_read(database: Path, key: bytes, question: str) -> bool:
    with contextlib.closing(driver.connect(database)) as raw:
        try:
            raw.execute("PRAGMA cipher_log_level = NONE")
            raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
            raw.execute(question).fetchall()
        except driver.Error:
            return False
    return True


KEY = b"k" * 32
OLD, NEW = png(4, 4), png(6, 6)


@pytest.fixture
def logo(tmp_path: Path) -> Path:
    """The cache of a company with a logo of the site, a new one that is unsent, and a mark that it is broken; its folder."""
    company, folder = ambient.new_id(), tmp_path / "company"
    scope, cache = f"company:{company}", Cache(folder, KEY)
    cache.set_note(account="acc", group="company", role="owner", company=company)
    entry = wire.Entry(scope, "company", company, 1, {"name": "Umi", "logo": pictures.name(OLD)})
    cache.change(lambda connection: apply.every(connection, [entry], {}))
    cache.change(lambda connection: files.fetched(pictures.name(OLD), OLD, connection))
    cache.edit([Edit("company", company, scope, {"logo": pictures.name(NEW)})], named=[NEW])
    cache.close()
    (folder / file.DAMAGED).touch()
    return folder


def rescued(folder: Path) -> tuple[bool, bytes, list[str]]:
    """Whether anything is told to be lost; the unsent logo; what is to be fetched."""
    cache = mending.opened(folder, KEY)
    with cache.file.read() as connection:
        told, wanted = rescue.told(connection), files.wanted(connection, 9)
    data = cache.file_of(pictures.name(NEW))
    cache.close()
    assert told is not None
    return told.lost, data, wanted


def test_picture_of_an_unsent_change_is_rescued_with_it(logo: Path) -> None:
    assert rescued(logo) == (False, NEW, [])


def test_picture_of_an_unsent_change_that_cannot_be_read_is_said_and_what_the_site_has_is_fetched(logo: Path) -> None:
    (logo / file.DAMAGED).unlink()
    cache = Cache(logo, KEY)
    with cache.file.read() as connection:
        root = connection.exec_driver_sql("SELECT rootpage FROM sqlite_master WHERE name = 'file'").scalar_one()
    cache.close()
    spoil(logo / file.DATABASE, root - 1)
    (logo / file.DAMAGED).touch()
    assert rescued(logo) == (True, b"", [pictures.name(OLD)])


def test_first_page_gone_leaves_nothing_to_rescue_and_asks_to_sign_in(
    home: Path, vault: Kept, capfd: pytest.CaptureFixture[str]
) -> None:
    spoil(home / file.DATABASE, 0)
    with pytest.raises(Refused) as caught:
        opened(home, vault)
    assert capfd.readouterr().err == ""
    assert caught.value.problems[0].code == "not_signed_in"
    (aside,) = home.glob(f"{file.ASIDE}*")
    assert (aside / file.DATABASE).exists()


def _drop_log(home: Path) -> None:
    (home / f"{file.DATABASE}-wal").unlink()


def _spoil_log(home: Path) -> None:
    log = home / f"{file.DATABASE}-wal"
    data = bytearray(log.read_bytes())
    data[len(data) // 2] ^= 0xFF
    log.write_bytes(data)


def _cut_log(home: Path) -> None:
    log = home / f"{file.DATABASE}-wal"
    log.write_bytes(log.read_bytes()[: -PAGE - 100])


@pytest.mark.parametrize("harm", [_drop_log, _spoil_log, _cut_log])
def test_lost_log_is_noticed_by_the_commit_number_and_what_is_left_is_kept(
    home: Path, vault: Kept, tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    desk = opened(home, vault)
    for number in range(5):
        desk.edit_profile({"hobbies": {"en": f"hobby {number}"}})
    copy = tmp_path / "machine that went off" / home.name
    shutil.copytree(home, copy)
    shutil.copy(home.parent / "accounts.json", copy.parent)
    desk.shut()
    (copy / f"{file.DATABASE}-shm").unlink(missing_ok=True)
    harm(copy)
    mended = opened(copy, vault)
    told = mended.mended()
    assert told is not None
    assert told.code == "cache_rescued_older"
    assert mended.papers() == {"phone": "+81 90"}
    mended.edit_profile({"hobbies": {"en": "anew"}})
    mended.shut()
    again = opened(copy, vault)
    assert len(list(copy.glob(f"{file.ASIDE}*"))) == 1
    again.shut()


def test_older_copy_put_back_is_noticed(home: Path, vault: Kept, tmp_path: Path) -> None:
    older = shutil.copy(home / file.DATABASE, tmp_path / "older")
    desk = opened(home, vault)
    desk.edit_profile({"hobbies": {"en": "Chess"}})
    desk.shut()
    shutil.copy(older, home / file.DATABASE)
    mended = opened(home, vault)
    told = mended.mended()
    assert told is not None
    assert told.code == "cache_rescued_older"
    assert [one.body for one in mended.cache.list("profile")] == [{"name": {"full": "Anna"}}]
    mended.shut()


def test_newer_cache_is_left_alone(home: Path, vault: Kept) -> None:
    desk = opened(home, vault)
    with desk.cache.file.write() as connection:
        connection.exec_driver_sql("PRAGMA user_version = 99")
    desk.shut()
    with pytest.raises(CacheTrouble) as caught:
        opened(home, vault)
    assert caught.value.problems[0].code == "cache_newer"
    assert list(home.glob(f"{file.ASIDE}*")) == []


def test_other_window_lets_go_of_a_cache_that_was_put_aside(home: Path, vault: Kept) -> None:
    open_window = opened(home, vault)
    (home / file.DAMAGED).touch()
    mended = opened(home, vault)
    with pytest.raises(DeskShutError):
        open_window.edit_profile({"hobbies": {"en": "into nowhere"}})
    open_window.shut()
    assert len(mended.cache.list("profile")) == 1
    mended.shut()


def test_write_that_was_under_way_while_the_cache_was_put_aside_is_rescued_too(home: Path, vault: Kept) -> None:
    window, begun, go_on = opened(home, vault), threading.Event(), threading.Event()

    def slow(connection: Any) -> None:
        local.put(connection, "saved", "job", "yes")
        begun.set()
        go_on.wait(30)

    writing = threading.Thread(target=lambda: window.cache.change(slow))
    writing.start()
    assert begun.wait(30)
    (home / file.DAMAGED).touch()
    mending_ = threading.Thread(target=lambda: opened(home, vault))
    mending_.start()
    while not list(home.glob(f"{file.ASIDE}*/{file.DATABASE}")):
        mending_.join(0.01)
    go_on.set()
    writing.join(30)
    mending_.join(30)
    with pytest.raises(DeskShutError):
        window.cache.set_local("saved", "other", "yes")
    assert OPEN[-1].cache.local("saved", "job") == "yes"


@pytest.fixture
def at_work(home: Path, vault: Kept) -> Iterator[Callable[..., Path]]:
    """Put a company's cache aside so many days ago, whose group may be unknown since."""

    def make(days: int, group: str) -> Path:
        desk = opened(home, vault)
        desk.cache.set_note(group=group, role="recruiter", last_sync=ambient.timestamp())
        desk.shut()
        return file.put_aside(home, f"{file.ASIDE}{ambient.timestamp(days=-days).replace(':', '')}-abcd1234")

    return make  # type: ignore[return-value]  # nothing is to be done after


@pytest.mark.parametrize(("days", "group", "stays"), [(13, "company", True), (15, "company", False), (15, "", False)])
def test_what_was_put_aside_obeys_the_lease(
    home: Path, vault: Kept, at_work: Callable[[int, str], Path], days: int, group: str, *, stays: bool
) -> None:
    aside = at_work(days, "company")
    desk = Desk(*_parts(home, vault))
    desk.cache.set_note(group=group)
    lease.tick(desk.cache.file)
    desk.shut()
    assert aside.exists() is stays


def _parts(home: Path, vault: Kept) -> Any:
    from izanau_desktop.accounts import Accounts

    known = Accounts(home.parent)
    return known, next(one for one in known.every() if one.folder == home.name), vault


def test_what_is_told_says_what_why_and_what_now() -> None:
    for code in ("cache_rescued", "cache_rescued_older", "cache_rescued_partly"):
        words = PROBLEMS[code]
        assert "{count}" in words.en
        assert "{count}" in words.ja
        assert words.cure_en
        assert words.cure_ja
