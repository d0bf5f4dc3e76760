"""Every file that the site reads, of another type, huge or cut off: an operator is told in words, nothing is published."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from izanau_site.cli import main
from izanau_site.policy.folder import first_folder
from tests.bad_files import HUGE, NO_JSON

NO_TOML = {name: content for name, content in NO_JSON.items() if content.strip()}
"""Bytes that are no TOML either; nothing at all is a file without settings."""
SETTINGS = {
    **NO_TOML,
    "huge": b"#" * HUGE + b"\nport = 'x'",
    "a text for a number": b"port = 'many'",
    "a number for a text": b"operator = 7",
    "no setting of ours": b"colour = 'red'",
    "a table": b"[port]\nx = 1",
    "a day": b"port = 1979-05-27",
    "no port": b"port = 70000",
    "huge number": b"port = 99999999999999999999999",
    "no threads": b"threads = -5",
    "no time": b"work_seconds = nan",
    "no limit": b"limit_all = 'often'",
    "a strange limit": b"limit_all = '0/never'",
    "no database": b"database = 'nonsense'",
    "no mail server": b"smtp = 'ftp://mail.example'",
    "cut off": b"operator = 'The oper",
}
MANIFESTS = {
    **NO_JSON,
    "huge": b"#" * HUGE,
    "other types": b'purposes = 7\nitems = "x"',
    "purpose of nobody": b'purposes = ["gossip"]\nitems = []',
    "kind of nothing": b'purposes = []\n[[items]]\nname = "x"\npaths = ["nope.x"]',
    "field of nothing": b'purposes = []\n[[items]]\nname = "x"\npaths = ["profile.nope"]',
    "cut off": b'purposes = ["stat',
}
TEXTS = {
    "empty": b"",
    "blank": b" \r\n\t ",
    "huge": b"x" * HUGE,
    "NUL": b"a\x00b",
    "controls": b"\x1b[31mred",
    "UTF-16": "Policy".encode("utf-16"),
    "no UTF-8": b"\xff\xfe",
    "a picture": NO_JSON["a picture"],
}
"""Bytes that are no text of a policy."""


class Said(NamedTuple):
    """What the command gave back."""

    exit: int
    words: str
    bug: bool


def run(data: Path, *words: str, stdin: bytes = b"") -> Said:
    """`izanau-site …` in this process, on a data folder of its own."""
    done = CliRunner().invoke(main, words, input=stdin, env={"IZANAU_SITE_DATA_DIR": str(data)})
    bug = done.exception is not None and not isinstance(done.exception, SystemExit)
    return Said(done.exit_code, done.stderr, bug or "Traceback" in done.output)


def told(said: Said, *exits: int) -> bool:
    """Whether the work failed in words."""
    return said.exit in (exits or (1,)) and bool(said.words.strip()) and not said.bug


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """The data folder of a new site."""
    assert run(tmp_path / "data", "verify").exit == 0
    return tmp_path / "data"


def test_settings_that_are_none_are_told(data: Path, tmp_path: Path) -> None:
    wrong = []
    for name, content in SETTINGS.items():
        (tmp_path / "site.toml").write_bytes(content)
        said = run(data, "--settings", str(tmp_path / "site.toml"), "check")
        wrong += [] if told(said) else [(name, said)]
    assert wrong == []


def policy(folder: Path) -> Path:
    """A whole version of a policy."""
    folder.mkdir(exist_ok=True)
    for one in first_folder().iterdir():
        if one.is_file():
            (folder / one.name).write_bytes(one.read_bytes())
    return folder


def publish(data: Path, folder: Path) -> Said:
    return run(data, "policy", "publish", str(folder), "--version", "2030-01-01", "--effective", "2030-01-01")


@pytest.mark.parametrize("part", ["en.md", "ja.md", "changes.en.md", "changes.ja.md", "manifest.toml"])
def test_policy_that_is_none_is_never_published(data: Path, tmp_path: Path, part: str) -> None:
    wrong = []
    for name, content in (MANIFESTS if part == "manifest.toml" else TEXTS).items():
        (policy(tmp_path / "policy") / part).write_bytes(content)
        said = publish(data, tmp_path / "policy")
        wrong += [] if told(said) else [(name, said)]
    (policy(tmp_path / "policy") / part).unlink()
    assert told(publish(data, tmp_path / "policy"))
    (tmp_path / "policy" / part).mkdir()
    assert told(publish(data, tmp_path / "policy"))
    assert wrong == []
    (tmp_path / "policy" / part).rmdir()
    assert publish(data, policy(tmp_path / "policy")).exit == 0  # the version was free until now


def test_password_that_is_none_makes_no_account(data: Path) -> None:
    add = ("staff", "add", "sam@example.com", "--name", "Sam Staff", "--password-stdin")
    for typed in (b"", b"\n", b"\xff\xfe", b"vermilion\x00otter-39", b"\xed\xa0\x80vermilion", b"x" * HUGE, b"short"):
        assert told(run(data, *add, stdin=typed), 5), typed[:9]
    assert run(data, *add, stdin=b"\xef\xbb\xbfvermilion-otter-39\r\n").exit == 0


@pytest.mark.parametrize("where", ["site.db", "ledger/ledger.db"])
def test_database_that_is_none_is_told_and_left_as_it_is(data: Path, where: str) -> None:
    whole = (data / where).read_bytes()
    cut = {"cut in half": whole[: len(whole) // 2], "turned round": whole[::-1]}
    broken = {name: content for name, content in NO_JSON.items() if len(content) > 1}  # SQLite begins anew in less
    for name, content in {**broken, "huge": b"x" * HUGE, **cut}.items():
        for end in ("-wal", "-shm"):
            (data / f"{where}{end}").unlink(missing_ok=True)
        (data / where).write_bytes(content)
        for command in ("check", "verify"):
            said = run(data, command)
            assert told(said), (name, command, said)
        assert (data / where).read_bytes() == content, name
    (data / where).unlink()
    (data / where).mkdir()
    assert told(run(data, "check"))
