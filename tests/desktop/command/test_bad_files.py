"""Every file and every standard input that a command takes: what is none is refused in words, and nothing is changed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from izanau_desktop.accounts import Accounts
from izanau_desktop.cache import file
from izanau_desktop.cache.file import CacheFile
from izanau_desktop.cli import program
from izanau_desktop.command.given import FILE, MOST, TEXT
from izanau_desktop.command.template import template
from izanau_desktop.desk import Desk
from izanau_desktop.vault import Vault
from izanau_protocol import ambient
from izanau_protocol.problems import PROBLEMS
from tests.bad_files import HUGE, NO_JSON
from tests.desktop.command.conftest import MemoryKeychain, Run, Said
from tests.pictures import png
from tests.protocol.bad_values import WRITTEN

UNUSABLE = "file_unusable"
BUG = "Something went wrong in this program"
RESUME = {"basics": {"name": "Anna"}, "work": [{"name": "Kumo", "position": "Tester", "startDate": "2019-04"}]}

READERS = {
    ("profile", "set", "--file"): WRITTEN,
    ("profile", "import"): RESUME,
    ("job", "create"): template(),
    ("template", "create"): {"use": "other", "name": "Hello", "text": {"en": "Dear {name}"}},
}
"""Every command that reads a file, with what would be right."""

WRITERS = {("profile", "export", "--output"), ("privacy", "consent", "--output")}

PICTURES = {("company", "logo")}

CHANGES = {("template", "change")}
"""Those that read by the reader of `create` what is to change of a document that is there."""

TEXTS = [
    ("profile", "set", "hobbies", "-"),
    ("profile", "add", "skills", "-"),
    ("profile", "set", "papers.phone", "-"),
    ("profile", "remove", "citizenship", "-"),
    ("contact", "-"),
    ("conflict", "resolve", "x", "--value", "-"),
    ("apply", "x", "--message", "-"),
    ("message", "send", "x", "-"),
    ("applicant", "note", "x", "-"),
    ("applicant", "stage", "x", "new", "--text", "-"),
    ("applicant", "stage", "x", "rejected", "--message", "-"),
    ("task", "add", "-"),
    ("applicant", "reject", "x", "--reason", "skills", "--text", "-"),
    ("applicant", "reject", "x", "--reason", "skills", "--message", "-"),
    ("reason", "add", "--en", "-"),
    ("reason", "add", "--ja", "-"),
    ("reason", "change", "skills", "--en", "-"),
    ("reason", "change", "skills", "--ja", "-"),
    ("record", "erase", "x", "--reason", "-", "--ticket", "1"),
    ("record", "show", "profile", "x", "--reason", "-"),
    ("record", "set", "profile", "x", "birthday", "-", "--reason", "x"),
    ("ticket", "answer", "x", "-"),
    ("ticket", "owner", "x", "rin@mail.example", "--reason", "-"),
    ("privacy", "criteria", "set", "words", "-"),
]
"""Every command that reads a text, from standard input."""


def taking(
    kind: click.ParamType[str], command: click.Command = program, above: tuple[str, ...] = ()
) -> Iterator[tuple[str, ...]]:
    """The commands with a parameter of this type, walked from the root."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from taking(kind, inner, (*above, name))
    for one in command.params:
        if one.type is kind:
            yield (*above, *(one.opts[-1:] if isinstance(one, click.Option) else ()))


def refused(said: Said, *codes: str) -> str:
    """What is wrong with how a command refused; empty where nothing is."""
    told = said.json if isinstance(said.json, dict) else {}
    fine = said.exit in (1, 2, 4, 5) and said.err.strip() and BUG not in said.err and "Traceback" not in said.err
    if said.exit == 5:
        fine = bool(fine and told.get("detail") and (not codes or told["code"] in codes))
    return "" if fine else f"exit {said.exit}: {said.out[:80]!r} {said.err[:160]!r}"


@pytest.fixture
def company(tmp_path: Path, keychain: MemoryKeychain) -> None:
    """The command belongs to the owner of a company."""
    known = Accounts(tmp_path / "data")
    desk = Desk(known, known.add("hr@alpha.example", "http://site.example"), Vault())
    desk.cache.set_note(account=ambient.new_id(), group="company", role="owner", company=ambient.new_id())
    desk.shut()


def everything(run: Run) -> object:
    """All that a bad file could have changed."""
    if run("status").json.get("role") == "owner":
        return run("job", "list").json["total"]
    return run("profile", "show").json


def test_every_command_with_a_file_or_text_is_tried() -> None:
    assert set(taking(FILE)) == set(READERS) | WRITERS | PICTURES | CHANGES
    missing = [
        named
        for named in taking(TEXT)
        if not any(all(word in words for word in named) and words[0] == named[0] for words in TEXTS)
    ]
    assert missing == []


def judged(run: Run, words: tuple[str, ...], folder: Path) -> list[str]:
    """What is wrong with how a command takes bad files."""
    right = json.dumps(READERS[words]).encode()
    contents = {
        **NO_JSON,
        "cut off": right[:-1],
        "cut in half": right[: len(right) // 2],
        "huge": b'{"hobbies": "' + b"x" * HUGE + b'"}',
    }
    before, wrong = everything(run), []
    for name, content in contents.items():
        (folder / "given").write_bytes(content)
        code = "too_large" if name == "huge" else "not_json"
        for said in (run(*words, str(folder / "given")), run(*words, "-", stdin=content)):
            told = refused(said, code)
            wrong += [f"{name}: {told}"] if told else []
    for name, path in {
        "a folder": folder,
        "nothing": folder / "missing",
        "below a file": folder / "given" / "x",
    }.items():
        said = run(*words, str(path))
        told = refused(said)
        wrong += [f"{name}: {told}"] if told else []
        if (said.exit, said.json and said.json["code"], said.json and str(path) in said.json["detail"]) != (
            1,
            UNUSABLE,
            True,
        ):
            wrong.append(f"{name}: {said.out[:80]!r}")
    assert everything(run) == before
    return wrong


@pytest.mark.parametrize("words", [words for words in READERS if words[0] == "profile"])
def test_file_that_is_none_changes_no_profile(run: Run, words: tuple[str, ...], tmp_path: Path) -> None:
    assert judged(run, words, tmp_path) == []


def test_file_that_cannot_be_written_is_a_problem_with_a_code(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path in (tmp_path, tmp_path / "missing" / "x", tmp_path / "file" / "x"):
        said = run("profile", "export", "-o", str(path))
        assert (said.exit, said.json["code"], said.json["field"]) == (1, UNUSABLE, "")
        assert str(path) in said.err
        assert "{" not in said.err


@pytest.mark.usefixtures("company")
def test_file_that_is_none_makes_no_job(run: Run, tmp_path: Path) -> None:
    assert judged(run, ("job", "create"), tmp_path) == []


@pytest.mark.usefixtures("company")
def test_file_that_is_none_makes_no_logo(run: Run, tmp_path: Path) -> None:
    given = tmp_path / "given"
    for content in (b"", b"no picture", png()[:-9], b"<svg/>"):
        given.write_bytes(content)
        for said in (run("company", "logo", str(given)), run("company", "logo", "-", stdin=content)):
            assert refused(said, "not_a_picture") == "", content
    for path in (tmp_path, tmp_path / "missing"):
        said = run("company", "logo", str(path))
        assert (said.exit, said.json["code"]) == (1, UNUSABLE)
    assert run("outbox", "list").json["total"] == 0


@pytest.mark.parametrize("words", TEXTS)
def test_text_that_is_none_or_huge_is_refused(run: Run, words: tuple[str, ...]) -> None:
    before = everything(run)
    for content in (b"x" * (MOST + 1), b"\xff\xfe\x00", b"a\x00b", bytes(range(256)), b"\xed\xa0\x80"):
        assert refused(run(*words, stdin=content)) == "", content[:9]
    assert everything(run) == before


def test_preferences_that_are_none_hold_no_command_up(run: Run, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    strange = {
        "a strange language": b"[look]\nlanguage=%(x)s\xe3\x81\n",
        "twice": b"[look]\nlanguage=ja\nlanguage=en\n",
    }
    for name, content in {**NO_JSON, **strange, "huge": b"[look]\n" + b"x" * HUGE}.items():
        (tmp_path / "data" / "preferences.ini").write_bytes(content)
        said = run("status")
        assert (said.exit, said.json["account"]) == (0, ""), (name, said)


def test_command_says_once_what_was_damaged_and_saved(run: Run, tmp_path: Path) -> None:
    assert run("profile", "set", "name.full", "Anna").exit == 0
    (own,) = (path for path in (tmp_path / "data").iterdir() if (path / file.DATABASE).exists())
    (own / file.DAMAGED).touch()
    said, again = run("profile", "show"), run("profile", "show")
    assert said.exit == again.exit == 0
    assert said.json == again.json
    assert said.json["name"] == {"full": "Anna"}
    words = PROBLEMS["cache_rescued"]
    assert words.en.format(count=0) in said.err
    assert words.cure_en in said.err
    assert again.err == ""


def test_full_disk_and_no_memory_end_in_words(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run("profile", "set", "name.full", "Anna").exit == 0
    for fault, code in ((OSError(28, "No space left on device"), "disk_full"), (MemoryError(), "memory_full")):

        def fail(*_: object, fault: BaseException = fault) -> None:
            raise fault

        monkeypatch.setattr(CacheFile, "_count", staticmethod(fail))
        said = run("profile", "set", "name.full", "Bea")
        assert (said.exit, said.json["code"]) == (1, code)
        assert BUG not in said.err
    monkeypatch.undo()
    assert run("profile", "show").json["name"] == {"full": "Anna"}
