"""The command `izanau-site` as an operator starts it: a process of its own, results on standard output."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import msgspec
import pytest

import izanau_protocol
from izanau_protocol import ambient, wire
from izanau_site.policy.folder import first_folder
from izanau_site.settings import Settings

pytestmark = pytest.mark.slow  # starts programs

PASSWORD = "vermilion-otter-39"


def environment(folder: Path) -> dict[str, str]:
    """The settings of a site in a folder."""
    return {**os.environ, "IZANAU_SITE_DATA_DIR": str(folder)}


def run(folder: Path, *arguments: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    return subprocess.run(
        [sys.executable, "-m", "izanau_site", *arguments],
        env={**environment(folder), **more},
        input=typed,
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )


@contextmanager
def serving(
    folder: Path, *arguments: str, more: Mapping[str, str] | None = None
) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """A served site: its address, and the process."""
    with (folder.parent / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "izanau_site", "serve", "--port", "0", *arguments],
            env={**environment(folder), **(more or {})},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
        assert process.stdout is not None
        try:
            line = process.stdout.readline()
            assert line.startswith("listening on http://127.0.0.1:"), (folder.parent / "log").read_text()
            yield line.removeprefix("listening on ").strip(), process
        finally:
            process.terminate()
            process.wait(30)
            process.stdout.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The data folder of a site that is not there yet."""
    return tmp_path / "data"


@pytest.mark.parametrize("workers", ["1", "2"])
def test_served_site_signs_up_and_mails_a_code(folder: Path, workers: str) -> None:
    body = {"name": "Mai", "email": "mai@example.com", "password": PASSWORD, "policy": "2019-04-10"}
    with serving(folder, "--workers", workers) as (url, _), httpx.Client(base_url=url, timeout=30) as client:
        session = client.post("/v1/signup", json=body).json()
        headers = {"Authorization": f"Bearer {session['access']}"}
        for _ in range(8):  # whichever process answers
            assert client.get("/v1/scopes", headers=headers).status_code == 200
        found: list[Path] = []
        while not found:
            found = sorted((folder / "outbox").glob("*.eml"))
        assert f"{url}/confirm?code=" in found[0].read_text()


def test_stream_says_what_moved_and_ends_with_the_site(folder: Path) -> None:
    body = {"name": "Mai", "email": "mai@example.com", "password": PASSWORD, "policy": "2019-04-10"}
    with serving(folder) as (url, process), httpx.Client(base_url=url, timeout=30) as client:
        session = client.post("/v1/signup", json=body).json()
        headers = {"Authorization": f"Bearer {session['access']}"}
        with client.stream("GET", "/v1/events", headers=headers) as stream:
            lines = stream.iter_lines()
            assert next(lines) == ": listening"
            part = wire.Part(
                "ticket", ambient.new_id(), f"account:{session['account']}", 0, {"topic": "other", "text": "Hello"}
            )
            data = msgspec.json.encode(wire.Batch([wire.Push(ambient.new_id(), [part], "")]))
            httpx.post(f"{url}/v1/push", content=data, headers=headers, timeout=30)
            told = next(line for line in lines if line.startswith("data:"))
            assert json.loads(told.removeprefix("data:")) == {"scope": f"account:{session['account']}"}
            process.send_signal(signal.SIGTERM)
            assert not [line for line in lines if line.startswith("data:")]
        assert process.wait(30) in (0, -signal.SIGTERM)


def test_log_holds_no_query_and_no_full_address(folder: Path) -> None:
    with serving(folder) as (url, _):
        httpx.get(f"{url}/v1/jobs", params={"query": "canary-in-query"}, timeout=30)
        httpx.get(f"{url}/v1/profiles/canary-in-path", timeout=30)
        httpx.post(f"{url}/v1/signin", json={"email": "canary@example.com", "password": "canary-in-body"}, timeout=30)
    (kept,) = (folder / "logs").iterdir()
    log = kept.read_text()
    lines = [json.loads(line) for line in log.splitlines()]
    answered = [(line["method"], line["route"], line["status"], line["from"]) for line in lines]
    assert answered == [
        ("GET", "/v1/jobs", 200, "127.0.0.0"),
        ("GET", "/v1/profiles/{identity}", 404, "127.0.0.0"),
        ("POST", "/v1/signin", 401, "127.0.0.0"),
    ]
    assert set(lines[0]) == {"at", "level", "logger", "event", "method", "route", "status", "from"}
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "canary" not in log
    said = (folder.parent / "log").read_text()
    assert "canary" not in said
    assert "answered" not in said, "what requests leave stands in the files of a day only, which go after their days"


def test_operator_makes_staff_and_a_company(folder: Path) -> None:
    staff = run(
        folder, "staff", "add", "sam@example.com", "--name", "Sam", "--password-stdin", typed=f"\ufeff{PASSWORD}\r\n"
    )
    assert staff.returncode == 0, staff.stderr
    made = [
        "company",
        "add",
        "Umi Games",
        "--owner-email",
        "olga@example.com",
        "--owner-name",
        "Olga",
        "--password-stdin",
    ]
    company = run(folder, *made, typed=PASSWORD)
    assert company.returncode == 0, company.stderr
    again = run(folder, *made, typed=PASSWORD)
    assert again.returncode == 5
    assert again.stderr.splitlines()[-1].startswith("email: ")
    with serving(folder) as (url, _):
        for email, group in (("sam@example.com", "staff"), ("olga@example.com", "company")):
            answer = httpx.post(f"{url}/v1/signin", json={"email": email, "password": PASSWORD}, timeout=30).json()
            assert answer["group"] == group
        assert httpx.get(f"{url}/v1/companies/{company.stdout.strip()}", timeout=30).json()["name"] == "Umi Games"


def test_password_is_never_asked_without_a_terminal(folder: Path) -> None:
    answer = run(folder, "staff", "add", "sam@example.com", "--name", "Sam")
    assert answer.returncode == 2
    assert "--password-stdin" in answer.stderr


def test_policy_is_published_once(folder: Path, tmp_path: Path) -> None:
    source = tmp_path / "v2"
    source.mkdir()
    for name in ("en.md", "ja.md", "changes.en.md", "changes.ja.md", "manifest.toml"):
        (source / name).write_text((first_folder() / name).read_text(encoding="utf-8"), encoding="utf-8")
    publish = ["policy", "publish", str(source), "--version", "2026-01-01", "--effective", "2026-01-01"]
    first = run(folder, *publish)
    assert first.returncode == 0, first.stderr
    again = run(folder, *publish)
    assert again.returncode == 1
    assert "never changes" in again.stderr
    (source / "ja.md").unlink()
    assert "ja.md" in run(folder, *publish).stderr


def test_settings_are_all_listed_with_their_meaning(folder: Path) -> None:
    listed = run(folder, "settings").stdout
    assert all(f"IZANAU_SITE_{name.upper()}\n" in listed for name in Settings.__struct_fields__)


def test_wrong_settings_are_told_without_a_trace(folder: Path, tmp_path: Path) -> None:
    file = tmp_path / "site.toml"
    file.write_text("port = 'many'\n")
    for answer in (
        run(folder, "--settings", str(file), "check"),
        run(folder, "check", IZANAU_SITE_PORT="many"),
        run(folder, "check", IZANAU_SITE_DATABASE="postgresql+psycopg://nobody@127.0.0.1:1/none"),
        run(folder, "check", IZANAU_SITE_SMTP="smtp://127.0.0.1:1"),
    ):
        assert answer.returncode == 1, answer
        assert "Error: " in answer.stderr
        assert "Traceback" not in answer.stderr


def test_newsletter_needs_an_operator_and_a_letter(folder: Path, tmp_path: Path) -> None:
    letter = tmp_path / "letter.md"
    letter.write_text("---\nlanguage: en\nsubject: News\n---\nHello.\n", encoding="utf-8")
    send = ["mail", "send", "newsletter", str(letter), "--json"]
    answer = run(folder, *send)
    assert (answer.returncode, json.loads(answer.stdout)["code"]) == (1, "letter_unusable")
    letter.write_text(
        letter.read_text() + "---\nlanguage: ja\nsubject: お知らせ\n---\nこんにちは。\n", encoding="utf-8"
    )
    answer = run(folder, *send)
    assert (answer.returncode, json.loads(answer.stdout)["code"]) == (1, "site_wrong")
    assert "operator_address" in answer.stderr
    named = {"IZANAU_SITE_OPERATOR": "Umi Works", "IZANAU_SITE_OPERATOR_ADDRESS": "1-2-3 Kita, Osaka"}
    told = json.loads(run(folder, *send, "--dry-run", **named).stdout)
    assert (told["queued"], told["before"], told["later"], told["dry_run"]) == (0, 0, 0, True)


def test_notification_that_says_nothing_does_not_fail(folder: Path) -> None:
    answer = run(folder, "mail", "bounce", "-", "--json", typed="no mail at all")
    assert (answer.returncode, json.loads(answer.stdout)) == (0, {"noted": False})
    assert "nothing to note" in answer.stderr


def test_check_says_what_mails_for_chosen_purposes_lack(folder: Path) -> None:
    assert "operator_address" in run(folder, "check").stderr
    named = {"IZANAU_SITE_OPERATOR": "Umi Works", "IZANAU_SITE_OPERATOR_ADDRESS": "1-2-3 Kita, Osaka"}
    assert "operator" not in run(folder, "check", **named).stderr


def test_check_and_verify_find_a_new_site_sound(folder: Path) -> None:
    for command in ("check", "verify", "migrate"):
        answer = run(folder, command)
        assert (answer.returncode, answer.stdout) == (0, ""), answer.stderr


def test_nobody_is_kept_on_a_new_site(folder: Path) -> None:
    listed = run(folder, "kept", "list", "--json")
    assert json.loads(listed.stdout) == {"items": [], "total": 0, "next": ""}
    for verb in ("free", "erase"):
        answer = run(folder, "kept", verb, ambient.new_id(), "--reason", "To see", "--json")
        assert (answer.returncode, json.loads(answer.stdout)["code"]) == (1, "kept_wrong"), answer.stderr


def test_check_makes_nothing(folder: Path, tmp_path: Path) -> None:
    answer = run(folder, "check")
    assert answer.returncode == 0, answer.stderr
    assert "no database yet" in answer.stderr
    assert list(tmp_path.iterdir()) == []


def test_check_lists_all_that_is_wrong_at_once(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    more = {"IZANAU_SITE_SMTP": "smtp://127.0.0.1:1", "IZANAU_SITE_LEDGER": str(tmp_path / "file" / "x")}
    answer = run(folder, "check", "--json", **more)
    told = json.loads(answer.stdout)
    assert (answer.returncode, told["code"], len(told["problems"])) == (1, "site_wrong", 2)
    assert "SMTP" in answer.stderr
    assert str(tmp_path / "file") in answer.stderr


@pytest.mark.parametrize(
    ("words", "settings", "code"),
    [
        ("check", {"DATA_DIR": "{file}"}, "site_wrong"),
        ("verify", {"DATA_DIR": "{file}"}, "file_unusable"),
        ("migrate", {"DATA_DIR": "{file}/below"}, "file_unusable"),
        ("serve", {"DATA_DIR": "{file}"}, "file_unusable"),
        ("check", {"SMTP": "smtp://mail.example:99999"}, "settings_wrong"),
        ("check", {"SMTP": "smtp://mail.example:many"}, "settings_wrong"),
        ("check", {"SMTP": "smtp://:25"}, "settings_wrong"),
        ("check", {"DATABASE": "sqlite://"}, "settings_wrong"),
        ("migrate", {"DATABASE": "mysql://x/y"}, "settings_wrong"),
        ("check", {"DATABASE": "postgresql+psycopg://nobody@127.0.0.1:1/none"}, "site_wrong"),
        ("verify", {"DATABASE": "postgresql+psycopg://nobody@127.0.0.1:1/none"}, "database_unusable"),
    ],
)
def test_site_that_cannot_work_is_told_as_a_problem(
    folder: Path, tmp_path: Path, words: str, settings: dict[str, str], code: str
) -> None:
    (tmp_path / "file").touch()
    more = {f"IZANAU_SITE_{name}": value.format(file=tmp_path / "file") for name, value in settings.items()}
    answer = run(folder, *words.split(), "--json", **more)
    told = json.loads(answer.stdout)
    assert (answer.returncode, told["code"]) == (1, code), answer
    assert told["detail"].strip() in answer.stderr
    assert "Traceback" not in answer.stderr


@pytest.mark.parametrize("words", ["check", "migrate", "verify", "serve"])
def test_database_of_a_newer_version_is_left_alone(folder: Path, words: str) -> None:
    assert run(folder, "migrate").returncode == 0
    with sqlite3.connect(folder / "site.db") as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    answer = run(folder, words)
    assert (answer.returncode, answer.stdout) == (1, "")
    assert "9999" in answer.stderr
    assert "newer version" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_options_stand_on_either_side(folder: Path, tmp_path: Path) -> None:
    before = run(folder, "--data-dir", str(tmp_path / "other"), "--json", "migrate")
    after = run(folder, "migrate", "--json", "--quiet", "--data-dir", str(tmp_path / "third"))
    assert before.returncode == after.returncode == 0
    assert json.loads(before.stdout) == json.loads(after.stdout)
    assert json.loads(after.stdout)["before"] == ""
    assert (tmp_path / "other" / "site.db").exists()
    assert (tmp_path / "third" / "site.db").exists()
    assert not folder.exists()
    assert after.stderr == ""
    for words in (["--version"], ["check", "--version"], ["policy", "--version"]):
        assert run(folder, *words).stdout == f"izanau-site, version {izanau_protocol.__version__}\n"


def test_results_are_documents_where_json_is_asked_for(folder: Path) -> None:
    made = run(folder, "staff", "add", "sam@example.com", "--name", "Sam", "--password-stdin", "--json", typed=PASSWORD)
    assert len(json.loads(made.stdout)["id"]) == 36
    again = run(folder, "staff", "add", "sam@example.com", "--name", "S", "--password-stdin", "--json", typed=PASSWORD)
    assert (again.returncode, json.loads(again.stdout)["field"]) == (5, "email")
    listed = json.loads(run(folder, "settings", "--json").stdout)
    assert {one["name"] for one in listed["items"]} == {*Settings.__struct_fields__}
    assert json.loads(run(folder, "check", "--json").stdout) == {"ok": True}


def test_weak_password_names_how_long_a_good_one_is(folder: Path) -> None:
    answer = run(folder, "staff", "add", "sam@example.com", "--name", "Sam", "--password-stdin", typed="abc")
    assert answer.returncode == 5
    assert "at least 8 characters" in answer.stderr or "at least 12 characters" in answer.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no SIGINT to one process")
@pytest.mark.parametrize("words", [("serve", "--port", "0"), ("work",)])
def test_interrupted_command_ends_with_130(folder: Path, words: tuple[str, ...]) -> None:
    # Tests that are started in the background pass on an ignored SIGINT, which Python then leaves ignored.
    code = f"""import signal
import stat
signal.signal(signal.SIGINT, signal.default_int_handler)
from izanau_site.cli import main
main.main({list(words)!r})"""
    started = [sys.executable, "-c", code]
    with subprocess.Popen(started, env=environment(folder), stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        try:
            said = process.stdout if words[0] == "serve" else process.stderr
            for line in said:
                if line.startswith((b"listening", b"working")):
                    break
            process.send_signal(signal.SIGINT)
            assert process.wait(timeout=60) == 130
        finally:
            process.kill()
        assert b"Traceback" not in process.stderr.read()


def test_closed_pipe_ends_quietly(folder: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "izanau_site", "settings"],
        env=environment(folder),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_taken_port_is_told(folder: Path) -> None:
    with serving(folder) as (url, _):
        answer = run(folder.parent / "other", "serve", "--port", url.rsplit(":", 1)[1])
    assert answer.returncode == 1
    assert "cannot listen" in answer.stderr
