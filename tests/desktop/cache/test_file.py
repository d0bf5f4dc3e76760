"""What the file of a cache promises: encrypted, private, whole after a kill, honest about damage."""

from __future__ import annotations

import contextlib
import functools
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import Any

import pytest
import sqlcipher3.dbapi2 as driver

from izanau_desktop.cache import DRAFT, Cache, CacheTrouble, Edit, file, header, schema
from izanau_desktop.shut import DeskShutError

KEY = bytes(range(32))
CANARY = "Quetzalcoatl-Kanarienvogel"


def write(cache: Cache, text: str = CANARY) -> None:
    cache.edit([Edit("profile", "p", DRAFT, {"name": {"full": text}})])


def bytes_of(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_nothing_readable_lies_on_the_disk(cache: Cache, folder: Path) -> None:
    write(cache)
    data = bytes_of(folder)
    assert len(data) > 10_000
    assert CANARY.encode() not in data
    assert CANARY.lower().encode() not in data
    assert b"SQLite format 3" not in data


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has access lists of its own")
def test_only_the_owner_can_enter_folder_and_files(cache: Cache, folder: Path) -> None:
    write(cache)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows frees a lock with its own handle only")
@pytest.mark.parametrize("again", [False, True])
def test_other_processes_see_that_an_opened_file_is_in_use(tmp_path: Path, *, again: bool) -> None:
    """Else the last of them takes the log away at its end, with what is written to it after that (sqlite.org/howtocorrupt)."""
    folder = tmp_path / "cache"
    if again:
        Cache(folder, KEY).close()
    with contextlib.closing(Cache(folder, KEY)) as opened:
        write(opened)
        shared = (0x40000000 + 2, 510)  # the bytes that each user of a database holds
        code = f"import fcntl; fcntl.lockf(open({str(folder / file.DATABASE)!r}, 'r+b'), fcntl.LOCK_EX | fcntl.LOCK_NB, {shared[1]}, {shared[0]})"
        assert (
            b"BlockingIOError" in subprocess.run([sys.executable, "-c", code], capture_output=True, check=False).stderr
        )


def test_wrong_key_and_broken_file_are_told_apart(cache: Cache, folder: Path) -> None:
    write(cache)
    cache.close()
    with pytest.raises(CacheTrouble) as wrong:
        Cache(folder, bytes(32))
    assert wrong.value.problems[0].code == "keychain_changed"
    (folder / file.DATABASE).write_bytes(os.urandom(8192))
    with pytest.raises(CacheTrouble) as broken:
        Cache(folder, KEY)
    assert broken.value.problems[0].code == "cache_damaged"


def test_lost_commits_are_damage_and_said(cache: Cache, folder: Path) -> None:
    write(cache)
    cache.file.tidy()
    shutil.copy(folder / file.DATABASE, folder / "older")
    write(cache, "later")
    cache.close()
    (folder / "older").replace(folder / file.DATABASE)
    with pytest.raises(CacheTrouble) as caught:
        Cache(folder, KEY)
    assert caught.value.problems[0].code == "cache_damaged"


def test_broken_cache_is_put_aside_whole(cache: Cache, folder: Path) -> None:
    write(cache)
    cache.close()
    aside = file.put_aside(folder)
    fresh = Cache(folder, bytes(32))
    assert fresh.list("profile") == ()
    fresh.close()
    old = Cache(aside, KEY)
    assert len(old.list("profile")) == 1
    old.close()


def test_killed_process_keeps_its_edits(folder: Path) -> None:
    program = f"""
import sys
import threading
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from izanau_desktop.cache import DRAFT, Cache, Edit
cache = Cache(Path({str(folder)!r}), bytes(range(32)))
for number in range(1000):
    cache.edit([Edit("profile", "p", DRAFT, {{"name": {{"full": f"n{{number}}"}}}})])
    sys.stdout.write(f"{{number}}\\n")
    sys.stdout.flush()
"""
    with subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(20)][-1]
        process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        told = (process.stdout.read().splitlines(keepends=True) or [told])[-1]
    cache = Cache(folder, KEY)
    found = cache.get("profile", "p")
    assert found is not None
    name = found.body["name"]
    assert isinstance(name, dict)
    assert int(name["full"][1:]) >= int(told.strip() or 19)
    assert cache.steps("profile:p")[0] >= 20
    cache.close()


def test_two_processes_write_one_cache(cache: Cache, folder: Path) -> None:
    beside = Cache(folder, KEY)
    before = cache.data_version()
    write(beside)
    assert cache.data_version() > before
    found = cache.get("profile", "p")
    assert found is not None
    assert found.body == {"name": {"full": CANARY}}
    beside.close()


def test_windows_and_commands_write_one_cache_at_once(cache: Cache, folder: Path) -> None:
    program = f"""
import sys
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from izanau_desktop.cache import Cache, Edit
cache = Cache(Path({str(folder)!r}), bytes(range(32)))
for number in range(20):
    cache.edit([Edit("profile", f"{{sys.argv[1]}}-{{number}}", "account:acc", {{"residence": "JP"}})])
cache.close()
"""
    write(cache)
    beside = [subprocess.Popen([sys.executable, "-c", program, name]) for name in ("window", "command")]
    for number in range(20):
        cache.edit([Edit("profile", f"here-{number}", "account:acc", {"residence": "JP"})])
    assert [one.wait(60) for one in beside] == [0, 0]
    with cache.file.read() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM outbox").scalar() == 60
    assert cache.data_version() == 62  # what the fixture and this test wrote besides
    assert header.read_commits(folder / file.COMMITS) <= 62


def test_busy_cache_is_told_and_goes_on_once_it_is_free(
    cache: Cache, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file, "BUSY_SECONDS", 0.1)
    impatient = Cache(folder, KEY)
    with contextlib.closing(driver.connect(folder / file.DATABASE, isolation_level=None)) as other:
        other.execute(f"PRAGMA key = \"x'{KEY.hex()}'\"")
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CacheTrouble) as caught:
            write(impatient)
        assert caught.value.problems[0].code == "cache_busy"
        other.execute("ROLLBACK")
    write(impatient)
    impatient.close()
    assert len(cache.list("profile")) == 1


def test_edits_get_their_turn_between_pages_that_follow_at_once(cache: Cache) -> None:
    pages, waited, ended = [0], list[int](), threading.Event()

    def pull() -> None:
        while not ended.is_set() and pages[0] < 40:
            with cache.file.write():
                pages[0] += 1
                ended.wait(0.25)
            ended.wait(0.002)  # as long as the next page takes to be looked at

    engine = threading.Thread(target=pull)
    engine.start()
    for _ in range(5):
        before = pages[0]
        write(cache)
        waited.append(pages[0] - before)
    ended.set()
    engine.join()
    assert max(waited) <= 2


def test_session_without_keychain_writes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    cache = Cache(None)
    write(cache)
    assert len(cache.list("profile")) == 1
    cache.close()
    assert list(tmp_path.iterdir()) == []


def test_every_column_says_whether_it_is_personal() -> None:
    columns = [column for table in schema.metadata.tables.values() for column in table.columns]
    assert [f"{column.table.name}.{column.name}" for column in columns if "personal" not in column.info] == []
    assert len(columns) > 50


def test_closed_or_wiped_cache_answers_nothing(cache: Cache, tmp_path: Path) -> None:
    wiped = Cache(tmp_path / "wiped", KEY)
    shutil.rmtree(tmp_path / "wiped")
    cache.close()
    for gone in (cache, wiped):
        for asked in (gone.drafts, gone.get):
            with pytest.raises(DeskShutError):
                asked("profile", "p")
        with pytest.raises(DeskShutError):
            write(gone)
        gone.close()
    assert not (tmp_path / "wiped").exists()


def test_closing_waits_for_what_is_under_way(cache: Cache) -> None:
    write(cache)
    closing = threading.Thread(target=cache.close)
    with cache.file.read() as connection:
        closing.start()
        while not cache.file._closed:
            closing.join(0.01)
        assert closing.is_alive()
        assert connection.exec_driver_sql("SELECT count(*) FROM document").scalar() == 1
    closing.join()


def test_cache_without_its_key_is_not_opened(folder: Path) -> None:
    with pytest.raises(CacheTrouble) as caught:
        Cache(folder)
    assert caught.value.problems[0].code == "cache_key_missing"
    assert not folder.exists()


def test_header_that_cannot_be_read_is_damage(cache: Cache, folder: Path) -> None:
    cache.close()
    (folder / file.HEADER).write_bytes(b"\x00" * 64)
    with pytest.raises(CacheTrouble) as caught:
        Cache(folder, KEY)
    assert caught.value.problems[0].code == "cache_damaged"


def test_read_that_failed_once_is_no_damage(cache: Cache, folder: Path) -> None:
    write(cache)
    with pytest.raises(CacheTrouble) as caught, cache.file.read():
        raise driver.DatabaseError("database disk image is malformed")  # as SQLCipher says where the disk gave nothing
    assert caught.value.problems[0].code == "disk_failing"
    assert not (folder / file.DAMAGED).exists()
    assert len(cache.list("profile")) == 1


class Careless(driver.Connection):  # type: ignore[misc]  # the driver says nothing of its types
    """A connection that does something else than it is told."""

    told = done = ""

    def execute(self, statement: str, *values: Any) -> Any:
        """As the driver's."""
        return super().execute(self.done if self.told and statement.startswith(self.told) else statement, *values)


@pytest.mark.parametrize(
    ("told", "done"), [("PRAGMA key", "SELECT 1"), ("PRAGMA synchronous =", "PRAGMA synchronous = 1")]
)
def test_driver_that_does_not_encrypt_or_write_through_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch, told: str, done: str
) -> None:
    class Other(Careless):
        pass

    Other.told, Other.done = told, done
    monkeypatch.setattr(driver, "connect", functools.partial(driver.connect, factory=Other))
    with pytest.raises(CacheTrouble):
        Cache(folder, KEY)


def test_cache_that_another_process_makes_in_the_same_moment_is_shared(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begin, made = header.begin, list[Cache]()

    def meanwhile(path: Path, key: bytes) -> None:
        monkeypatch.undo()
        begin(path, key)
        made.append(Cache(folder, KEY))

    monkeypatch.setattr(header, "begin", meanwhile)
    made.append(Cache(folder, KEY))
    write(made[0])
    assert [len(one.list("profile")) for one in made] == [1, 1]
    for one in made:
        one.close()


def test_write_that_waited_while_the_cache_was_put_aside_is_written_nowhere(cache: Cache, folder: Path) -> None:
    waits, told = Cache(folder, KEY), list[type[BaseException]]()
    assert waits.list("profile") == ()  # its connection stays open

    def late() -> None:
        try:
            write(waits)
        except DeskShutError as error:
            told.append(type(error))

    thread = threading.Thread(target=late)
    with cache.file.write():
        thread.start()
        while not waits.file._inside:
            thread.join(0.01)
        aside = file.put_aside(folder)
    thread.join()
    assert told == [DeskShutError]
    assert not (folder / file.DATABASE).exists()
    waits.close()
    with contextlib.closing(Cache(aside, KEY)) as old:
        assert old.list("profile") == ()


def test_nothing_takes_the_place_of_a_cache_that_is_put_aside_while_it_is_opened(
    cache: Cache, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    connect = driver.connect

    def late(*where: Any, **more: Any) -> Any:
        file.put_aside(folder)
        return connect(*where, **more)

    cache.file._dispose()
    monkeypatch.setattr(driver, "connect", late)
    with pytest.raises(DeskShutError):
        write(cache)
    assert not (folder / file.DATABASE).exists()


@pytest.mark.parametrize(("free", "code"), [(0, "disk_full"), (10_000_000, "disk_failing"), (None, "disk_failing")])
def test_write_that_fails_on_a_full_disk_is_told_as_that(
    cache: Cache, monkeypatch: pytest.MonkeyPatch, free: int | None, code: str
) -> None:
    """As SQLite says it where a disk took nothing more."""

    def usage(_folder: Path) -> Any:
        if free is None:
            raise OSError
        return shutil._ntuple_diskusage(10_000_000, 10_000_000 - free, free)

    monkeypatch.setattr(shutil, "disk_usage", usage)
    with pytest.raises(CacheTrouble) as caught, cache.file.read():
        raise driver.OperationalError("disk I/O error")
    assert caught.value.problems[0].code == code


def test_closing_waits_in_memory_for_whose_turn_did_not_come_yet_too() -> None:
    cache, told = Cache(None), list[str]()
    cache.set_note(account="acc")
    waits = threading.Thread(target=lambda: told.append(cache.note("account")))
    closing = threading.Thread(target=cache.close)
    with cache.file.read():
        waits.start()
        while cache.file._inside < 2:
            waits.join(0.01)
        closing.start()
        while not cache.file._closed:
            closing.join(0.01)
    for one in (waits, closing):
        one.join()
    assert told == ["acc"]


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        (PureWindowsPath(r"\\server\share\Anna Lee\cache.db"), "file:////server/share/Anna%20Lee/cache.db?mode=rw"),
        (PureWindowsPath(r"C:\data\cache.db"), "file:///C:/data/cache.db?mode=rw"),
        (PurePosixPath("/home/a?b/cache.db"), "file:///home/a%3Fb/cache.db?mode=rw"),
    ],
)
def test_cache_is_found_in_folders_of_every_kind(path: PurePath, uri: str) -> None:
    assert file.address(path, "rw") == uri
