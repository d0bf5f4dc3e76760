"""The command `izanau-site` as an operator starts it: a process of its own, results on standard output."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx
import msgspec
import pytest

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
    log = (folder.parent / "log").read_text()
    lines = [json.loads(line) for line in log.splitlines()]
    answered = [
        (line["method"], line["route"], line["status"], line["from"]) for line in lines if line["event"] == "answered"
    ]
    assert answered == [
        ("GET", "/v1/jobs", 200, "127.0.0.0"),
        ("GET", "/v1/profiles/{identity}", 404, "127.0.0.0"),
        ("POST", "/v1/signin", 401, "127.0.0.0"),
    ]
    assert "canary" not in log


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


def test_check_and_verify_find_a_new_site_sound(folder: Path) -> None:
    for command in ("check", "verify", "migrate"):
        answer = run(folder, command)
        assert (answer.returncode, answer.stdout) == (0, ""), answer.stderr


def test_taken_port_is_told(folder: Path) -> None:
    with serving(folder) as (url, _):
        answer = run(folder.parent / "other", "serve", "--port", url.rsplit(":", 1)[1])
    assert answer.returncode == 1
    assert "cannot listen" in answer.stderr
