"""Lists for people: they fit the terminal, and speak its language; wrong command lines are told in it too."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import izanau_desktop.command
from izanau_desktop.cache.indexing import Indexed
from izanau_desktop.command import standing, table, telling, usage
from izanau_desktop.command.telling import Teller, visible
from tests.desktop.command.conftest import Run

ID = "4039d142-c1e6-415a-95f2-ee554fa69611"
HEADS = ("ID", "TITLE", "COMPANY", "PLACE", "STATE", "PUBLISHED")
ROW = (ID, "Senior game localisation editor", "Kawasemi Software", "大阪府", "Published", "2026-11-23")
SOURCE = Path(izanau_desktop.command.__path__[0])


def literals(name: str, at: int) -> Iterator[str]:
    """The words in the calls of a function, that are written out."""
    for file in sorted(SOURCE.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name:
                argument = node.args[at] if len(node.args) > at else None
                for one in ast.walk(argument) if argument is not None else ():
                    if isinstance(one, ast.Constant) and isinstance(one.value, str):
                        yield one.value


@pytest.mark.parametrize("room", [60, 80, 100, 132])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_table_fits_the_terminal_with_every_column_and_whole_ids(room: int, language: str) -> None:
    told = table.lines(HEADS, [ROW, ("x", *(["とても長い職種の名前" * 9] * 5))], language, room)
    assert all(table.width(line) <= room for line in told)
    assert told[1].startswith(ID)
    assert len(told[1].split("  ")) >= len(HEADS) or room == 60
    if room == 132:
        assert told[1].split()[-1] == "2026-11-23"


def test_table_is_cut_nowhere_but_on_a_terminal() -> None:
    long = ("x", *(["とても長い職種の名前" * 9] * 5))
    assert all(cell in table.lines(HEADS, [long], "en", 0)[1] for cell in long)


def test_every_head_is_there_in_japanese() -> None:
    tables = [call for call in _tables() if call]
    assert len(tables) > 8
    assert {head for heads in tables for head in heads} <= set(table.HEADS)
    assert "求人" in table.lines(("ID", "JOB"), [], "ja", 0)[0]


def _tables() -> Iterator[list[str]]:
    for file in sorted(SOURCE.glob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Tuple) and node.elts and all(_is_head(one) for one in node.elts):
                heads = [str(one.value) for one in node.elts if isinstance(one, ast.Constant)]
                yield heads if heads[0] == "ID" else []


def _is_head(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isupper()


def test_times_in_tables_are_those_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        assert table.local("2026-11-23T18:30:00.000Z") == "2026-11-24 03:30"
        assert table.day("2026-11-23T18:30:00.000Z") == "2026-11-24"
        assert (table.day(""), table.local("soon")) == ("", "soon")
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("nonsense", "nonsense' というコマンドはありません"),
        ("job shw", "show"),
        ("job list --nonsense", "--nonsense' というオプションはありません"),
        ("job show", "がありません"),
        ("job list --limit many", "整数ではありません"),
        ("job list --limit 0", "範囲"),
        ("job list a b", "余分な引数"),
        ("job list --after", "値が必要です"),
        ("status --json=yes", "値は付けられません"),
        ("completion tcsh", "選択肢にありません"),
        ("record show", "次から選んでください"),
        ("message send", "APPLICATION_ID と TEXT"),
        ("profile set name.full", "PATH と VALUE"),
        ("signin --site http://127.0.0.1:9", "--email がありません"),
        ("policy agree --version 2026-01-01", "プログラムのバージョン"),
    ],
)
def test_wrong_command_line_is_told_in_japanese(
    run: Run, monkeypatch: pytest.MonkeyPatch, words: str, told: str
) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    said = run(*words.split(), as_json=False)
    assert (said.exit, said.out) == (2, "")
    assert said.err.startswith(("使い方:", "エラー:"))
    assert told in said.err
    assert not [word for word in ("Error:", "Try '", "Invalid", "Missing", "No such") if word in said.err]


def test_every_own_usage_error_is_there_in_japanese() -> None:
    own = {words for words in literals("UsageError", 0) if len(words.split()) > 2}
    assert len(own) > 4
    assert [words for words in own if usage.told(words, "ja") == words] == []


def test_unknown_words_of_a_usage_error_stay_as_they_are() -> None:
    assert usage.told("Something else", "ja") == "Something else"
    assert usage.told("No such command 'x'.", "en") == "No such command 'x'."
    assert isinstance(click.UsageError("x"), click.ClickException)


def test_list_tells_how_to_go_on_in_words_that_a_shell_takes(capsys: pytest.CaptureFixture[str]) -> None:
    teller = Teller("en", as_json=False, quiet=False, colour=False)
    teller.table({"next": f"2026-11-13T13:16:35.000Z|{ID}"}, ("ID",), [(ID,)])
    assert f"--after '2026-11-13T13:16:35.000Z|{ID}'" in capsys.readouterr().err
    teller.table({"next": ""}, ("ID",), [])
    assert capsys.readouterr() == ("ID\n", "Nothing to list.\n")


@pytest.mark.parametrize(
    ("language", "told"),
    [("en", "Nobody is signed in"), ("ja", "サインインしていません")],
)
def test_status_reads_in_words(run: Run, monkeypatch: pytest.MonkeyPatch, language: str, told: str) -> None:
    monkeypatch.setenv("LC_ALL", f"{language}_JP.UTF-8")
    assert told in run("status", as_json=False).out
    run("profile", "set", "hobbies", "Go")
    said = run("status", as_json=False).out
    assert told not in said
    assert ("Documents here: profile 1" if language == "en" else "この端末の文書: プロフィール 1") in said


@pytest.mark.parametrize(
    ("language", "lines", "said"),
    [
        ("en", ["Fetched so far: 34 %", "Searchable so far: 1,200 of 100,000"], "Searched so far: 1,200 of 100,000."),
        ("ja", ["取得済み: 34 %", "検索できる範囲: 100,000件中1,200件"], "100,000件中1,200件"),
    ],
)
def test_how_far_a_first_pull_is_reads_in_words(
    run: Run, capsys: pytest.CaptureFixture[str], language: str, lines: list[str], said: str
) -> None:
    reached = Indexed(1_200, 100_000)
    tree = run("status").json
    assert (tree["fetched"], tree["searchable"]) == (100, None)
    tree |= {"documents": {"job": 1}, "fetched": 34, "searchable": telling.searchable(reached)}
    assert set(lines) <= set(standing.status(tree, language))
    teller = Teller(language, as_json=False, quiet=False, colour=False)
    teller.table(telling.page([], 0, "", reached), (), ())
    assert said in capsys.readouterr().err
    teller.table(telling.page([], 0, ""), (), ())
    assert said not in capsys.readouterr().err


def test_sync_reads_in_one_line() -> None:
    report = {"pushed": 2, "pulled": 5, "gone": 0, "conflicts": 1, "refused": 0}
    assert standing.sync(report, "en") == "sent 2, received 5, conflicts 1"
    assert standing.sync(report, "ja") == "送信 2件、受信 5件、衝突 1件"


def test_spaces_of_other_scripts_are_no_escapes() -> None:
    assert visible("a\u00a0b\u3000c\x1b[m") == "a\u00a0b\u3000c\\x1b[m"
