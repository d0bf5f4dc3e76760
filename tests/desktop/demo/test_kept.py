"""What the demo keeps from one run to the next, and what it begins anew."""

from __future__ import annotations

from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring

from izanau_desktop.demo import site, stamp
from izanau_desktop.vault import Vault


class Memory(KeyringBackend):
    """A keychain in memory."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]  # keyring leaves it open
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def keychain(monkeypatch: pytest.MonkeyPatch) -> Memory:
    """The keychain that every vault of this test finds."""
    found = Memory()
    _use(found, monkeypatch)
    return found


def _use(backend: KeyringBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "given by the test")
    monkeypatch.setattr(keyring, "get_keyring", lambda: backend)


def kept_by_window(folder: Path, owner: str = "0123456789abcdef") -> Path:
    """What a window leaves: an account's folder, here without a list that could be read."""
    window = folder / "window-seeker"
    (window / owner).mkdir(parents=True)
    (window / "accounts.json").write_text("{}", encoding="utf-8")
    return window


def test_reset_takes_the_entries_in_the_keychain_along(keychain: Memory, tmp_path: Path) -> None:
    window = kept_by_window(tmp_path / "demo")
    Vault(site.SERVICE).put("0123456789abcdef", "key", "secret")
    Vault("izanau").put("0123456789abcdef", "key", "of the real program")
    site.reset(tmp_path / "demo")
    assert list(keychain.kept) == [("izanau", "0123456789abcdef/key")]
    assert not window.exists()


def test_reset_works_where_there_is_no_keychain(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _use(NoKeyring(), monkeypatch)  # type: ignore[no-untyped-call]  # keyring leaves it open
    window = kept_by_window(tmp_path / "demo")
    site.reset(tmp_path / "demo")
    assert not window.exists()


def test_a_new_folder_is_of_no_other_version(tmp_path: Path) -> None:
    assert not stamp.is_foreign(tmp_path / "demo")


def test_data_without_the_mark_of_this_version_are_foreign(tmp_path: Path) -> None:
    kept_by_window(tmp_path)
    assert stamp.is_foreign(tmp_path)
    stamp.mark(tmp_path)
    assert not stamp.is_foreign(tmp_path)
    (tmp_path / stamp.FILE).write_text("0" * 64, encoding="ascii")
    assert stamp.is_foreign(tmp_path)


@pytest.mark.parametrize(
    "changed", ["izanau_site/store/schema.py", "izanau_protocol/wire/__init__.py", "izanau_site/demo/names.tsv"]
)
def test_tables_protocol_and_seed_make_another_stamp(changed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = stamp.stamp()
    read = Path.read_bytes
    monkeypatch.setattr(
        Path, "read_bytes", lambda file: read(file) + (b"\n" if file.as_posix().endswith(changed) else b"")
    )
    assert stamp.stamp() != before


@pytest.mark.slow
def test_the_next_demo_goes_on_unless_another_version_made_it(keychain: Memory, tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    first = site.start(folder, applicants=5)
    first.stop()
    window = kept_by_window(folder)
    again = site.start(folder, applicants=5)
    again.stop()
    assert (first.replaced, again.replaced, again.url) == (False, False, first.url)
    assert window.exists()
    (folder / stamp.FILE).write_text("another version", encoding="ascii")
    (folder / "site" / "izanau.db").write_bytes(b"tables that nobody can read")
    anew = site.start(folder, applicants=5)
    anew.stop()
    assert anew.replaced
    assert not window.exists()
    assert first.process.poll() is not None
