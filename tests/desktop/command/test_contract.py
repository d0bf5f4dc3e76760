"""What holds for every command: options on either side, exit codes, streams, encodings, interruption, no Qt."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import keyring
import keyring.backends.fail
import pytest

import izanau_protocol
from izanau_desktop.cli import NOUNS, program
from izanau_desktop.command import display
from izanau_desktop.command.telling import Teller
from izanau_protocol.fields import Words
from tests.desktop.command.conftest import MemoryKeychain, Run
from tests.journeys.command import executable

CONTRACT = {
    "profile": "show set unset add remove move confirm register unregister import export",
    "policy": "show diff agree",
    "job": "list show template create publish remove close",
    "company": "list show logo",
    "team": "list invite withdraw role end",
    "application": "list show withdraw",
    "message": "list send",
    "applicant": "list show stage reject note take give label unblind export exports deleted",
    "view": "list show save share rename delete",
    "template": "list show create change delete",
    "task": "list show add done reopen snooze delete",
    "reason": "list add change retire restore move",
    "record": "find show erasures set erase",
    "ticket": "list show answer owner close",
    "conflict": "list show resolve",
    "outbox": "list retry drop",
    "sync": "log pause resume unmetered",
    "privacy": "show seen disclosure removal retention held consent purpose criteria device pause resume",
    "account": "email export erase keep name password reset",
}


@pytest.fixture
def env(tmp_path: Path) -> dict[str, str]:
    """An environment with a data folder of its own and no keychain."""
    return {**os.environ, "IZANAU_DATA_DIR": str(tmp_path / "data"), "LC_ALL": "C.UTF-8"}


def izanau(env: dict[str, str], *words: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """The real program, run to its end."""
    return subprocess.run([executable("izanau"), *words], env=env, input=stdin, capture_output=True, check=False)


@pytest.mark.parametrize("noun", CONTRACT)
def test_noun_has_the_verbs_of_the_contract(run: Run, noun: str) -> None:
    said = run(noun, "--help", as_json=False)
    listed = {line.split()[0] for line in said.out.split("Commands:")[1].splitlines() if line.strip()}
    assert listed == set(CONTRACT[noun].split())


@pytest.mark.parametrize("noun", [noun for noun in NOUNS if noun not in CONTRACT])
def test_other_commands_tell_what_they_take(run: Run, noun: str) -> None:
    assert run(noun, "-h", as_json=False).exit == 0


def test_options_stand_on_either_side(env: dict[str, str]) -> None:
    before, after = izanau(env, "--json", "status"), izanau(env, "status", "--json")
    assert before.returncode == after.returncode == 0
    assert json.loads(before.stdout) == json.loads(after.stdout)


def test_status_imports_no_qt_and_no_network(env: dict[str, str]) -> None:
    code = (
        "import sys\nfrom izanau_desktop.cli import program\n"
        "try: program.main(['status', '--json'])\nexcept SystemExit as end: assert not end.code\n"
        "print([name for name in sys.modules if name.split('.')[0] in ('PySide6', 'shiboken6', 'requests')])"
    )
    done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.rstrip().endswith("[]")


def test_status_without_account_opens_nothing(env: dict[str, str], tmp_path: Path) -> None:
    told = json.loads(izanau(env, "status", "--json").stdout)
    assert (told["account"], told["waiting"], told["documents"]) == ("", 0, {})
    assert not (tmp_path / "data").exists()


def test_no_two_parameters_of_a_command_have_one_name() -> None:
    commands = [*every_command(program)]
    for name, command in commands:
        root = click.Context(program, **program.context_settings)
        names = [one.name for one in command.get_params(click.Context(command, parent=root))]
        assert len(names) == len(set(names)), name
    assert len(commands) > 50


def every_command(command: click.Command, above: str = "") -> Iterator[tuple[str, click.Command]]:
    """All commands below one, with their names."""
    yield above, command
    if isinstance(command, click.Group):
        for name in command.list_commands(click.Context(command)):
            below = command.get_command(click.Context(command), name)
            assert below is not None
            yield from every_command(below, f"{above} {name}")


def test_status_tells_the_same_keys_without_a_keychain(run: Run, env: dict[str, str]) -> None:
    nobody = run("status").json
    run("profile", "set", "hobbies", "Go")
    assert set(run("status").json) == set(nobody)
    keyring.set_keyring(keyring.backends.fail.Keyring())  # type: ignore[no-untyped-call]  # keyring's own
    said = run("status")
    assert (said.exit, set(said.json), said.json["problem"]) == (0, set(nobody), "no_keychain")
    assert "keychain" in said.err


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
@pytest.mark.parametrize("name", ["", ":6553", "unix:6553.0"])
def test_window_without_a_display_is_refused_in_words(env: dict[str, str], name: str) -> None:
    bare = {name: value for name, value in env.items() if name not in ("WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "DISPLAY")}
    done = izanau({**bare, "DISPLAY": name})
    assert (done.returncode, done.stdout) == (1, b"")
    assert b"display" in done.stderr
    assert "ディスプレイ" in izanau({**bare, "LC_ALL": "ja_JP.UTF-8"}).stderr.decode()


def test_display_that_answers_is_one(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as compositor:
        compositor.bind(str(tmp_path / "wayland-7"))
        compositor.listen()
        there = {"XDG_RUNTIME_DIR": str(tmp_path), "WAYLAND_DISPLAY": "wayland-7"}
        assert display.is_there(there)
    (tmp_path / "wayland-7").unlink()
    assert not display.is_there(there)
    assert display.is_there({"DISPLAY": "elsewhere:0"})
    assert display.is_there({"QT_QPA_PLATFORM": "offscreen"})
    assert not display.is_there({"QT_QPA_PLATFORM": "xcb", "WAYLAND_DISPLAY": "elsewhere"})


def test_version_is_told_from_anywhere(env: dict[str, str]) -> None:
    for words in (["--version"], ["status", "--version"]):
        assert izanau(env, *words).stdout.decode().strip() == f"izanau {izanau_protocol.__version__}"


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["sync"], 4),
        (["sync", "--full", "log"], 2),
        (["application", "list"], 4),
        (["signout"], 4),
        (["--account", "nobody@x.example", "profile", "show"], 4),
        (["profile", "set", "name.full", "X"], 7),
        (["nonsense"], 2),
        (["job", "list"], 2),
        (["job", "nonsense"], 2),
        (["profile", "set", "name.full"], 2),
        (["signin", "--site", "http://127.0.0.1:9"], 2),
        (["signin", "--site", "http://127.0.0.1:9", "--email", "a@b.example"], 2),
        (["job", "list", "--site", "http://127.0.0.1:9"], 1),
        (["record"], 2),
        (["completion", "tcsh"], 2),
    ],
)
def test_exit_code_tells_what_happened(env: dict[str, str], words: list[str], code: int) -> None:
    done = izanau(env, *words)
    assert (done.returncode, done.stdout) == (code, b"")
    assert done.stderr.strip()
    assert b"Traceback" not in done.stderr


def test_problem_is_rfc9457_in_language_of_interface(env: dict[str, str]) -> None:
    done = izanau({**env, "LC_ALL": "ja_JP.UTF-8"}, "sync", "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, told["code"], told["status"], told["field"]) == (4, "not_signed_in", 401, "")
    assert "サインイン" in told["detail"] or "ログイン" in told["detail"]


def test_table_survives_a_terminal_of_ascii(run: Run, env: dict[str, str]) -> None:
    code = "from izanau_desktop.command.telling import Teller\n"
    code += "Teller('en', as_json=False, quiet=False, colour=False).table({}, ('A', 'B'), [('求人', 'é\\x1b[31m')])"
    done = subprocess.run(
        [sys.executable, "-c", code], env={**env, "PYTHONIOENCODING": "ascii"}, capture_output=True, check=True
    )
    assert done.stdout.splitlines()[1] == b"??  ?\\x1b[31m"


@pytest.mark.parametrize(("terminal", "quiet"), [(True, False), (True, True), (False, False)])
def test_work_under_way_is_told_on_a_terminal_and_beside_the_results(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *, terminal: bool, quiet: bool
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal)
    with Teller("en", as_json=False, quiet=quiet, colour=False).at_work(Words("Syncing …", "同期しています…")):
        pass
    said = capsys.readouterr()
    assert said.out == ""
    assert ("Syncing" in said.err) is (terminal and not quiet)


def test_json_is_utf8_on_every_terminal(env: dict[str, str]) -> None:
    done = izanau({**env, "PYTHONIOENCODING": "ascii"}, "job", "template")
    assert json.loads(done.stdout.decode("utf-8"))["title"]["ja"] == "ゲームローカライズ編集"
    told = izanau({**env, "PYTHONIOENCODING": "ascii", "LC_ALL": "ja_JP.UTF-8"}, "sync", "--json")
    assert json.loads(told.stdout.decode("utf-8"))["code"] == "not_signed_in"


def test_closed_pipe_ends_quietly(env: dict[str, str]) -> None:
    with subprocess.Popen(
        [executable("izanau"), "job", "template"], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
def test_interrupted_command_ends_with_130(env: dict[str, str]) -> None:
    words = ["signin", "--site", "http://127.0.0.1:9", "--email", "a@b.example", "--password-stdin", "--verbose"]
    # Tests that are started in the background pass on an ignored SIGINT, which Python then leaves ignored.
    code = f"""import signal, sys
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.stderr.write('here\\n')
sys.stderr.flush()
from izanau_desktop.cli import program
program.main({words!r})"""
    with subprocess.Popen(
        [sys.executable, "-c", code], env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stderr is not None
        try:
            process.stderr.readline()
            await_reading(process)
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 130
        finally:
            process.kill()
        assert b"Traceback" not in process.stderr.read()


def await_reading(process: subprocess.Popen[bytes]) -> None:
    """Wait until a process sleeps in reading its standard input."""
    from izanau_desktop.tour.waiting import wait_until

    state = Path(f"/proc/{process.pid}/syscall")

    def reads() -> bool:
        return state.read_text(encoding="ascii").startswith("0 0x0 ")

    if not state.exists():
        pytest.skip("this system does not tell what a process waits for")
    wait_until(reads, "the command reading the password")


def test_no_colour_where_none_is_wanted(run: Run, keychain: MemoryKeychain) -> None:
    assert "\x1b" not in run("sync", "--no-color", as_json=False).err


def test_bug_ends_in_words_and_an_id(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def break_down(*_: object) -> None:
        raise RuntimeError("inside")

    monkeypatch.setattr("izanau_desktop.command.session.Session.known_desk", break_down)
    said = run("status")
    assert said.exit == 1
    assert "RuntimeError" in said.err
    assert "Traceback" not in said.err
    assert "Traceback" in run("status", "--verbose").err


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "powershell"])
def test_completion_offers_the_verbs(env: dict[str, str], shell: str) -> None:
    assert b"_IZANAU_COMPLETE" in izanau(env, "completion", shell).stdout
    asked = {"_IZANAU_COMPLETE": f"{shell}_complete", "COMP_CWORD": "2", "COMP_WORDS": "izanau profile un"}
    if shell == "fish":
        asked["COMP_CWORD"] = "un"
    if shell == "powershell":
        asked["COMP_WORDS"] = "izanau\nprofile\nun"
    assert b"unregister" in izanau({**env, **asked}).stdout


def test_self_test_works_with_each_part(run: Run) -> None:
    said = run("--self-test")
    assert {"tables", "processes", "cache", "network", "keychain", "window"} == set(said.json["parts"])
    assert {fault for name, fault in said.json["parts"].items() if name != "window"} == {"ok"}


def test_job_template_is_valid_and_whole(run: Run) -> None:
    from izanau_protocol import ambient, rules

    body = {**json.loads(run("job", "template", as_json=False).out), "company": ambient.new_id(), "state": "published"}
    assert rules.problems("job", body) == ()


def test_window_is_the_only_way_to_qt(monkeypatch: pytest.MonkeyPatch, run: Run, tmp_path: Path) -> None:
    opened: list[object] = []
    app = type(sys)("izanau_desktop.running")

    def open_one(*given: object) -> int:
        opened.append(given)
        return 0

    app.__dict__["run"] = open_one
    monkeypatch.setitem(sys.modules, "izanau_desktop.running", app)
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    assert run("--site", "http://x.example", as_json=False).exit == 0
    assert opened == [(tmp_path / "data", "http://x.example", None)]
