"""On a terminal a person is asked for what the command line lacks; anywhere else nothing is ever asked."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desktop.command.conftest import Run
from tests.journeys.command import executable


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """There is somebody who can be asked."""
    monkeypatch.setattr("izanau_desktop.command.given.may_ask", lambda: True)


@pytest.mark.usefixtures("at_a_terminal")
def test_missing_values_are_asked_for(run: Run) -> None:
    said = run("profile", "add", stdin='languages\n{"language": "ja"}\n')
    assert said.exit == 0
    assert ("Field" in said.err, "Value" in said.err) == (True, True)
    assert run("profile", "set", "name.full", stdin="Mai Nguyen\n").exit == 0
    assert run("profile", "set", stdin="hobbies\n-5 degrees\n").exit == 0
    found = run("profile", "show").json
    assert (found["name"]["full"], found["hobbies"]) == ("Mai Nguyen", {"en": "-5 degrees"})
    assert [one["language"] for one in found["languages"].values()] == ["ja"]


@pytest.mark.usefixtures("at_a_terminal")
def test_answer_that_looks_like_an_option_is_none(run: Run) -> None:
    assert run("profile", "add", "citizenship", stdin="--json\n").json["code"] == "unknown_code"


@pytest.mark.usefixtures("at_a_terminal")
@pytest.mark.parametrize(
    ("words", "answers", "asked"),
    [
        ("job show", "x\n", ["Id"]),
        ("apply", "x\n", ["Id of the job"]),
        ("message send", "x\nHello\n", ["Id of the application", "Text"]),
        ("message send --company x", "Hello\n", ["Text"]),
        ("applicant stage", "x\ninterview\n", ["Id", "Stage"]),
        ("applicant reject", "x\nother\n", ["Id", "Reason of your company"]),
        ("record show", "profile\nx\nWhy\n", ["Kind of record (profile", "Id", "Reason"]),
        ("ticket answer 5", "Hello\n", ["Text"]),
    ],
)
def test_every_argument_has_its_question(run: Run, words: str, answers: str, asked: list[str]) -> None:
    said = run(*words.split(), "--site", "http://127.0.0.1:9", stdin=answers)
    assert said.exit != 2, said.err
    assert all(f"{one}" in said.err for one in asked)


@pytest.mark.usefixtures("at_a_terminal")
def test_questions_are_asked_in_japanese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")
    assert "求人のID" in run("apply", stdin="x\n").err


@pytest.mark.usefixtures("at_a_terminal")
def test_end_of_the_answers_ends_the_command(run: Run) -> None:
    assert run("apply", stdin="").exit == 130


@pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")
def test_person_at_a_real_terminal_is_asked(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    env = {**os.environ, "IZANAU_DATA_DIR": str(tmp_path), "LC_ALL": "C.UTF-8"}
    try:
        os.write(ours, b"some-job\n")
        done = subprocess.run(
            [executable("izanau"), "apply"], env=env, stdin=theirs, capture_output=True, check=False, timeout=60
        )
    finally:
        os.close(ours)
        os.close(theirs)
    assert (done.returncode, done.stdout) == (4, b"")
    assert b"Id of the job" in done.stderr
